/** Selections as AWS has them: every type, types that are left out, and conditions on tags. */

import { explain } from "../../src/answers/protection/explain";
import { type Answer } from "../../src/answers/protection/answer";
import { coverageOf } from "../../src/answers/coverage/coverage";
import { coverageAsMarkdown } from "../../src/answers/coverage/markdown";
import { backupDifferences } from "../../src/delivery/plan-summary/backup-differences";
import { policiesOfConfig } from "../../src/delivery/plan-summary/placed-policies";
import { check, edit, textOf } from "../config/valid";
import { backupsOf, builtFrom, question } from "../protection/organizations";

const everythingButATag = textOf("test/cases/everything-but-a-tag/org.yaml");
const asWritten = `      resourceTypes:
        - RDS
        - EBS
      notTags:
        disable_backup: "true"
`;
const corrected = edit(everythingButATag, "      notTags:\n", "      where:\n       notEquals:\n");

/** The case with another selection. */
function selecting(select: string): string {
  return edit(everythingButATag, `    select:\n${asWritten}`, `    select: { ${select} }\n`);
}

function findingsOf(text: string): string[] {
  return check(text)
    .findings.filter(({ rule, severity }) => rule !== "tag-values-match" && severity !== "note")
    .map(({ severity, rule, path, message, hint }) => `${severity} ${rule} ${path}: ${message} | ${hint}`);
}

function answerTo(text: string, type: string, tags: Record<string, string>): Answer {
  const organization = backupsOf(builtFrom(text));
  return explain(question(organization, "shop", "eu-central-1", type, tags), organization);
}

function backupPolicyOf(text: string): string {
  const { organizationsPolicies } = builtFrom(text).documents;
  return organizationsPolicies.find(({ type }) => type === "BACKUP_POLICY")?.content ?? "";
}

describe("everything but what has a tag", () => {
  test("`notTags` is no key, and the hint names the one that is", () => {
    expect(findingsOf(everythingButATag)).toEqual([
      expect.stringMatching(/^error unknown-key backupPlans\[0\]\.select\.notTags: .*`where\.notEquals`/),
    ]);
  });

  test("the file with that key is right, and says it as AWS does", () => {
    expect(findingsOf(corrected)).toEqual([]);
    expect(backupPolicyOf(corrected)).toContain('"string_not_equals":');
  });

  test.each([
    ["RDS", { disable_backup: "false" }, "protected", undefined],
    ["RDS", { disable_backup: "True" }, "protected", undefined],
    ["RDS", { disable_backup: "true" }, "not-protected", "not-selected"],
    ["EBS", {}, "not-protected", "tag-not-said"],
    ["EBS", { team: "a" }, "not-protected", "tag-not-said"],
    ["S3", { disable_backup: "false" }, "not-protected", "not-selected"],
  ])("%s with %j: %s", (type, tags: Record<string, string>, status, reason) => {
    const answer = answerTo(corrected, type, tags);
    expect([answer.status, answer.reason?.id]).toEqual([status, reason]);
  });

  test("the reasons name the plan, what it asks and what there is", () => {
    expect(answerTo(corrected, "RDS", { disable_backup: "true" }).reason).toMatchObject({
      message:
        "no backup plan selects `disable_backup=true`; the backup plan `daily` selects RDS only with disable_backup not true, and it has `disable_backup=true`",
      fix: "Set the tag `disable_backup` to a value other than `true`.",
    });
    expect(answerTo(corrected, "RDS", {}).reason?.message).toBe(
      "the backup plan `daily` selects RDS with disable_backup not true, and it has no tag `disable_backup`: AWS does not say whether that counts, so it is not protected for certain",
    );
  });

  test("`coverage` says what AWS does not, and which values of the tag are selected", () => {
    const { plans, accounts } = coverageOf(backupsOf(builtFrom(corrected)));
    expect(plans[0]?.selects).toBe("types EBS, RDS with disable_backup not true");
    expect(plans[0]?.notes).toEqual([
      "AWS does not say whether it selects a resource without the tag `disable_backup`: such a resource counts as not protected.",
    ]);
    expect(coverageAsMarkdown(coverageOf(backupsOf(builtFrom(corrected))))).toContain(
      "AWS does not say whether it selects a resource without the tag",
    );
    const tags = accounts.find(({ account }) => account.name === "shop")?.tags;
    expect(tags).toContainEqual({ key: "disable_backup", value: "true", state: "unselected", plans: [] });
  });
});

test.each([
  ["excludeTags: { a: b }", "where.notEquals"],
  ["not_tags: { a: b }", "where.notEquals"],
  ["exclude-tag: { a: b }", "where.notEquals"],
  ["notEquals: { a: b }", "where: { notEquals"],
  ["like: { a: b }", "where: { like"],
  ["notLike: { a: b }", "where: { notLike"],
  ["conditions: { a: b }", "under `where`"],
  ["notResourceTypes: [RDS]", "`excludeResourceTypes`"],
  ["where: { string_not_equals: { a: b } }", "`notEquals`"],
])("%s: the hint names %s", (keys, named) => {
  expect(findingsOf(selecting(`resourceTypes: [RDS], ${keys}`))).toEqual([
    expect.stringMatching(/^error unknown-key .*: there is no key/),
  ]);
  expect(findingsOf(selecting(`resourceTypes: [RDS], ${keys}`))[0]?.split(" | ")[1]).toContain(named);
});

describe("what AWS selects", () => {
  const all = "resourceTypes: ['*']";
  const typed = "resourceTypes: [RDS, EBS]";

  test.each<[string, string, Record<string, string>, "protected" | string]>([
    [all, "RDS", {}, "protected"],
    [all, "DynamoDB", {}, "protected"],
    [`${all}, excludeResourceTypes: [EBS]`, "RDS", {}, "protected"],
    [`${all}, excludeResourceTypes: [EBS]`, "EBS", {}, "not-selected"],
    [`${all}, excludeResourceTypes: [EBS], tags: { stage: prod }`, "RDS", { stage: "prod" }, "protected"],
    [`${all}, excludeResourceTypes: [EBS], tags: { stage: prod }`, "EBS", { stage: "prod" }, "not-selected"],
    [`${typed}, where: { equals: { stage: prod } }`, "RDS", { stage: "prod" }, "protected"],
    [`${typed}, where: { equals: { stage: prod } }`, "RDS", { stage: "dev" }, "not-selected"],
    [`${typed}, where: { equals: { stage: prod } }`, "RDS", { stage: "Prod" }, "tag-case"],
    [`${typed}, where: { equals: { stage: prod } }`, "RDS", {}, "not-selected"],
    [`${typed}, where: { notEquals: { stage: [dev, test] } }`, "RDS", { stage: "prod" }, "protected"],
    [`${typed}, where: { notEquals: { stage: [dev, test] } }`, "RDS", { stage: "test" }, "not-selected"],
    [`${typed}, where: { notEquals: { stage: [dev, test] } }`, "RDS", {}, "tag-not-said"],
    [`${typed}, where: { like: { app: "pay-*" } }`, "RDS", { app: "pay-1" }, "protected"],
    [`${typed}, where: { like: { app: "pay-*" } }`, "RDS", { app: "pay-" }, "protected"],
    [`${typed}, where: { like: { app: "pay-*" } }`, "RDS", { app: "prepay-1" }, "not-selected"],
    [`${typed}, where: { like: { app: "*pay*" } }`, "RDS", { app: "prepay-1" }, "protected"],
    [`${typed}, where: { like: { app: "p.y" } }`, "RDS", { app: "pay" }, "not-selected"],
    [`${typed}, where: { like: { app: "pay-*" } }`, "RDS", {}, "not-selected"],
    [`${typed}, where: { notLike: { app: ["*-tmp", "x*"] } }`, "RDS", { app: "pay" }, "protected"],
    [`${typed}, where: { notLike: { app: ["*-tmp", "x*"] } }`, "RDS", { app: "a-tmp" }, "not-selected"],
    [`${typed}, where: { notLike: { app: ["*-tmp", "x*"] } }`, "RDS", { app: "xyz" }, "not-selected"],
    [`${typed}, where: { notLike: { app: "*-tmp" } }`, "EBS", { stage: "prod" }, "tag-not-said"],
    [
      `${all}, tags: { backup: gold }, where: { notEquals: { stage: dev }, like: { app: "p*" } }`,
      "RDS",
      { backup: "gold", stage: "prod", app: "pay" },
      "protected",
    ],
    [
      `${all}, tags: { backup: gold }, where: { notEquals: { stage: dev }, like: { app: "p*" } }`,
      "RDS",
      { backup: "gold", app: "pay" },
      "tag-not-said",
    ],
    [
      `${all}, tags: { backup: gold }, where: { notEquals: { stage: dev }, like: { app: "p*" } }`,
      "RDS",
      { backup: "gold", stage: "prod" },
      "not-selected",
    ],
    [`${all}, where: { notEquals: { backup: none } }`, "RDS", { backup: "disabled" }, "protected"],
    [`${all}, where: { notEquals: { backup: disabled } }`, "RDS", { backup: "disabled" }, "opted-out-disabled"],
  ])("%s, %s with %j: %s", (select, type, tags, expected) => {
    const { status, reason } = answerTo(selecting(select), type, tags);
    expect(reason?.id ?? status).toBe(expected);
  });

  test("conditions of each operator have a map of their own, and one value each", () => {
    const select =
      'resourceTypes: ["*"], excludeResourceTypes: [FSx], where: { equals: { backup: gold }, notEquals: { stage: [test, dev] }, like: { app: "pay-*" }, notLike: { app: ["*-tmp"] } }';
    const text = backupPolicyOf(selecting(select)).replaceAll(
      /"@@operators_allowed_for_child_policies":\["@@none"\],?/g,
      "",
    );
    const { plans } = JSON.parse(text) as { plans: Record<string, { selections: { resources: object } }> };
    const condition = (key: string, value: string) => ({
      condition_key: { "@@assign": `aws:ResourceTag/${key}` },
      condition_value: { "@@assign": value },
    });
    expect(Object.values(plans)[0]?.selections.resources).toEqual({
      selection: {
        iam_role_arn: expect.anything(),
        resource_types: { "@@assign": ["*"] },
        not_resource_types: {
          "@@assign": ["arn:aws:fsx:*:*:file-system/*", "arn:aws:fsx:*:*:volume/*"],
        },
        conditions: {
          string_equals: { "tag-1": condition("backup", "gold") },
          string_not_equals: { "not-tag-1": condition("stage", "dev"), "not-tag-2": condition("stage", "test") },
          string_like: { "tag-like-1": condition("app", "pay-*") },
          string_not_like: { "tag-not-like-1": condition("app", "*-tmp") },
        },
      },
    });
  });

  test("`tags` and `where.equals` say the same", () => {
    const contents = [
      "tags: { a: b, c: d }",
      "where: { equals: { c: d, a: b } }",
      "tags: { a: b }, where: { equals: { a: b, c: d } }",
    ].map((conditions) => backupPolicyOf(selecting(`${typed}, ${conditions}`)));
    expect(new Set(contents).size).toBe(1);
  });
});

describe("what AWS would not do", () => {
  const several = "one value: AWS would ask a tag for all of several values at once";
  test.each([
    ["a list under equals", "resourceTypes: [RDS], where: { equals: { a: [b, c] } }", "where.equals.a", several],
    ["a list of one under equals", "resourceTypes: [RDS], where: { equals: { a: [b] } }", "where.equals.a", several],
    ["a list under like", 'resourceTypes: [RDS], where: { like: { a: ["b*", "c*"] } }', "where.like.a", several],
    ["a list under tags", "resourceTypes: [RDS], tags: { a: [b, c] }", "tags.a", several],
    [
      "an empty list",
      "resourceTypes: [RDS], where: { notEquals: { a: [] } }",
      "where.notEquals.a",
      "must not be empty",
    ],
    ["a number", "resourceTypes: [RDS], where: { equals: { a: 1 } }", "where.equals.a", "expected text"],
    ["a star in a value", "tag: { key: backup, values: ['d*'] }", "tag.values[0]", "not a wildcard in a tag"],
    ["a star in a key", "tag: { key: 'b*', values: [daily] }", "tag.key", "not a wildcard in a tag"],
    ["a star under tags", "resourceTypes: [RDS], tags: { a: 'b*' }", "tags.a", "not a wildcard in a tag"],
    ["a star under equals", "resourceTypes: [RDS], where: { equals: { a: '*' } }", "where.equals.a", "not a wildcard"],
    [
      "a star under notEquals",
      "resourceTypes: [RDS], where: { notEquals: { a: [b, 'c*'] } }",
      "where.notEquals.a[1]",
      "not a wildcard",
    ],
    ["a star in a key under like", "resourceTypes: [RDS], where: { like: { 'a*': b } }", "where.like.a*", "wildcard"],
    [
      "a question mark",
      "resourceTypes: [RDS], where: { like: { a: 'b?' } }",
      "where.like.a",
      "`?`, which is not a wildcard",
    ],
    ["another question mark", "resourceTypes: [RDS], where: { notLike: { a: ['b?'] } }", "where.notLike.a[0]", "`?`"],
    ["conditions without types", "where: { equals: { a: b } }", "resourceTypes", "is missing"],
    [
      "one tag with two values",
      "resourceTypes: [RDS], tags: { a: b }, where: { equals: { a: c } }",
      "",
      "selects nothing",
    ],
    ["two patterns", "resourceTypes: [RDS], where: { like: { a: 'b*' }, notLike: { a: '*' } }", "", "selects nothing"],
    [
      "all types excluded",
      `resourceTypes: [RDS], excludeResourceTypes: [RDS]`,
      "excludeResourceTypes",
      "excludes every",
    ],
  ])("%s: refused", (_what, select, path, words) => {
    const findings = findingsOf(selecting(select));
    expect(findings).toEqual([expect.stringContaining(`backupPlans[0].select${path === "" ? "" : `.${path}`}: `)]);
    expect(findings[0]).toContain(words);
  });

  test("the hints lead to where `*` is a wildcard, and to one of several values", () => {
    expect(findingsOf(selecting("resourceTypes: [RDS], where: { equals: { a: 'b*' } }"))[0]).toContain(
      "Use `where.like`",
    );
    expect(findingsOf(selecting("tag: { key: backup, values: ['d*'] }"))[0]).toContain("use `where.like`");
    expect(findingsOf(selecting("resourceTypes: [RDS], where: { equals: { a: [b] } }"))[0]).toContain(
      "`tag: { key, values }`",
    );
  });

  const values = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`).join(", ");
  test.each([
    [`tag: { key: a, values: [${values(30)}] }`, 0],
    [`tag: { key: a, values: [${values(31)}] }`, 1],
    [`resourceTypes: [RDS], where: { notEquals: { a: [${values(30)}] } }`, 0],
    [`resourceTypes: [RDS], where: { notEquals: { a: [${values(31)}] } }`, 1],
    [`resourceTypes: [RDS], tags: { b: c }, where: { notEquals: { a: [${values(29)}] } }`, 0],
    [`resourceTypes: [RDS], tags: { b: c }, where: { notEquals: { a: [${values(30)}] } }`, 1],
    [`resourceTypes: [RDS], where: { notEquals: { a: [${values(15)}] }, notLike: { a: [${values(15)}] } }`, 0],
    [`resourceTypes: [RDS], where: { notEquals: { a: [${values(15)}] }, notLike: { a: [${values(16)}] } }`, 1],
  ])("%s: %d findings of its size", (select, count) => {
    expect(findingsOf(selecting(select)).filter((finding) => finding.includes("selection-size"))).toHaveLength(count);
  });
});

describe("what a change of the selection does", () => {
  function differences(before: string, after: string) {
    const [old, now] = [before, after].map((select) => policiesOfConfig(builtFrom(selecting(select))));
    return backupDifferences({ before: old ?? [], after: now ?? [] }, (id) => id).map(
      ({ kind, words }) => `${kind}: ${words}`,
    );
  }

  test.each([
    [
      "resourceTypes: [RDS]",
      "resourceTypes: ['*']",
      ["selection-added: now selects every type instead of arn:aws:rds:*:*:db:*"],
    ],
    [
      "resourceTypes: ['*']",
      "resourceTypes: [RDS]",
      ["selection-removed: now selects arn:aws:rds:*:*:db:* instead of every type"],
    ],
    [
      "resourceTypes: ['*']",
      "resourceTypes: ['*'], excludeResourceTypes: [EBS]",
      ["selection-removed: now leaves out arn:aws:ec2:*:*:volume/*"],
    ],
    [
      "resourceTypes: [RDS]",
      "resourceTypes: [RDS], where: { notEquals: { stage: dev } }",
      ["selection-removed: selects only with the condition stage not dev"],
    ],
    [
      "resourceTypes: [RDS], where: { notEquals: { stage: dev } }",
      "resourceTypes: [RDS]",
      ["selection-added: selects also without the condition stage not dev"],
    ],
    [
      "resourceTypes: [RDS], where: { like: { app: 'p*' } }",
      "resourceTypes: [RDS], where: { like: { app: 'q*' } }",
      [
        "selection-added: selects also without the condition app like p*",
        "selection-removed: selects only with the condition app like q*",
      ],
    ],
    [
      "resourceTypes: [RDS], where: { notEquals: { b: x } }",
      "resourceTypes: [RDS], where: { notEquals: { a: y, b: x } }",
      ["selection-removed: selects only with the condition a not y"],
    ],
    ["resourceTypes: [RDS], tags: { a: b }", "resourceTypes: [RDS], where: { equals: { a: b } }", []],
  ])("%s → %s", (before, after, expected) => {
    // A plan for each Region: one Region here.
    expect(differences(before, after)).toEqual(expected);
  });
});

describe("rules that read selections", () => {
  const required = (select: string, values: string) =>
    edit(
      selecting(select),
      "      - daily\n      - disabled\n",
      `${values
        .split(" ")
        .map((value) => `      - ${value}\n`)
        .join("")}`,
    );

  test.each([
    ["tag: { key: backup, values: [daily] }", "daily disabled", []],
    ["resourceTypes: ['*'], where: { equals: { backup: daily } }", "daily disabled", []],
    ["resourceTypes: ['*'], where: { equals: { backup: daily } }", "weekly disabled", ["weekly"]],
    ["resourceTypes: ['*'], where: { like: { backup: 'd*' } }", "daily d2 disabled", []],
    ["resourceTypes: ['*'], where: { like: { backup: 'd*' } }", "daily weekly", ["weekly"]],
    ["resourceTypes: ['*'], where: { notEquals: { backup: [none, off] } }", "daily disabled", []],
    ["resourceTypes: ['*'], where: { notEquals: { backup: [none, off] } }", "daily off", ["off"]],
    ["resourceTypes: ['*'], where: { notLike: { backup: 'no*' } }", "daily none", ["none"]],
    ["resourceTypes: ['*'], where: { equals: { stage: prod } }", "daily", ["daily"]],
  ])("tag-values-match: %s, required %s", (select, values, unselected) => {
    const findings = check(required(select, values)).findings.filter(({ rule }) => rule === "tag-values-match");
    expect(findings.map(({ message }) => /: (\w+)`/.exec(message)?.[1])).toEqual(unselected);
  });

  const second = (select: string) =>
    `  - name: second\n    targets: [shop]\n    select: { ${select} }\n    rules: [{ name: r, schedule: "cron(30 2 ? * * *)", lifecycle: { deleteAfterDays: 35 } }]\n`;
  test.each([
    ["resourceTypes: ['*']", "tag: { key: backup, values: [daily] }", true],
    ["resourceTypes: ['*'], excludeResourceTypes: [EBS]", "resourceTypes: [EBS]", false],
    ["resourceTypes: ['*'], excludeResourceTypes: [EBS]", "resourceTypes: [RDS]", true],
    ["resourceTypes: ['*'], where: { notEquals: { backup: daily } }", "tag: { key: backup, values: [daily] }", false],
    ["resourceTypes: ['*'], where: { notEquals: { backup: daily } }", "tag: { key: backup, values: [daily, x] }", true],
    ["resourceTypes: ['*'], where: { notEquals: { off: yes } }", "tag: { key: backup, values: [daily] }", true],
    [
      "resourceTypes: ['*'], where: { like: { app: 'a*' } }",
      "resourceTypes: [RDS], where: { like: { app: 'b*' } }",
      false,
    ],
    [
      "resourceTypes: ['*'], where: { like: { app: 'a*' } }",
      "resourceTypes: [RDS], where: { like: { app: '*b' } }",
      true,
    ],
    [
      "resourceTypes: ['*'], where: { like: { app: 'a*' } }",
      "resourceTypes: [RDS], where: { notLike: { app: 'a*' } }",
      false,
    ],
    ["resourceTypes: ['*'], where: { like: { app: 'a*' } }", "resourceTypes: [RDS], tags: { app: abc }", true],
    ["resourceTypes: ['*'], where: { like: { app: 'a*' } }", "resourceTypes: [RDS], tags: { app: xyz }", false],
    ["resourceTypes: ['*'], tags: { app: a }", "resourceTypes: [RDS], tags: { stage: b }", false],
  ])("selection-overlap: %s and %s: %s", (one, other, meet) => {
    const text = edit(selecting(one), "guardrails:\n", `${second(other)}guardrails:\n`);
    expect(check(text).findings.some(({ rule }) => rule === "selection-overlap")).toBe(meet);
  });
});
