/** A stack that the config had before, and of which Terraform's plan knows nothing that exists. */

import { type ResourceChange } from "../../src/terraform/plan-json";
import { type StackPlan } from "../../src/terraform/plan-file";
import { configured, recorded, summaryOf } from "./plans";
import { summarize } from "../../src/delivery/plan-summary/summary";

const creates = { action: "create", before: undefined } as const;

/** A recorded plan as it would be of an empty state. */
function ofEmptyState(name: string, edit: (change: ResourceChange) => ResourceChange = (change) => change): StackPlan {
  return recorded(name, (stack) =>
    stack.plan
      ? {
          ...stack,
          plan: { ...stack.plan, changes: stack.plan.changes.map((change) => edit({ ...change, ...creates })) },
        }
      : stack,
  );
}

function rulesOf(stacks: readonly StackPlan[], before = configured(), after = configured()) {
  return summarize({ stacks, approvals: [], before, after }).protectedChanges.map(({ rule }) => rule);
}

const key = "rotate-the-key-more-often";

test("the lost state of the key is a protected change: Terraform would make a second primary key", () => {
  const stack = ofEmptyState(key);
  const { protectedChanges } = summarize({ stacks: [stack], approvals: [], before: configured(), after: configured() });
  expect(protectedChanges).toMatchObject([
    { rule: "state-lost", where: [`encryption (${stack.plan?.changes.length})`] },
  ]);
});

test("so is the state of a renamed account, which is still under the earlier name", () => {
  const renamed = configured((config) => ({
    ...config,
    accounts: config.accounts.map((account) =>
      account.name === "reports" ? { ...account, name: "reporting" } : account,
    ),
  }));
  const stack = { ...ofEmptyState("rename-the-local-vault"), stackId: "member-reporting" };
  const { protectedChanges } = summarize({ stacks: [stack], approvals: [], before: configured(), after: renamed });
  expect(protectedChanges).toMatchObject([
    { rule: "state-lost", where: [`member-reporting (${stack.plan?.changes.length}, before member-reports)`] },
  ]);
});

test("a new account is none: the config before did not have it", () => {
  const before = configured((config) => ({
    ...config,
    accounts: config.accounts.filter(({ name }) => name !== "reports"),
  }));
  expect(rulesOf([ofEmptyState("rename-the-local-vault")], before)).toEqual([]);
});

test("nor is what a deployment that died half-way left over, or an import", () => {
  const [first] = recorded(key).plan?.changes ?? [];
  const half = ofEmptyState(key, (change) => (change.address === first?.address ? first : change));
  expect(rulesOf([half])).not.toContain("state-lost");
  expect(rulesOf([ofEmptyState(key, (change) => ({ ...change, imported: true }))])).not.toContain("state-lost");
});

test("nor is a plan of what is there", () => {
  expect(summaryOf([key], { before: configured() }).protectedChanges).toEqual([]);
});
