/** Effective backup policies that AWS does not put into force: the account keeps its last valid one. */

import { effectivePolicyValidationErrors } from "../../src/evaluator/effective-backup-policy";
import { mergeLevel, noPolicies } from "../../src/evaluator/effective-policy";
import { readManagementPolicy } from "../../src/evaluator/management-policy";

const assign = (value: unknown) => ({ "@@assign": value });
const rule = { schedule_expression: assign("cron(0 2 ? * * *)"), target_backup_vault_name: assign("vault") };
const rules = (count: number, prefix = "rule") =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}-${index}`, rule]));
const byTag = { iam_role_arn: assign("arn"), tag_key: assign("backup"), tag_value: assign(["daily"]) };
const plan = {
  regions: assign(["eu-west-1"]),
  rules: rules(1),
  selections: { tags: { selection: byTag } },
};

/** The errors of the plan `p` that these levels come to, each as `code path`. */
function errorsOf(...levels: readonly object[]): string[] {
  return validate(...levels.map((document) => ({ plans: { p: document } }))).map(
    ({ ErrorCode, PathToError }) => `${ErrorCode} ${PathToError}`,
  );
}

function validate(...levels: readonly object[]) {
  const merged = levels.reduce(
    (inherited: typeof noPolicies, document, index) =>
      mergeLevel(inherited, [readManagementPolicy(`policy-${index + 1}`, document).policy]),
    noPolicies,
  );
  return effectivePolicyValidationErrors(merged);
}

test("a whole plan has no errors, and no plan has none either", () => {
  expect(errorsOf(plan)).toEqual([]);
  expect(validate({ plans: {} })).toEqual([]);
  expect(validate({ tags: { costcenter: { tag_key: assign("CostCenter") } } })).toEqual([]);
});

test("nine rules at the root and two more at the account are one too many", () => {
  expect(errorsOf({ ...plan, rules: rules(9) }, { rules: rules(1, "more") })).toEqual([]);
  expect(
    validate({ plans: { p: { ...plan, rules: rules(9) } } }, { plans: { p: { rules: rules(2, "more") } } }),
  ).toEqual([
    {
      ErrorCode: "ELEMENTS_TOO_MANY",
      ErrorMessage: "a backup plan takes 10 backup rules, this one has 11",
      PathToError: "plans/p/rules",
      ContributingPolicies: ["policy-1", "policy-2"],
    },
  ]);
});

test.each([
  [
    "a child removes the last Region",
    [plan, { regions: { "@@remove": ["eu-west-1"] } }],
    "ELEMENTS_TOO_FEW plans/p/regions",
  ],
  ["a child assigns no Region", [plan, { regions: assign([]) }], "ELEMENTS_TOO_FEW plans/p/regions"],
  ["nobody names a Region", [{ ...plan, regions: {} }], "ELEMENTS_TOO_FEW plans/p/regions"],
  ["there is no rule", [{ ...plan, rules: {} }], "KEY_REQUIRED plans/p/rules"],
  ["there is no selection", [{ ...plan, selections: {} }], "KEY_REQUIRED plans/p/selections"],
  [
    "a child adds a rule without a schedule",
    [plan, { rules: { more: { target_backup_vault_name: assign("vault") } } }],
    "KEY_REQUIRED plans/p/rules/more/schedule_expression",
  ],
  [
    "a rule has no vault",
    [{ ...plan, rules: { r: { schedule_expression: assign("cron(0 0 ? * * *)") } } }],
    "KEY_REQUIRED plans/p/rules/r/target_backup_vault_name",
  ],
  [
    "a copy has no target",
    [plan, { rules: { "rule-0": { copy_actions: { arn: { lifecycle: { delete_after_days: assign("7") } } } } } }],
    "KEY_REQUIRED plans/p/rules/rule-0/copy_actions/arn/target_backup_vault_arn",
  ],
  [
    "a selection has no role",
    [{ ...plan, selections: { tags: { s: { tag_key: assign("k"), tag_value: assign(["v"]) } } } }],
    "KEY_REQUIRED plans/p/selections/tags/s/iam_role_arn",
  ],
  [
    "a child adds resources to tags",
    [plan, { selections: { resources: { s: { iam_role_arn: assign("arn"), resource_types: assign(["*"]) } } } }],
    "ELEMENTS_TOO_MANY plans/p/selections",
  ],
  [
    "a tag of recovery points has no value",
    [plan, { rules: { "rule-0": { recovery_point_tags: { t: { tag_key: assign("k") } } } } }],
    "KEY_REQUIRED plans/p/rules/rule-0/recovery_point_tags/t/tag_value",
  ],
])("%s", (_, levels, error) => {
  expect(errorsOf(...levels)).toEqual([error]);
});

test("thirty conditions of a selection pass, one more does not", () => {
  const withConditions = (count: number) => ({
    ...plan,
    selections: {
      tags: {
        s: {
          ...byTag,
          conditions: {
            string_equals: Object.fromEntries(
              Array.from({ length: count }, (_, index) => [
                `c${index}`,
                { condition_key: assign("k"), condition_value: assign("v") },
              ]),
            ),
          },
        },
      },
    },
  });
  expect(errorsOf(withConditions(30))).toEqual([]);
  expect(errorsOf(withConditions(31))).toEqual(["ELEMENTS_TOO_MANY plans/p/selections/tags/s/conditions"]);
});

test("every error is reported at once", () => {
  expect(errorsOf({ regions: assign(["eu-west-1"]) })).toHaveLength(2);
});
