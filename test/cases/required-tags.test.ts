/** What requireBackupTag allows, and what backup plans select, account by account. */

import { check, edit, textOf } from "../config/valid";

const twoAccounts = edit(
  textOf("examples/minimal.yaml"),
  "backupPlans:\n",
  `  - { name: ledger, id: "555555555555" }\nbackupPlans:\n`,
);
const required = /requireBackupTag:\n(?: {4}.*\n)+/.exec(twoAccounts)?.[0] ?? "";
const selected = "targets: [shop]\n    select: { tag: { key: backup, values: [daily] } }";

function findings(guardrail: string, plan = selected): string[] {
  return check(edit(edit(twoAccounts, required, guardrail), selected, plan))
    .findings.filter(({ rule }) => rule.startsWith("tag-value"))
    .map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
}

const requires = (targets: string, values: string) =>
  `requireBackupTag: { targets: [${targets}], key: backup, values: [${values}] }\n`;
const selects = (targets: string, how: string) => `targets: [${targets}]\n    select: ${how}`;

test.each([
  ["the same on both sides", requires("shop", "daily, disabled"), selected, []],
  ["an opt-out that no plan selects", requires("shop", "daily, custom"), selected, []],
  [
    "a value that no plan selects anywhere",
    requires("shop", "daily, weekly"),
    selected,
    [
      "tag-values-match guardrails.requireBackupTag.values[1]: no backup plan selects `backup: weekly`, and it is not an opt-out",
    ],
  ],
  [
    "a value that a plan selects, but not in every account where it is allowed",
    requires("root", "daily"),
    selected,
    [
      "tag-values-match guardrails.requireBackupTag.values[0]: no backup plan selects `backup: daily` in ledger, and it is not an opt-out",
    ],
  ],
  [
    "a selected value that is not allowed",
    requires("shop", "disabled"),
    selected,
    [
      "tag-value-forbidden backupPlans[0].select: `daily` selects `backup: daily`, which requireBackupTag does not allow in shop",
    ],
  ],
  ["a selected value that is not allowed in another account", requires("ledger", "disabled"), selected, []],
  [
    "a condition on the tag",
    requires("shop", "disabled"),
    selects("shop", "{ resourceTypes: ['*'], where: { equals: { backup: gold } } }"),
    [
      "tag-value-forbidden backupPlans[0].select: `daily` selects `backup: gold`, which requireBackupTag does not allow in shop",
    ],
  ],
  [
    "a pattern, which names no value",
    requires("shop", "daily-gold"),
    selects("shop", "{ resourceTypes: ['*'], where: { like: { backup: 'daily-*' } } }"),
    [],
  ],
  [
    "any value, where a plan takes every type",
    requires("shop", "weekly"),
    selects("shop", "{ resourceTypes: ['*'] }"),
    [],
  ],
  [
    "any value, where a plan takes one type of several",
    requires("shop", "weekly"),
    selects("shop", "{ resourceTypes: [RDS] }"),
    [
      "tag-values-match guardrails.requireBackupTag.values[0]: no backup plan selects `backup: weekly`, and it is not an opt-out; whatever the tag, `daily` takes RDS",
    ],
  ],
  [
    "any value, where a plan takes every type but one",
    requires("shop", "weekly"),
    selects("shop", "{ resourceTypes: ['*'], excludeResourceTypes: [EBS] }"),
    [
      "tag-values-match guardrails.requireBackupTag.values[0]: no backup plan selects `backup: weekly`, and it is not an opt-out; whatever the tag, `daily` takes all but EBS",
    ],
  ],
  [
    "a plan for every type in another account",
    requires("root", "weekly"),
    selects("shop", "{ resourceTypes: ['*'] }"),
    [
      "tag-values-match guardrails.requireBackupTag.values[0]: no backup plan selects `backup: weekly` in ledger, and it is not an opt-out",
    ],
  ],
  [
    "a condition on another tag",
    requires("shop", "disabled"),
    selects("shop", "{ resourceTypes: ['*'], where: { equals: { stage: prod } } }"),
    [],
  ],
  [
    "a condition on another tag, which may leave resources with the value out",
    requires("shop", "weekly"),
    selects("shop", "{ resourceTypes: ['*'], where: { equals: { stage: prod } } }"),
    [
      "tag-values-match guardrails.requireBackupTag.values[0]: no backup plan selects `backup: weekly`, and it is not an opt-out",
    ],
  ],
])("%s", (_what, guardrail, plan, expected) => {
  expect(findings(guardrail, plan)).toEqual(expected);
});

test("a value is not offered in the place of itself", () => {
  const { findings: found } = check(edit(twoAccounts, required, requires("root", "daily")));
  const { hint } = found.find(({ rule }) => rule === "tag-values-match") ?? {};
  expect(hint).toBe("Select it in a backup plan for these accounts or remove it here.");
});
