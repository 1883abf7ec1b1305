import { hasChanges } from "../../../terraform/plan-stack";
import { type ProtectedChangeRule } from "./rule";

const planUnreadable: ProtectedChangeRule = {
  id: "plan-unreadable",
  what: "A Terraform plan has changes that only HCP Terraform can read.",
  why: "It may contain any protected change. Read the run in HCP Terraform before you approve.",
  detect: ({ stacks }) =>
    stacks
      .filter((stack) => stack.plan === undefined && hasChanges(stack) === true)
      .map(({ stackId, url }) => ({
        what: `the changes of ${stackId} cannot be judged`,
        where: stackId,
        detail: url ?? null,
      })),
};

export const unreadablePlanRules = [planUnreadable];
