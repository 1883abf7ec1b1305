/** An edit of plans.yaml, and what the plans and their summary must say of it. */

import { type Counts } from "../../../src/terraform/counts";

export interface PlannedEdit {
  readonly name: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- an edit may make any shape of it
  readonly edit: (config: any) => void;
  /** Changes of each stack that changes. */
  readonly counts?: Readonly<Record<string, Partial<Counts>>>;
  /** Stacks that Terraform refuses to plan. */
  readonly failed?: readonly string[];
  /** Stacks that are no longer configured. */
  readonly gone?: readonly string[];
  /** Rules that protect what changes, each as often as it finds something. */
  readonly protectedBy?: readonly string[];
  /** Accounts whose effective backup policy changes. */
  readonly accounts?: readonly string[];
  /** A unit test expects all of this of the recorded plan, so that only the nightly run plans it anew. */
  readonly recordedPlanStands?: true;
  /** What the summary says. */
  readonly says?: readonly string[];
  /** What it must not say, because it is not so. */
  readonly saysNot?: readonly string[];
}

const named = (list: { name: string }[], name: string) => list.find((item) => item.name === name) as never;

/* eslint-disable @typescript-eslint/no-explicit-any -- an edit may make any shape of it */
export const account = (config: any, name: string): any => named(config.accounts, name);
export const plan = (config: any, name: string): any => named(config.backupPlans, name);
export const rule = (config: any, ofPlan: string, name: string): any => named(plan(config, ofPlan).rules, name);
export const without = (list: any[], name: string) => list.filter((item) => item.name !== name);
/* eslint-enable @typescript-eslint/no-explicit-any */

/** Edits whose plans are recorded. */
export function recorded(edits: readonly PlannedEdit[]): readonly PlannedEdit[] {
  return edits.map((edit) => ({ ...edit, recordedPlanStands: true }));
}
