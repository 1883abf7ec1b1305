/** A narrower selection, and content that Strongroom does not know, is never called harmless. */

import fc from "fast-check";
import { matchesStars } from "../../src/aws/wildcard";
import { textsOf } from "../../src/delivery/plan-summary/protection/wildcard-texts";
import { summarize } from "../../src/delivery/plan-summary/summary";
import { readPlanJson } from "../../src/terraform/plan-json";
import { type Json, type JsonObject } from "../../src/terraform/synthesis";
import { repeatsKey } from "../../src/terraform/types/repeated-key";
import { unreadContentChanges } from "../../src/terraform/types/unread-content";

const assign = (value: Json) => ({ "@@assign": value });
const vault = (region: string) => `arn:aws:backup:${region}:333333333333:backup-vault:central`;
const resources = (...types: string[]) => ({
  resources: {
    selection: { iam_role_arn: assign("arn:aws:iam::$account:role/Backup"), resource_types: assign(types) },
  },
});
const tagged = (more: JsonObject = {}) => ({
  tags: {
    selection: {
      iam_role_arn: assign("arn:aws:iam::$account:role/Backup"),
      tag_key: assign("backup"),
      tag_value: assign(["daily"]),
      ...more,
    },
  },
});

function backupPolicy(selections: JsonObject, days: Json = "35", top: JsonObject = {}, copyKey = vault("eu-north-1")) {
  const lifecycle = { delete_after_days: assign(days) };
  return {
    plans: {
      daily: {
        regions: assign(["eu-central-1"]),
        rules: {
          daily: {
            schedule_expression: assign("cron(0 5 ? * * *)"),
            target_backup_vault_name: assign("local"),
            lifecycle,
            copy_actions: { [copyKey]: { target_backup_vault_arn: assign(vault("eu-north-1")), lifecycle } },
          },
        },
        selections,
      },
    },
    ...top,
  };
}

function summaryOf(before: JsonObject, after: JsonObject) {
  const change = (type: string, old: JsonObject, now: JsonObject) => ({
    address: `${type}.daily`,
    mode: "managed",
    type,
    name: "daily",
    change: { actions: ["update"], before: old, after: now, after_unknown: {} },
  });
  const policy = (content: JsonObject) => ({
    id: "p-1",
    name: "daily",
    type: "BACKUP_POLICY",
    content: JSON.stringify(content),
  });
  const attachment = { policy_id: "p-1", target_id: "r-1" };
  const plan = readPlanJson({
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: [
      change("aws_organizations_policy", policy(before), policy(after)),
      { ...change("aws_organizations_policy_attachment", attachment, attachment) },
    ],
  });
  const none = { failure: undefined, changed: true, url: undefined, origin: undefined, savedPlan: undefined };
  return summarize({ stacks: [{ stackId: "organization", plan, ...none }], approvals: [] });
}
const rulesOf = (before: JsonObject, after: JsonObject) => [
  ...new Set(summaryOf(before, after).protectedChanges.map(({ rule }) => rule)),
];

const cluster = "arn:aws:rds:*:*:cluster:";

test.each(["x", "x*", "*x", "**x*", "\ue000*"])("a selection of every cluster that becomes one of %j", (name) => {
  const [before, after] = [resources(`${cluster}*`), resources(`${cluster}${name}`)].map((one) => backupPolicy(one));
  expect(rulesOf(before ?? {}, after ?? {})).toEqual(["target-dropped"]);
  expect(rulesOf(after ?? {}, before ?? {})).toEqual([]);
});

test("an exclusion that takes a part of what was selected", () => {
  const before = resources(`${cluster}prod*`);
  const after = {
    resources: {
      selection: { ...before.resources.selection, not_resource_types: assign(["arn:aws:*:cluster:*-old"]) },
    },
  };
  expect(rulesOf(backupPolicy(before), backupPolicy(after))).toEqual(["target-dropped"]);
});

const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 6 });

test("texts of patterns are matched by another pattern only where it takes all that theirs take", () => {
  fc.assert(
    fc.property(
      pattern,
      pattern,
      fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 }),
      (one, two, text) => {
        const [own = ""] = textsOf([one, two], []);
        expect(matchesStars(one, own)).toBe(true);
        if (matchesStars(two, own) && matchesStars(one, text)) {
          expect(matchesStars(two, text)).toBe(true);
        }
        if (matchesStars(one, text) && matchesStars(two, text)) {
          expect(textsOf([two], [one]).some((both) => matchesStars(one, both) && matchesStars(two, both))).toBe(true);
        }
      },
    ),
  );
});

const condition = {
  string_equals: { c: { condition_key: assign("aws:ResourceTag/a"), condition_value: assign("b") } },
};

test("what nobody knows of a selection", () => {
  for (const after of [tagged({ foo: assign("b") }), tagged({ conditions: condition })]) {
    const { protectedChanges, ...rest } = summaryOf(backupPolicy(tagged()), backupPolicy(after));
    expect(new Set(protectedChanges.map(({ rule }) => rule))).toEqual(
      new Set(["target-dropped", "not-known-harmless"]),
    );
    expect(JSON.stringify(rest)).not.toContain("no backup is lost");
  }
});

test.each([
  ["an unknown key at the top", backupPolicy(tagged(), "35", { foo: {} })],
  ["a number in another notation", backupPolicy(tagged(), "0x40")],
  ["a number that is null", backupPolicy(tagged(), null)],
  ["an empty list of operators", backupPolicy(tagged(), "35", { "@@operators_allowed_for_child_policies": [] })],
  ["a copy under another key", backupPolicy(tagged(), "35", {}, vault("eu-west-1"))],
])("%s is not known to be harmless", (_name, after) => {
  expect(rulesOf(backupPolicy(tagged()), after)).toContain("not-known-harmless");
});

const statement = { Sid: "One", Effect: "Deny", Action: ["backup:*"], Resource: "*" };
const guardrail = (...statements: Json[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

test("what nobody knows of a statement", () => {
  expect(unreadContentChanges(guardrail(statement), guardrail({ ...statement, Action: "s3:*" }))).toEqual([]);
  expect(unreadContentChanges(guardrail(statement), guardrail({ ...statement, Principal: "*" }))).toEqual([
    "Statement/0/Principal none → *",
  ]);
  const twice = guardrail(statement).replace("{", '{"Statement":[],');
  expect(unreadContentChanges(guardrail(statement), twice)).not.toEqual([]);
});

test("a key that is there twice in one object", () => {
  expect(repeatsKey('{"a":{"b":1},"c":[{"b":1},{"b":"a"}],"d":"{\\"a\\":1,"}')).toBe(false);
  expect(repeatsKey('{"a":1,"b":{"c":[{"a":1}]},"\\u0061" : 2}')).toBe(true);
});
