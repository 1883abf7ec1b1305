/** Plans that Terraform made of the organization of test/e2e/plans.yaml, without what no test reads. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkSource } from "../../src/config/check";
import { type OrgConfig } from "../../src/config/schema/org-config";
import { Source } from "../../src/config/source";
import { resolveDeployment } from "../../src/model/resolve";
import { type Built } from "../../src/answers/validate";
import { summarize, type Summary, type SummaryInput } from "../../src/delivery/plan-summary/summary";
import { buildDocuments } from "../../src/policies/documents";
import { readPlanFile, type StackPlan } from "../../src/terraform/plan-file";
import { repository } from "../config/valid";

export const template = readFileSync(join(repository, "test", "e2e", "plans.yaml"), "utf8");

export function recordedFile(name: string): string {
  return join(recordedPlans, `${name}.json`);
}

/** The recorded plans of an edit: one file, or a directory with one for each stack. */
export function recordedFiles(name: string): string[] {
  const directory = join(recordedPlans, name);
  return existsSync(directory) ? readdirSync(directory).map((file) => join(directory, file)) : [recordedFile(name)];
}

const recordedPlans = join(__dirname, "recorded");

/** @param edit changes values of the recorded plan */
export function recorded(name: string, edit: (stack: StackPlan) => StackPlan = (stack) => stack): StackPlan {
  return edit(readPlanFile(recordedFile(name)));
}

/** The config of the recorded plans, before their edits. */
export function configured(edit: (config: OrgConfig) => OrgConfig = (config) => config): Built {
  const deployment = resolveDeployment(edit(unedited()));
  return { deployment, documents: buildDocuments(deployment) };
}

let checked: OrgConfig | undefined;

function unedited(): OrgConfig {
  checked ??= checkSource(new Source("plans.yaml", template)).config;
  if (!checked) {
    throw new Error("plans.yaml has errors");
  }
  return checked;
}

/** What the config comes to, with other policies. */
export function withPolicies({ deployment, documents }: Built, edit: (policies: Policies) => Policies): Built {
  return { deployment, documents: { ...documents, organizationsPolicies: edit(documents.organizationsPolicies) } };
}

type Policies = Built["documents"]["organizationsPolicies"];

export function summaryOf(names: readonly string[], more: Partial<SummaryInput> = {}): Summary {
  return summarize({ stacks: names.map((name) => recorded(name)), approvals: [], after: configured(), ...more });
}

/** The stack's plan with other values of the resources of a type. */
export function withValues(
  stack: StackPlan,
  type: string,
  values: (change: NonNullable<StackPlan["plan"]>["changes"][number]) => object,
): StackPlan {
  const { plan } = stack;
  return plan
    ? {
        ...stack,
        plan: {
          ...plan,
          changes: plan.changes.map((change) => (change.type === type ? { ...change, ...values(change) } : change)),
        },
      }
    : stack;
}
