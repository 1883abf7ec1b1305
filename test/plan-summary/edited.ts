/** The config of test/e2e/plans.yaml after edits, and what a summary says of the way there. */

import { parse, stringify } from "yaml";
import { type Built } from "../../src/answers/validate";
import { summarize, type Summary } from "../../src/delivery/plan-summary/summary";
import { configOf } from "../config/valid";
import { configured, template } from "./plans";
import { plansBetween } from "./planned";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an edit may make any shape of it
export type Edit = (config: any) => void;

export function edited(...steps: readonly Edit[]): Built {
  const config = parse(template);
  steps.forEach((step) => step(config));
  return configured(() => configOf(stringify(config)));
}

export function summaryBetween(before: Built, after: Built): Summary {
  return summarize({ stacks: plansBetween(before, after), approvals: [], before, after });
}

/** The same from the plans alone. */
export function summaryOfPlans(before: Built, after: Built): Summary {
  return summarize({ stacks: plansBetween(before, after), approvals: [] });
}
