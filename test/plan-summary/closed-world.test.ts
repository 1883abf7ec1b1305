/** Every attribute and every action of every type counts as the table of its type says, and what is in no table as harm. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { attackTable } from "../../src/attack-matrix/attacks";
import { protectedChangeRules } from "../../src/delivery/plan-summary/protected/all";
import { mayPass, summarize, type Summary } from "../../src/delivery/plan-summary/summary";
import { readPlanFile, type StackPlan } from "../../src/terraform/plan-file";
import { readPlanJson } from "../../src/terraform/plan-json";
import { type Json, type JsonObject } from "../../src/terraform/synthesis";
import { classified } from "../../src/terraform/types/all";
import { type ActionMeaning, type Meaning } from "../../src/terraform/types/meaning";
import { repository } from "../config/valid";
import { configured } from "./plans";

interface Change {
  readonly type: string;
  readonly name?: string | undefined;
  readonly actions: readonly string[];
  readonly before?: JsonObject | undefined;
  readonly after?: JsonObject | undefined;
  readonly unknown?: JsonObject;
  readonly imported?: true;
}

function planOf(...changes: readonly Change[]): StackPlan {
  const plan = readPlanJson({
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: changes.map(({ type, name = `any-${region}`, actions, before, after, unknown, imported }) => ({
      address: `${type}.${name}`,
      mode: "managed",
      type,
      name,
      change: {
        actions,
        before: before ?? null,
        after: after ?? null,
        after_unknown: unknown ?? {},
        ...(imported && { importing: { id: "any" } }),
      },
    })),
  });
  return {
    stackId: "any",
    plan,
    failure: undefined,
    changed: true,
    url: undefined,
    origin: undefined,
    savedPlan: undefined,
  };
}

function summaryOf(...changes: readonly Change[]): Summary {
  return summarize({ stacks: [planOf(...changes)], approvals: [] });
}

const rulesOf = (...changes: readonly Change[]) => summaryOf(...changes).protectedChanges.map(({ rule }) => rule);
const wordsOf = (...changes: readonly Change[]) => summaryOf(...changes).protectedChanges.map(({ what }) => what);

const region = "eu-central-1";
const managed = (name: string) => `arn:aws:iam::aws:policy/service-role/${name}`;
const statement = (effect: string, ...actions: string[]) => ({ Sid: "One", Effect: effect, Action: actions });
const policy = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

const trust = (Principal: object) => policy({ ...statement("Allow", "sts:AssumeRole"), Principal });

const [backupPolicy = ""] = configured()
  .documents.organizationsPolicies.filter(({ name }) => name === "strongroom-backup-daily")
  .map(({ content }) => content);
const edited = (from: string | RegExp, to: string) => backupPolicy.replaceAll(from, to);
const withCold = (days: number) =>
  edited(/"lifecycle":\{/g, `"lifecycle":{"move_to_cold_storage_after_days":{"@@assign":"${days}"},`);
const withWindows = (start: number, complete: number) =>
  edited(
    '"target_backup_vault_name"',
    `"start_backup_window_minutes":{"@@assign":"${start}"},"complete_backup_window_minutes":{"@@assign":"${complete}"},"target_backup_vault_name"`,
  );
/** What the policy of an OU becomes when one of its accounts gets a plan of its own. */
const opened = backupPolicy.replace('["@@none"]', '["@@append"]');
const exempting = (role: string) => ({
  ...statement("Deny", "backup:*"),
  Condition: { ArnNotLike: { "aws:PrincipalARN": [`arn:aws:iam::*:role/${role}`] } },
});
const scp = {
  name: "guard",
  id: "p-1",
  type: "SERVICE_CONTROL_POLICY",
  content: policy(statement("Deny", "backup:*")),
};
const attachment = { policy_id: "p-1", target_id: "r-1" };

/** Values of a resource of each type. */
const usual: Readonly<Record<string, JsonObject>> = {
  aws_backup_global_settings: { global_settings: { isCrossAccountBackupEnabled: "true" } },
  aws_backup_region_settings: {
    resource_type_opt_in_preference: { S3: true },
    resource_type_management_preference: { DynamoDB: true, EFS: true },
  },
  aws_backup_vault: { name: "org-central-vault", force_destroy: false },
  aws_backup_vault_lock_configuration: {
    backup_vault_name: "org-central-vault",
    min_retention_days: 30,
    max_retention_days: 400,
  },
  aws_backup_vault_policy: { backup_vault_name: "org-central-vault", policy: policy() },
  aws_iam_role: {
    name: "OrgBackupRole",
    max_session_duration: 3600,
    assume_role_policy: trust({ AWS: "arn:aws:iam::222222222222:role/Emergency" }),
  },
  aws_iam_role_policy: { name: "strongroom", role: "OrgBackupRole", policy: policy() },
  aws_iam_role_policy_attachment: {
    role: "OrgBackupRole",
    policy_arn: managed("AWSBackupServiceRolePolicyForBackup"),
  },
  aws_kms_alias: { name: "alias/central-backup", target_key_id: "mrk-1" },
  aws_kms_key: { is_enabled: true, enable_key_rotation: true, deletion_window_in_days: 30, policy: policy() },
  aws_kms_replica_key: { enabled: true, deletion_window_in_days: 30, policy: policy() },
  aws_organizations_delegated_administrator: { account_id: "333333333333", service_principal: "backup.amazonaws.com" },
  aws_organizations_policy: scp,
  aws_organizations_policy_attachment: attachment,
  aws_vpc_endpoint: { vpc_id: "vpc-1", route_table_ids: ["rtb-1", "rtb-2"], policy: policy() },
  terraform_data: {},
};

/** What else a plan must hold so that rules can read a resource of the type. */
const beside: Readonly<Record<string, readonly Change[]>> = {
  aws_organizations_policy_attachment: [
    { type: "aws_organizations_policy", actions: ["no-op"], before: scp, after: scp },
  ],
  aws_organizations_policy: [
    { type: "aws_organizations_policy_attachment", actions: ["no-op"], before: attachment, after: attachment },
  ],
};

function update(type: string, before: JsonObject, after: JsonObject, name?: string): readonly Change[] {
  const values = usual[type];
  return [
    { type, name, actions: ["update"], before: { ...values, ...before }, after: { ...values, ...after } },
    ...(beside[type] ?? []),
  ];
}

const attributes = Object.entries(classified).flatMap(([type, known]) =>
  Object.entries(known.attributes).map(([attribute, meaning]) => ({ type, attribute, meaning, harm: known.harm })),
);
const actions = Object.entries(classified).flatMap(([type, known]) =>
  Object.entries(known.actions).map(([action, meaning]) => ({ type, action, meaning, harm: known.harm })),
);
const having = <T extends { readonly meaning: Meaning | ActionMeaning }>(list: readonly T[], ...is: string[]) =>
  list.filter(({ meaning }) => is.includes(meaning.is));

/** Whether the tables or `judged` rules leave nothing out is checked against this list and `judgedEdits` below. */
const directions: Readonly<Record<string, readonly [good: Json, bad: Json]>> = {
  "aws_backup_region_settings.resource_type_management_preference": [
    { DynamoDB: true, EFS: true },
    { DynamoDB: true, EFS: false },
  ],
  "aws_backup_vault.force_destroy": [false, true],
  "aws_iam_role.force_detach_policies": [false, true],
  "aws_iam_role.max_session_duration": [3600, 43200],
  "aws_organizations_policy.skip_destroy": [false, true],
  "aws_organizations_policy_attachment.skip_destroy": [false, true],
  "aws_iam_role_policy_attachment.policy_arn": [
    managed("AWSBackupServiceRolePolicyForBackup"),
    "arn:aws:iam::aws:policy/ReadOnlyAccess",
  ],
  "aws_kms_key.bypass_policy_lockout_safety_check": [false, true],
  "aws_kms_key.deletion_window_in_days": [30, 7],
  "aws_kms_key.enable_key_rotation": [true, false],
  "aws_kms_key.is_enabled": [true, false],
  "aws_kms_key.rotation_period_in_days": [365, 730],
  "aws_kms_replica_key.bypass_policy_lockout_safety_check": [false, true],
  "aws_kms_replica_key.deletion_window_in_days": [30, 7],
  "aws_kms_replica_key.enabled": [true, false],
};

describe("an update of one attribute alone", () => {
  test.each(having(attributes, "computed", "harmless"))("$attribute of $type is harmless", ({ type, attribute }) => {
    expect(rulesOf(...update(type, { [attribute]: "a" }, { [attribute]: "b" }))).toEqual([]);
    expect(rulesOf({ type, actions: ["update"], before: {}, after: {}, unknown: { [attribute]: true } })).toEqual([]);
  });

  test.each(having(attributes, "a decision"))(
    "$attribute of $type is a decision",
    ({ type, attribute, harm, meaning }) => {
      const changes = update(type, { [attribute]: "a" }, { [attribute]: "b" });
      expect(rulesOf(...changes)).toEqual([harm]);
      expect(wordsOf(...changes)[0]).toContain(`${attribute} a → b: ${meaning.why}`);
      expect(rulesOf(...update(type, { [attribute]: null }, { [attribute]: "b" }))).toContain(harm);
      expect(rulesOf(...update(type, { [attribute]: "a" }, { [attribute]: null }))).toContain(harm);
    },
  );

  test.each(having(attributes, "worse in one direction"))(
    "$attribute of $type is worse in one direction",
    ({ type, attribute, harm }) => {
      const [good, bad] =
        attribute === "region" ? ["eu-central-1", "eu-west-1"] : (directions[`${type}.${attribute}`] ?? []);
      const [better, worse] = [{ [attribute]: good ?? null }, { [attribute]: bad ?? null }];
      expect(rulesOf(...update(type, better, worse))).toEqual([harm]);
      expect(rulesOf(...update(type, attribute === "region" ? { region: null } : worse, better))).toEqual([]);
      expect(rulesOf(...update(type, better, better))).toEqual([]);
    },
  );

  test.each(having(attributes, "a decision", "worse in one direction", "judged"))(
    "$attribute of $type must be known before the apply",
    ({ type, attribute, harm }) => {
      const unknown = { [attribute]: true };
      expect(rulesOf({ type, actions: ["update"], before: {}, after: {}, unknown })).toContain(harm);
    },
  );

  test("what is in no table is not known to be harmless", () => {
    for (const type of Object.keys(classified)) {
      expect(rulesOf(...update(type, { brand_new: null }, { brand_new: "on" }))).toEqual(["not-known-harmless"]);
      expect(rulesOf(...update(type, { brand_new: "on" }, {}))).toEqual(["not-known-harmless"]);
      expect(rulesOf(...update(type, { toString: null }, { toString: "on" }))).toEqual(["not-known-harmless"]);
    }
    expect(wordsOf(...update("aws_backup_vault", {}, { brand_new: "on" }))).toEqual([
      "vault org-central-vault: brand_new none → on: an attribute that Strongroom does not know",
    ]);
  });
});

test("what is no switch is not known to be on or off", () => {
  const key = (attribute: string, value: Json) => rulesOf(...update("aws_kms_key", {}, { [attribute]: value }));
  expect(key("is_enabled", "false")).toEqual(["key-weakened"]);
  expect(key("is_enabled", null)).toEqual(["key-weakened"]);
  expect(key("bypass_policy_lockout_safety_check", "true")).toEqual(["key-weakened"]);
  expect(key("bypass_policy_lockout_safety_check", null)).toEqual([]);
  expect(rulesOf(...update("aws_backup_vault", {}, { force_destroy: "true" }))).toEqual(["vault-changed"]);
});

test("a Region that none was said of before is the one that the resource is in", () => {
  const inRegion = (after: string, more: JsonObject = {}, name?: string) =>
    rulesOf(...update("aws_backup_vault", { ...more, region: null }, { ...more, region: after }, name));
  expect(inRegion(region)).toEqual([]);
  expect(inRegion("eu-west-1")).toEqual(["vault-changed"]);
  const arn = { arn: `arn:aws:backup:${region}:222222222222:backup-vault:central` };
  expect(inRegion(region, arn, "vault")).toEqual([]);
  expect(inRegion("eu-west-1", arn, "vault")).toEqual(["vault-changed"]);
});

test("what is replaced by the same does not hold for a moment", () => {
  const replaced = (type: string) =>
    rulesOf({ type, actions: ["delete", "create"], before: usual[type], after: usual[type] });
  expect(replaced("aws_organizations_policy")).toContain("organization-policy-changed");
});

type JudgedEdit = readonly [attribute: string, rule: string, before: Json, after: Json, name?: string];

/** For each rule that a table names, an edit of the attribute alone. */
const judgedEdits: readonly JudgedEdit[] = [
  [
    "aws_backup_global_settings.global_settings",
    "service-opted-out",
    { isCrossAccountBackupEnabled: "true" },
    { isCrossAccountBackupEnabled: "false" },
  ],
  [
    "aws_backup_region_settings.resource_type_opt_in_preference",
    "service-opted-out",
    { S3: true, EBS: true },
    { S3: false, EBS: true },
  ],
  ["aws_backup_vault_lock_configuration.changeable_for_days", "compliance-lock", null, 3],
  ["aws_backup_vault_lock_configuration.changeable_for_days", "lock-changed", null, 3],
  ["aws_backup_vault_lock_configuration.max_retention_days", "lock-changed", 400, 30],
  ["aws_backup_vault_lock_configuration.min_retention_days", "lock-changed", 30, 7],
  ["aws_vpc_endpoint.route_table_ids", "endpoint-removed", ["rtb-1", "rtb-2"], ["rtb-1"]],
  ["terraform_data.input", "lock-changed", "compliance", "governance", `lock-mode-${region}`],
  ["aws_organizations_policy.content", "retention-shortened", backupPolicy, edited('"35"', '"14"')],
  ["aws_organizations_policy.content", "cold-storage-sooner", backupPolicy, withCold(90)],
  ["aws_organizations_policy.content", "cold-storage-sooner", withCold(90), withCold(1)],
  ["aws_organizations_policy.content", "window-shortened", backupPolicy, withWindows(60, 10_080)],
  ["aws_organizations_policy.content", "window-shortened", withWindows(480, 10_080), withWindows(480, 61)],
  ["aws_organizations_policy.content", "backup-vault-replaced", backupPolicy, edited("org-local-vault", "other")],
  ["aws_organizations_policy.content", "backup-role-replaced", backupPolicy, edited("OrgBackupRole", "Other")],
  ["aws_organizations_policy.content", "plan-dropped", backupPolicy, JSON.stringify({ plans: {} })],
  ["aws_organizations_policy.content", "rule-dropped", backupPolicy, edited("* SUN *", "* SUN#1 *")],
  ["aws_organizations_policy.content", "copy-dropped", backupPolicy, edited("org-central-vault", "other-vault")],
  ["aws_organizations_policy.content", "target-dropped", backupPolicy, edited(/,"critical"|"critical",/g, "")],
  ["aws_organizations_policy.content", "enforcement-loosened", backupPolicy, edited('"@@none"', '"@@all"')],
  ["aws_organizations_policy.content", "enforcement-loosened", backupPolicy, opened],
  ["aws_organizations_policy.content", "guardrail-weakened", scp.content, policy(statement("Deny", "backup:Delete*"))],
  ["aws_organizations_policy.content", "break-glass-changed", policy(exempting("One")), policy(exempting("Other"))],
  ["aws_organizations_policy_attachment.target_id", "guardrail-detached", "r-1", "ou-1"],
  ["aws_organizations_policy_attachment.policy_id", "guardrail-detached", "p-1", "p-2"],
  ...(
    [
      ["aws_backup_vault_policy.policy", "vault-policy-changed"],
      ["aws_iam_role.assume_role_policy", "break-glass-changed"],
      ["aws_iam_role_policy.policy", "role-permissions-changed"],
      ["aws_kms_key.policy", "key-policy-changed"],
      ["aws_kms_replica_key.policy", "key-policy-changed"],
    ] as const
  ).flatMap(([attribute, rule]): JudgedEdit[] => [
    [attribute, rule, policy(statement("Deny", "a:1")), policy()],
    [attribute, rule, policy(statement("Allow", "a:1")), policy(statement("Allow", "a:1", "a:2"))],
    [attribute, rule, policy(statement("Allow", "a:1")), policy(statement("Allow"))],
    [attribute, rule, policy(), policy().replace("2012-10-17", "2008-10-17")],
    [attribute, rule, policy(), "no document"],
    [attribute, rule, policy(statement("Allow", "a:1")), null],
  ]),
];

test.each([[["delete"]], [["delete", "create"]]])("the marker that keeps the organization: %j is found", (actions) => {
  const { protectedChanges } = summaryOf({
    type: "terraform_data",
    name: "never-destroyed",
    actions,
    before: { triggers_replace: "o-1" },
    ...(actions.length > 1 && { after: { triggers_replace: "o-2" } }),
  });
  expect(protectedChanges).toMatchObject([
    { rule: "guardrail-detached", what: "nothing keeps all policies from being destroyed together" },
  ]);
});

describe("what other rules judge", () => {
  test.each([...judgedEdits.entries()])("edit %i of one attribute alone is found by its rule", (_index, edit) => {
    const [path, rule, before, after, name] = edit;
    const [type = "", attribute = ""] = path.split(".");
    const backups = path.endsWith(".content") && String(before).includes('"plans"');
    const rest: JsonObject = backups ? { type: "BACKUP_POLICY" } : {};
    const found = rulesOf(...update(type, { ...rest, [attribute]: before }, { ...rest, [attribute]: after }, name));
    expect(found).toContain(rule);
    expect(rulesOf(...update(type, { ...rest, [attribute]: before }, { ...rest, [attribute]: before }, name))).toEqual(
      [],
    );
  });

  test("each rule that a table names is there, and has its edit", () => {
    const edits = judgedEdits.map(([path, rule]) => `${path} ${rule}`);
    const named = having(attributes, "judged").flatMap(({ type, attribute, meaning }) =>
      meaning.is === "judged" ? meaning.by.map((rule) => ({ path: `${type}.${attribute}`, rule })) : [],
    );
    const elsewhere = [
      // Of a backup policy that is attached elsewhere: recorded-edits.test.ts. Of a key that moves: protected.test.ts. Of
      // another organization: below.
      "aws_organizations_policy_attachment.policy_id target-dropped",
      "aws_organizations_policy_attachment.target_id target-dropped",
      "terraform_data.triggers_replace guardrail-detached",
      "terraform_data.triggers_replace key-deleted",
    ];
    expect([...new Set([...edits, ...elsewhere])].sort()).toEqual(
      named.map(({ path, rule }) => `${path} ${rule}`).sort(),
    );
    const ids = protectedChangeRules.map(({ id }) => id);
    expect(named.filter(({ rule }) => !ids.includes(rule))).toEqual([]);
  });

  test("a global setting that AWS did not have is not known to be harmless", () => {
    const on = { isCrossAccountBackupEnabled: "true" };
    const changes = update("aws_backup_global_settings", {}, { global_settings: { ...on, isNewEnabled: "true" } });
    expect(wordsOf(...changes)).toEqual([
      "the global settings of AWS Backup: global_settings isNewEnabled none → true: content that Strongroom does not know",
    ]);
  });

  test("a document whose lists are in another order, or of one item, says the same", () => {
    const [before, after] = [policy(statement("Allow", "a:1", "a:2")), policy(statement("Allow", "a:2", "a:1"))];
    expect(rulesOf(...update("aws_kms_key", { policy: before }, { policy: after }))).toEqual([]);
    const one = policy(statement("Allow", "a:1"));
    expect(rulesOf(...update("aws_kms_key", { policy: one }, { policy: one.replace('["a:1"]', '"a:1"') }))).toEqual([]);
  });
});

const terraformActions: Readonly<Record<string, readonly string[]>> = {
  create: ["create"],
  replace: ["delete", "create"],
  destroy: ["delete"],
  forget: ["forget"],
  import: ["no-op"],
};

function act(type: string, action: string): readonly Change[] {
  const values = usual[type];
  const name = type === "terraform_data" ? (action === "forget" ? `lock-mode-${region}` : "key-location") : undefined;
  const sides =
    action === "create"
      ? { after: values }
      : /destroy|forget/.test(action)
        ? { before: values }
        : { before: values, after: values };
  const imported = action === "import" ? ({ imported: true } as const) : {};
  const replaced =
    type === "aws_organizations_policy_attachment" && action === "replace" ? { after: { target_id: "ou-1" } } : {};
  return [
    { type, name, actions: terraformActions[action] ?? [], ...sides, ...replaced, ...imported },
    ...(beside[type] ?? []).filter(({ type: other }) => other !== "aws_organizations_policy_attachment"),
  ];
}

describe("an action alone", () => {
  test.each(having(actions, "harmless"))("$action of $type is harmless", ({ type, action }) => {
    expect(rulesOf(...act(type, action))).toEqual([]);
  });

  test.each(having(actions, "judged"))("$action of $type is judged by a rule", ({ type, action, meaning }) => {
    const [first] = rulesOf(...act(type, action));
    expect(meaning.is === "judged" ? meaning.by : []).toContain(first);
  });

  test.each(having(actions, "a decision"))("$action of $type is a decision", ({ type, action, meaning, harm }) => {
    const [change, ...others] = act(type, action);
    const other = { ...change?.before, content: policy(), name: "guard" };
    const changes =
      action === "import" && change ? [{ ...change, actions: ["update"], before: other }] : act(type, action);
    const found = summaryOf(...changes, ...others).protectedChanges;
    expect(found.map(({ rule }) => rule)).toContain(action === "forget" ? "no-longer-managed" : harm);
    expect(found.some(({ what }) => what.endsWith(meaning.why))).toBe(true);
  });

  test.each([
    [
      "a type that is in no table",
      "aws_s3_bucket",
      ["update"],
      "update of aws_s3_bucket, a type that Strongroom does not know",
    ],
    ["a type by the name of what every object has", "constructor", ["create"], "create of constructor, a type that"],
    [
      "another provider's",
      "null_resource",
      ["create"],
      "create of null_resource, a type that Strongroom does not know",
    ],
  ])("%s is not known to be harmless", (_what, type, actions, words) => {
    const [found, ...others] = summaryOf({ type, actions, before: {}, after: { name: "any" } }).protectedChanges;
    expect(found).toMatchObject({ rule: "not-known-harmless" });
    expect(found?.what).toContain(words);
    expect(others).toEqual([]);
  });

  test("so is who a new role trusts, where it does not come with its account or key", () => {
    const [role] = act("aws_iam_role", "create");
    const [vault] = act("aws_backup_vault", "create");
    const there = { type: "aws_backup_vault", actions: ["no-op"], before: {}, after: {} };
    expect(role && vault && rulesOf(role, there)).toEqual(["role-changed"]);
    expect(role && vault && rulesOf(role, there, vault)).toEqual(["role-changed"]);
    expect(role && vault && rulesOf(role, vault)).toEqual([]);
    const service = { ...role?.after, assume_role_policy: trust({ Service: "backup.amazonaws.com" }) };
    expect(role && rulesOf({ ...role, after: service }, there)).toEqual([]);
    expect(role && rulesOf({ ...role, after: { ...role.after, assume_role_policy: "no JSON" } })).toEqual([
      "role-changed",
    ]);
  });

  test("a new endpoint gets the policy of AWS, as the config says none", () => {
    const [endpoint] = act("aws_vpc_endpoint", "create");
    expect(
      endpoint && rulesOf({ ...endpoint, after: { vpc_id: "vpc-1" }, unknown: { policy: true, id: true } }),
    ).toEqual([]);
  });

  test("neither is what the apply does besides: data sources that it reads, and actions that it invokes", () => {
    const plan = readPlanJson({
      format_version: "1.2",
      terraform_version: "1.14.0",
      resource_changes: ["aws_route_tables", "terraform_remote_state", "external"].map((type) => ({
        address: `data.${type}.any`,
        mode: "data",
        type,
        name: "any",
        change: { actions: ["read"], before: null, after: {}, after_unknown: {} },
      })),
      action_invocations: [{ address: "action.aws_lambda_invoke.any", type: "aws_lambda_invoke", name: "any" }],
    });
    const { protectedChanges } = summarize({ stacks: [{ ...planOf(), plan }], approvals: [] });
    expect(protectedChanges.map(({ rule, what }) => [rule, what])).toEqual([
      ["not-known-harmless", "data.external.any: read of data.external, a type that Strongroom does not know"],
      [
        "not-known-harmless",
        "action.aws_lambda_invoke.any: invoke of aws_lambda_invoke, a type that Strongroom does not know",
      ],
    ]);
  });

  test("an import of a type that is in no table is not known to be harmless", () => {
    expect(rulesOf({ type: "aws_s3_bucket", actions: ["no-op"], before: {}, after: {}, imported: true })).toEqual([
      "not-known-harmless",
    ]);
  });

  test("a new account needs no approval", () => {
    const everything = Object.entries(usual).map(([type, after]) => ({ type, actions: ["create"], after }));
    expect(rulesOf(...everything)).toEqual([]);
  });

  test("a part that goes with its whole is not said beside it", () => {
    const parts = ["aws_backup_vault", "aws_backup_vault_policy", "aws_backup_region_settings"];
    const gone = parts.map((type) => ({ type, actions: ["forget"], before: usual[type] }));
    expect(rulesOf(...gone)).toEqual(["region-dropped"]);
    expect(rulesOf(...gone.slice(1))).toEqual(["no-longer-managed", "no-longer-managed"]);
  });

  test("a new role with a policy that is not one of AWS Backup needs an approval", () => {
    const after = {
      ...usual.aws_iam_role_policy_attachment,
      policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
    };
    const role = {
      type: "aws_iam_role",
      actions: ["create"],
      after: { ...usual.aws_iam_role, assume_role_policy: trust({ Service: "backup.amazonaws.com" }) },
    };
    expect(rulesOf(role, { type: "aws_iam_role_policy_attachment", actions: ["create"], after })).toEqual([
      "role-changed",
    ]);
  });
});

describe("what the attack matrix denies to others", () => {
  /** What a first deployment and a new Region do, and what is denied to others for what they would do with it. */
  const onPurpose: Readonly<Record<string, string>> = {
    "kms:CreateGrant": "AWS Backup's own grant, when a vault is created",
    "kms:Decrypt": "asked for when a vault is created",
    "kms:ReplicateKey": "a replica in a new Region, with the policy of the key",
    "backup:CreateBackupVault": "a vault in a new Region, which somebody else must not have made before",
    "iam:TagRole": "tags are labels here, and not what an access is decided by",
    "iam:UntagRole": "tags are labels here, and not what an access is decided by",
    "iam:UpdateRoleDescription": "a description is for people",
    "ec2:CreateTags": "tags of endpoints, and not of what is backed up",
    "ec2:DeleteTags": "tags of endpoints, and not of what is backed up",
  };
  const denied = new Set(attackTable.map(({ action }) => action));
  const callable = Object.entries(classified).flatMap(([type, { calls, attributes, actions }]) =>
    Object.entries(calls)
      .filter(([call]) => denied.has(call))
      .map(([call, by]) => ({
        type,
        call,
        protects: by.some((what) => {
          const meaning = attributes[what] ?? actions[what as keyof typeof actions];
          return meaning !== undefined && !["harmless", "computed"].includes(meaning.is);
        }),
      })),
  );

  test.each(callable)("$call, by $type, is no harmless change", ({ call, protects }) => {
    expect(protects || call in onPurpose).toBe(true);
  });

  test("every action on vaults, keys, roles and policies that a type could call is in its table", () => {
    const others =
      /CancelLegalHold|Copy(From|Into)|Plan$|Selection$|Notifications|Framework|RecoveryPoint|SharingPolicy|StopBackupJob|AccessKey|MFADevice|ServiceLinkedRole|ImportedKeyMaterial|ImportKeyMaterial|Handshake|PolicyType|LeaveOrganization|kms:(RevokeGrant|UpdatePrimaryRegion)$|(OpenIDConnect|SAML)Provider|User(Policy|PermissionsBoundary)?$|LoginProfile|SigningCertificate|TieringConfiguration|ApprovalTeam|(AirGapped|RestoreAccess)BackupVault|AccessPoint|CreateLegalHold|Start(Backup|Copy|Scan)Job|PassRole/;
    const ours = [...denied].filter(
      (action) => /^(backup|iam|kms|organizations):/.test(action) && !others.test(action),
    );
    const calls = callable.map(({ call }) => call);
    expect(ours.filter((action) => !calls.includes(action))).toEqual([]);
    expect(Object.keys(onPurpose).filter((action) => !calls.includes(action))).toEqual([]);
  });
});

/** Each was open once: the summary ended with 0 and listed nothing. */
const found: readonly (readonly [what: string, rule: string, words: string, ...changes: Change[]])[] = [
  [
    "full management of DynamoDB is switched off",
    "backup-settings-weakened",
    "the settings of AWS Backup: resource_type_management_preference DynamoDB true → false: without full management",
    ...update(
      "aws_backup_region_settings",
      {},
      { resource_type_management_preference: { DynamoDB: false, EFS: true } },
    ),
  ],
  [
    "the key is switched off",
    "key-weakened",
    "the key: deletion_window_in_days 30 → 7: a deletion that somebody has scheduled can be cancelled for fewer days; enable_key_rotation true → false: AWS no longer makes new material for the key; is_enabled true → false: no backup, copy or restore works with a key that is switched off",
    ...update("aws_kms_key", {}, { is_enabled: false, enable_key_rotation: false, deletion_window_in_days: 7 }),
  ],
  [
    "the check of the key policy is passed by",
    "key-weakened",
    "the key: bypass_policy_lockout_safety_check false → true",
    ...update(
      "aws_kms_key",
      { bypass_policy_lockout_safety_check: false },
      { bypass_policy_lockout_safety_check: true },
    ),
  ],
  [
    "a vault may be destroyed with what it holds",
    "vault-changed",
    "vault org-central-vault: force_destroy false → true: a later destroy deletes every recovery point",
    ...update("aws_backup_vault", {}, { force_destroy: true }),
  ],
  [
    "a bucket may be destroyed with what it holds",
    "not-known-harmless",
    "aws_s3_bucket.any-eu-central-1: update of aws_s3_bucket",
    { type: "aws_s3_bucket", actions: ["update"], before: { force_destroy: false }, after: { force_destroy: true } },
  ],
  [
    "a permissions boundary on the backup role",
    "role-changed",
    "role OrgBackupRole: permissions_boundary none → arn:aws:iam::555555555555:policy/Nothing: a boundary takes permissions",
    ...update("aws_iam_role", {}, { permissions_boundary: "arn:aws:iam::555555555555:policy/Nothing" }),
  ],
  [
    "longer sessions of the break-glass role",
    "role-changed",
    "role BackupAdminRole: max_session_duration 3600 → 43200: whoever assumes the role keeps its permissions for longer",
    ...update("aws_iam_role", { name: "BackupAdminRole" }, { name: "BackupAdminRole", max_session_duration: 43_200 }),
  ],
  [
    "AWS's policy for backups is replaced by another",
    "role-changed",
    `a managed policy of role OrgBackupRole: policy_arn ${managed("AWSBackupServiceRolePolicyForBackup")} → arn:aws:iam::aws:policy/ReadOnlyAccess: the role needs the policies of AWS Backup, and no other`,
    {
      type: "aws_iam_role_policy_attachment",
      actions: ["delete", "create"],
      before: usual.aws_iam_role_policy_attachment,
      after: { role: "OrgBackupRole", policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    },
  ],
  [
    "a foreign policy is imported under the address of a guardrail",
    "organization-policy-changed",
    "policy TheirGuard: is imported with another content: another content ends what the policy said until now, wherever it is attached; name TheirGuard → guard",
    {
      type: "aws_organizations_policy",
      actions: ["update"],
      before: { ...scp, name: "TheirGuard", content: policy(statement("Deny", "s3:*")) },
      after: scp,
      imported: true,
    },
  ],
  [
    "another delegated administrator",
    "delegation-changed",
    "the delegated administrator of AWS Backup: account_id 333333333333 → 444444444444: another account sees and manages",
    {
      type: "aws_organizations_delegated_administrator",
      actions: ["delete", "create"],
      before: usual.aws_organizations_delegated_administrator,
      after: { ...usual.aws_organizations_delegated_administrator, account_id: "444444444444" },
    },
  ],
  ...(
    [
      [
        "completion window",
        "window-shortened",
        withWindows(480, 10_080),
        withWindows(480, 61),
        "completes within (minutes) 10080 → 61",
      ],
      [
        "start window",
        "window-shortened",
        withWindows(480, 10_080),
        withWindows(60, 10_080),
        "starts within (minutes) 480 → 60",
      ],
      ["cold storage", "cold-storage-sooner", withCold(90), withCold(1), "moved to cold storage after 90 → 1 days"],
      [
        "another plan below",
        "enforcement-loosened",
        backupPolicy,
        opened,
        "daily: lower policies can now add backup plans beside it",
      ],
      [
        "what no rule reads",
        "not-known-harmless",
        backupPolicy,
        edited('"selections":', '"backup_plan_tags":{"owner":{"tag_key":{"@@assign":"owner"}}},"selections":'),
        "policy daily: content plans/daily/backup_plan_tags/owner/tag_key/@@assign none → owner: content that Strongroom does not know",
      ],
    ] as const
  ).map(
    ([what, rule, before, after, words]) =>
      [
        `a backup policy: ${what}`,
        rule,
        words,
        ...update(
          "aws_organizations_policy",
          { name: "daily", type: "BACKUP_POLICY", content: before },
          { name: "daily", type: "BACKUP_POLICY", content: after },
        ),
      ] as const,
  ),
  ...(
    [
      ["aws_kms_key", "policy", "key-weakened"],
      ["aws_backup_vault_policy", "policy", "vault-changed"],
      ["aws_iam_role", "assume_role_policy", "role-changed"],
      ["aws_iam_role_policy", "policy", "role-changed"],
      ["aws_organizations_policy", "content", "organization-policy-changed"],
    ] as const
  ).flatMap(([type, attribute, rule]) =>
    ["create", "update"].map(
      (action) =>
        [
          `${attribute} of ${type} is known only after the apply, in ${action}`,
          rule,
          `${attribute} is known only after the apply`,
          {
            type,
            actions: [action],
            before: action === "create" ? undefined : usual[type],
            after: { ...usual[type], [attribute]: null },
            unknown: { [attribute]: true },
          },
        ] as const,
    ),
  ),
  ...["aws_kms_key", "aws_organizations_policy", "aws_backup_vault_policy", "aws_iam_role"].map(
    (type) =>
      [
        `${type} is forgotten`,
        "no-longer-managed",
        "stays in AWS and is no longer managed: nobody notices when somebody changes",
        { type, actions: ["forget"], before: usual[type] },
      ] as const,
  ),
  ...["aws_backup_global_settings", "aws_backup_region_settings"].map(
    (type) =>
      [
        `${type} is deleted`,
        "backup-settings-weakened",
        "is deleted: AWS keeps the settings as they are",
        { type, actions: ["delete"], before: usual[type] },
      ] as const,
  ),
  [
    "an inline policy is added to a role that exists",
    "role-changed",
    "the policy strongroom of role OrgBackupRole: is created: a role that exists gets permissions",
    { type: "aws_iam_role_policy", actions: ["create"], after: usual.aws_iam_role_policy },
  ],
  [
    "an inline policy is taken from a role",
    "role-changed",
    "the policy strongroom of role OrgBackupRole: is deleted: the role loses permissions that backups need",
    { type: "aws_iam_role_policy", actions: ["delete"], before: usual.aws_iam_role_policy },
  ],
  [
    "an inline policy allows more",
    "role-permissions-changed",
    "permissions of role OrgBackupRole: One is new: allows *",
    ...update("aws_iam_role_policy", {}, { policy: policy(statement("Allow", "*")) }),
  ],
  [
    "the key is pinned",
    "no-longer-managed",
    "the key: stays in AWS and is no longer managed: nobody notices when somebody changes its policy, switches it off or schedules its deletion",
    ...["aws_kms_key", "aws_kms_alias"].map((type) => ({ type, actions: ["forget"], before: usual[type] })),
    { type: "terraform_data", name: "key-location", actions: ["forget"], before: {} },
  ],
  [
    "a lock is put on a vault that exists",
    "vault-changed",
    "the lock of org-central-vault: is created: backup jobs into the vault fail",
    {
      type: "aws_backup_vault_lock_configuration",
      actions: ["create"],
      after: usual.aws_backup_vault_lock_configuration,
    },
  ],
];

test.each(found.map((row) => [row[0], row] as const))("found: %s", (_what, [, rule, words, ...changes]) => {
  const summary = summaryOf(...changes);
  const [change, ...others] = summary.protectedChanges.filter(({ rule: other }) => !other.startsWith("guardrail-"));
  expect(change?.rule).toBe(rule);
  expect(change?.what).toContain(words);
  expect(others.filter((other) => other.rule !== rule)).toEqual([]);
  expect(mayPass(summary)).toBe(false);
});

test("each rule of the tables has its row", () => {
  const tested = [...found.map(([, rule]) => rule), "endpoint-changed"];
  const ids = Object.values(classified).map(({ harm }) => harm as string);
  expect(
    [...new Set([...ids, "no-longer-managed", "not-known-harmless"])].filter((id) => !tested.includes(id)),
  ).toEqual([]);
});

const cases = join(repository, "test", "cases", "plan-summary-in-place");

test.each(readdirSync(cases))("the plan %s does not pass", (file) => {
  const summary = summarize({ stacks: [readPlanFile(join(cases, file))], approvals: [] });
  expect(summary.protectedChanges).toHaveLength(1);
  expect(mayPass(summary)).toBe(false);
});
