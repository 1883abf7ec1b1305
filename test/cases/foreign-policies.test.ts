/** Policy files that people wrote: what AWS would refuse of them, where, and what it takes. */

import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run, temporaryDirectory } from "../cli/run";
import { repository } from "../config/valid";

const directory = temporaryDirectory();
const files = join(repository, "test/cases/foreign-policies");

async function effectivePolicy(...policies: readonly (string | object)[]) {
  const paths = policies.map((policy, index) => {
    const path = join(directory, `${index + 1}.json`);
    writeFileSync(path, typeof policy === "string" ? policy : JSON.stringify(policy, null, 1));
    return path;
  });
  const args = paths.flatMap((path) => ["--policy", path]);
  const { exitCode, stdout, stderr } = await run(["effective-policy", ...args]);
  return { exitCode, stderr: stderr.replaceAll(`${directory}/`, ""), stdout };
}

type Tree = Readonly<Record<string, unknown>>;

const assign = (value: unknown) => ({ "@@assign": value });
const role = "arn:aws:iam::$account:role/Backup";
const tagged = { iam_role_arn: assign(role), tag_key: assign("backup"), tag_value: assign(["daily"]) };

function rule(changes: Tree = {}): Tree {
  return {
    schedule_expression: assign("cron(0 5 ? * * *)"),
    target_backup_vault_name: assign("vault"),
    ...changes,
  };
}

function plan(changes: Tree = {}): Tree {
  return {
    plans: {
      daily: {
        regions: assign(["eu-west-1"]),
        rules: { nightly: rule() },
        selections: { tags: { all: tagged } },
        ...changes,
      },
    },
  };
}

const withRule = (changes: Tree) => plan({ rules: { nightly: rule(changes) } });
const withLifecycle = (days: Tree, changes: Tree = {}) =>
  withRule({
    lifecycle: Object.fromEntries(Object.entries(days).map(([key, value]) => [key, assign(value)])),
    ...changes,
  });
const withTags = (changes: Tree) => plan({ selections: { tags: { all: { ...tagged, ...changes } } } });
const resources = (changes: Tree = {}) =>
  plan({
    selections: {
      resources: { all: { iam_role_arn: assign(role), resource_types: assign(["*"]), ...changes } },
    },
  });

function copies(count: number, days = 35): Tree {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const arn = `arn:aws:backup:eu-west-1:111122223333:backup-vault:central-${index}`;
      return [arn, { target_backup_vault_arn: assign(arn), lifecycle: { delete_after_days: assign(days) } }];
    }),
  );
}

function copyTo(arn: string, changes: Tree = {}): Tree {
  return plan({
    rules: { nightly: rule({ copy_actions: { [arn]: { target_backup_vault_arn: assign(arn) } } }) },
    ...changes,
  });
}

function airGapped(region: string, { partition = "aws", vault = "lag", days = "35" } = {}): Tree {
  const target = assign(`arn:${partition}:backup:$region:$account:backup-vault:${vault}`);
  return plan({
    regions: assign(region),
    rules: {
      nightly: rule({
        target_logically_air_gapped_backup_vault_arn: target,
        lifecycle: { delete_after_days: assign(days) },
      }),
    },
    selections: { tags: { all: { ...tagged, iam_role_arn: assign(`arn:${partition}:iam::$account:role/Backup`) } } },
  });
}

/** A selection by types, with a role of the partition. */
function ofTypes(partition: string, ...types: string[]): Tree {
  return {
    selections: {
      resources: {
        all: {
          iam_role_arn: assign(`arn:${partition}:iam::$account:role/Backup`),
          resource_types: assign(types.map((type) => (type === "*" ? type : `arn:${partition}:${type}`))),
        },
      },
    },
  };
}

const condition = (operator: string, key: string, value: string) =>
  resources({
    conditions: { [operator]: { one: { condition_key: assign(key), condition_value: assign(value) } } },
  });

const central = "arn:aws-cn:backup:cn-north-1:111122223333:backup-vault:central";
const china = (...types: string[]) => ({ regions: assign(["cn-north-1"]), ...ofTypes("aws-cn", ...types) });

describe("files of public bug reports", () => {
  test.each([
    ["18904-characters", ":1:1 error policy-too-large the file has 18,904 characters; AWS takes 10,000"],
    ["cold-30-delete-35", ":27:13 error policy-value `delete_after_days` deleted after 35 days and cold after 30"],
    ["continuous-cold", ":21:13 error policy-value `move_to_cold_storage_after_days` 30 days; a continuous backup"],
    ["cron-both-days", ":12:25 error policy-value `schedule_expression` `cron(0 5 * * * *)`: exactly one of"],
    ["delete-40000", ":19:27 error policy-value `delete_after_days` `40000`: AWS Backup takes 1 to 36,500 days"],
    ["plan-for-plans", ":2:3 error malformed-policy `plan` is not in AWS's syntax of backup policies here\n  A backup"],
    ["unknown-keys", ":17:11 error malformed-policy `start_window_minutes` is not in AWS's syntax"],
    ["unknown-keys", ":20:11 error malformed-policy `lifecycles` is not in AWS's syntax"],
    ["window-30", ":18:25 error policy-value `start_backup_window_minutes` `30`: AWS Backup takes 60 to 52,560,000"],
    ["wrong-root", ":2:3 error malformed-policy `backup_policy` is not in AWS's syntax"],
  ])("%s.json is refused", async (name, words) => {
    const { exitCode, stderr } = await run(["effective-policy", "--policy", join(files, `${name}.json`)]);
    expect(stderr).toContain(`${name}.json${words}`);
    expect(exitCode).toBe(1);
  });

  test("of types that AWS does not list, each is a warning, and the policy is printed", async () => {
    const name = "resource-types-not-supported";
    const { exitCode, stdout, stderr } = await run(["effective-policy", "--policy", join(files, `${name}.json`)]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('"EBS"');
    for (const type of ["arn:aws:ec2:us-east-1:*:volume/*", "arn:aws:rds:*:*:database:*", "EBS"]) {
      expect(stderr).toContain(
        `warning policy-value \`resource_types\` \`${type}\`: it is no resource type that AWS lists`,
      );
    }
  });

  test("each of them is in the tests above", () => {
    expect(readdirSync(files)).toHaveLength(10);
  });
});

describe("keys and shapes", () => {
  test.each<[string, object | string, string]>([
    ["an array at the top", [], "this is a value, and must be a map"],
    ["a plan at the top", { regions: assign(["eu-west-1"]), ...plan() }, "`regions` is not in AWS's syntax"],
    ["the statement of an SCP", { Version: "2012-10-17", Statement: [] }, "`Statement` is not in AWS's syntax"],
    ["a tag policy's key beside plans", { ...plan(), tags: {} }, "`tags` is not in AWS's syntax"],
    ["another plural", plan({ region: assign(["eu-west-1"]) }), "Did you mean `regions`?"],
    ["a key of CreateBackupPlan", withRule({ ScheduleExpression: assign("x") }), "Did you mean `schedule_expression`?"],
    [
      "the time zone",
      withRule({ schedule_expression_timezone: assign("UTC") }),
      "`schedule_expression_timezone` is not",
    ],
    [
      "a key at another place",
      withRule({ delete_after_days: assign("7") }),
      "AWS has it at `plans/<plan>/rules/<rule>/lifecycle/delete_after_days`",
    ],
    ["an unknown condition", withTags({ conditions: { string_matches: {} } }), "`string_matches` is not"],
    ["an unknown scanner", withRule({ scan_actions: { MACIE: {} } }), "`MACIE` is not"],
    [
      "a value without an operator",
      withRule({ target_backup_vault_name: "vault" }),
      "this is a value, and must be a map",
    ],
    ["null", withRule({ lifecycle: null }), "this is a value, and must be a map"],
    [
      "an unknown operator",
      withRule({ lifecycle: { delete_after_days: { "@@set": "7" } } }),
      "`@@set` is not an inheritance",
    ],
    ["an operator on plans", { plans: { "@@assign": ["x"] } }, "`@@assign` sets a value, and `plans` holds keys"],
    [
      "an operator on a rule",
      plan({ rules: { nightly: { ...rule(), "@@remove": ["x"] } } }),
      "`@@remove` sets a value",
    ],
    ["an operator at the top", { ...plan(), "@@append": ["x"] }, "the top of the policy holds keys"],
    [
      "@@append on one value",
      withRule({ lifecycle: { delete_after_days: { "@@append": ["7"] } } }),
      "`@@append` works on lists",
    ],
    [
      "a list for one value",
      withRule({ target_backup_vault_name: assign(["vault"]) }),
      "takes one value, and here is a list",
    ],
    ["a map under an operator", plan({ regions: assign({ eu: "eu-west-1" }) }), "`@@assign` cannot take this value"],
    ["a list of lists", plan({ regions: assign([["eu-west-1"]]) }), "`@@assign` cannot take this value"],
    [
      "an unknown control",
      plan({ regions: { "@@operators_allowed_for_child_policies": ["@@some"] } }),
      "cannot take this value",
    ],
    [
      "a key under a value",
      withRule({ schedule_expression: { value: "cron(0 5 ? * * *)" } }),
      "Values go under an operator",
    ],
    [
      "10,001 characters",
      `${JSON.stringify(plan())}${" ".repeat(10_001 - JSON.stringify(plan()).length)}`,
      "the file has 10,001 characters",
    ],
  ])("%s", async (_, policy, words) => {
    const { exitCode, stderr, stdout } = await effectivePolicy(policy);
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^1\.json:\d+:\d+ error /);
    expect(stderr).toContain(words);
  });

  test("everything is said at once", async () => {
    const { stderr } = await effectivePolicy(
      plan({ region: {}, rules: { nightly: rule({ lifecycles: {}, start_backup_window_minutes: assign("59") }) } }),
    );
    expect(stderr.match(/ error /g)).toHaveLength(3);
  });
});

describe("values", () => {
  test.each<[string, object, string]>([
    [
      "a start window of 59",
      withRule({ start_backup_window_minutes: assign(59) }),
      "`59`: AWS Backup takes 60 to 52,560,000 minutes",
    ],
    [
      "a start window of years",
      withRule({ start_backup_window_minutes: assign("52560001") }),
      "`52560001`: AWS Backup takes",
    ],
    ["no start window", withRule({ start_backup_window_minutes: assign("0") }), "`0`: AWS Backup takes"],
    [
      "a window in hours",
      withRule({ complete_backup_window_minutes: assign("8h") }),
      "`8h`: AWS Backup takes 1 or more minutes",
    ],
    ["half a day", withLifecycle({ delete_after_days: 7.5 }), "`7.5`: AWS Backup takes 1 to 36,500 days"],
    ["days below zero", withLifecycle({ delete_after_days: "-1" }), "`-1`: AWS Backup takes 1 to 36,500 days"],
    ["no days", withLifecycle({ delete_after_days: 0 }), "`0`: AWS Backup takes 1 to 36,500 days"],
    ["a hundred and one years in cold storage", withLifecycle({ move_to_cold_storage_after_days: 36501 }), "`36501`"],
    [
      "a rate",
      withRule({ schedule_expression: assign("rate(12 hours)") }),
      "AWS Backup takes no rate: `cron(0 0/12 ? * * *)`",
    ],
    ["cron with five fields", withRule({ schedule_expression: assign("cron(0 5 * * *)") }), "cron takes six fields"],
    ["cron of Unix", withRule({ schedule_expression: assign("0 5 * * *") }), "it is no `cron(…)`"],
    ["cron with both days", withRule({ schedule_expression: assign("cron(0 5 1 * MON *)") }), "exactly one of"],
    [
      "a boolean in words",
      withRule({ enable_continuous_backup: assign("yes") }),
      "`yes`: it is neither true nor false",
    ],
    [
      "an ARN as vault name",
      withRule({ target_backup_vault_name: assign("arn:aws:backup:eu-west-1:111122223333:backup-vault:v") }),
      "it is not the name of a vault",
    ],
    [
      "a vault name of one character",
      withRule({ target_backup_vault_name: assign("v") }),
      "AWS takes 2 to 50 characters",
    ],
    [
      "a dot in a vault name",
      withRule({ target_backup_vault_name: assign("my.vault") }),
      "it is not the name of a vault",
    ],
    [
      "$account in a vault name",
      withRule({ target_backup_vault_name: assign("vault-$account") }),
      "put in a value for `$account` here",
    ],
    [
      "$region in a copy",
      withRule({ copy_actions: { "arn:aws:backup:$region:$account:backup-vault:dr": {} } }),
      "put in a value for `$region` here",
    ],
    [
      "an air-gapped vault without placeholders",
      withRule({
        target_logically_air_gapped_backup_vault_arn: assign("arn:aws:backup:eu-west-1:111122223333:backup-vault:lag"),
      }),
      "with both placeholders",
    ],
    ["a copy to a name", withRule({ copy_actions: { central: {} } }), "it is not an ARN of a backup vault"],
    ["a role by its name", withTags({ iam_role_arn: assign("Backup") }), "it is not an ARN of a role"],
    [
      "a user as a role",
      withTags({ iam_role_arn: assign("arn:aws:iam::$account:user/Backup") }),
      "it is not an ARN of a role",
    ],
    ["an availability zone", plan({ regions: assign(["eu-west-1a"]) }), "`eu-west-1a`: it is not a Region"],
    ["a vault without a name", copyTo("arn:aws:backup:eu-west-1:111122223333:backup-vault:"), "AWS takes 2 to 50"],
    [
      "a vault of one character in a copy",
      copyTo("arn:aws:backup:eu-west-1:$account:backup-vault:c"),
      "the name of the vault, `c`, has 1 character; AWS takes 2 to 50 characters\n  Write 2 to 50 characters.",
    ],
    [
      "an air-gapped vault of 51 characters",
      airGapped("eu-west-1", { vault: "v".repeat(51) }),
      "has 51 characters; AWS takes 2 to 50 characters\n  Shorten it.",
    ],
    [
      "a Region of GovCloud in an ARN of another partition",
      copyTo("arn:aws:backup:us-gov-west-1:111122223333:backup-vault:central"),
      "`us-gov-west-1` is a Region of the partition aws-us-gov, and the ARN is of aws",
    ],
    [
      "a Region of AWS in an ARN of China",
      copyTo("arn:aws-cn:backup:eu-west-1:111122223333:backup-vault:central"),
      "`eu-west-1` is a Region of the partition aws, and the ARN is of aws-cn",
    ],
    [
      "an empty tag key",
      withTags({ tag_key: assign("") }),
      "it has 0 characters; AWS takes 1 to 128 characters\n  Write 1",
    ],
    ["a Region by its city", plan({ regions: assign("Frankfurt") }), "`Frankfurt`: it is not a Region"],
    [
      "a Region without backup policies",
      plan({ regions: assign(["eusc-de-east-1"]) }),
      "`eusc-de-east-1`: AWS has no backup policies in this Region",
    ],
    ["a plan with a space", { plans: { "daily backups": {} } }, "`daily backups`: it is not a name out of"],
    ["a plan of 51 characters", { plans: { ["p".repeat(51)]: {} } }, "it has 51 characters; AWS takes 1 to 50"],
    ["a rule with a slash", plan({ rules: { "a/b": rule() } }), "`a/b`: it is not a name out of"],
    [
      "a selection of 51 characters",
      plan({ selections: { tags: { ["s".repeat(51)]: tagged } } }),
      "it has 51 characters",
    ],
    [
      "a tag key of 129 characters",
      withTags({ tag_key: assign("k".repeat(129)) }),
      "it has 129 characters; AWS takes 1 to 128",
    ],
    ["a tag value of 257 characters", withTags({ tag_value: assign("v".repeat(257)) }), "it has 257 characters"],
    ["an index of RDS", withRule({ index_actions: { resource_types: assign(["RDS"]) } }), "`RDS`: AWS knows EBS, S3"],
    [
      "an unknown scan",
      withRule({ scan_actions: { GUARDDUTY: { scan_mode: assign("QUICK") } } }),
      "`QUICK`: AWS knows",
    ],
    [
      "shadow copies as a boolean",
      plan({ advanced_backup_settings: { ec2: { windows_vss: assign(true) } } }),
      "`true`: AWS knows enabled, disabled",
    ],
  ])("%s", async (_, policy, words) => {
    const { exitCode, stderr } = await effectivePolicy(policy);
    expect(stderr).toMatch(/^1\.json:\d+:\d+ error policy-value /);
    expect(stderr).toContain(words);
    expect(stderr).toContain("AWS does not say who refuses it here, and what the account keeps.\n");
    expect(exitCode).toBe(1);
  });
});

describe("what never happens is an error, of which AWS does not say that it refuses it", () => {
  test.each<[string, object, string]>([
    ["a day that never comes", withRule({ schedule_expression: assign("cron(0 5 31 2 ? *)") }), "it never runs"],
    ["a year that is over", withRule({ schedule_expression: assign("cron(0 5 ? * * 2020)") }), "it never runs"],
    ["an air gap in Calgary", airGapped("ca-west-1"), "no logically air-gapped vaults in ca-west-1"],
    [
      "an air gap in China",
      airGapped("cn-north-1", { partition: "aws-cn" }),
      "no logically air-gapped vaults in cn-north-1",
    ],
    [
      "an air gap in GovCloud",
      airGapped("us-gov-west-1", { partition: "aws-us-gov" }),
      "no logically air-gapped vaults in us-gov-west-1",
    ],
    ["an air gap for six days", airGapped("eu-west-1", { days: "6" }), "`delete_after_days` 6 days; a logically air-"],
    [
      "a copy into another account's Default",
      copyTo("arn:aws:backup:us-west-2:111122223333:backup-vault:Default"),
      "the vault `Default` takes no copies from other accounts",
    ],
    ["copies of S3 in China", copyTo(central, china("s3:::*")), "cannot copy backups of S3 from cn-north-1"],
    [
      "copies of Redshift",
      copyTo("arn:aws:backup:eu-west-1:111122223333:backup-vault:central", ofTypes("aws", "redshift:*:*:cluster:*")),
      "cannot copy backups of Redshift from eu-west-1",
    ],
  ])("%s", async (_, policy, words) => {
    const { exitCode, stdout, stderr } = await effectivePolicy(policy);
    expect(stderr).toMatch(/^1\.json:\d+:\d+ error policy-without-effect /);
    expect(stderr).toContain(words);
    expect(stderr).toContain("AWS does not say whether it refuses the policy for it");
    expect(stderr).not.toContain("AWS Backup refuses");
    expect(JSON.parse(stdout)).toHaveProperty("plans.daily");
    expect(exitCode).toBe(1);
  });

  const ownAccount = { tags: { all: { ...tagged, iam_role_arn: assign("arn:aws:iam::111122223333:role/Backup") } } };
  test.each<[string, object]>([
    ["a copy into the account's own Default", copyTo("arn:aws:backup:us-west-2:$account:backup-vault:Default")],
    [
      "the same, with the account that the role is in",
      copyTo("arn:aws:backup:us-west-2:111122223333:backup-vault:Default", { selections: ownAccount }),
    ],
    ["a vault that begins so", copyTo("arn:aws:backup:us-west-2:111122223333:backup-vault:Default2")],
    ["copies of S3 within an account of China", copyTo(central.replace("111122223333", "$account"), china("s3:::*"))],
    ["copies of S3 and EBS in China", copyTo(central, china("s3:::*", "ec2:*:*:volume/*"))],
    ["copies of everything in China", copyTo(central, china("*"))],
    ["an air gap where there is one, for seven days", airGapped("eu-west-1", { days: "7" })],
  ])("%s passes", async (_, policy) => {
    const { exitCode, stderr } = await effectivePolicy(policy);
    expect([exitCode, stderr]).toEqual([0, ""]);
  });
});

describe("values together, after the merge", () => {
  const cold = { move_to_cold_storage_after_days: "30" };

  test.each<[string, readonly object[], string]>([
    [
      "six copies",
      [withRule({ copy_actions: copies(6) })],
      "`copy_actions` 6 copies; AWS Backup takes at most 5 copies",
    ],
    [
      "deleted 89 days after cold",
      [withLifecycle({ ...cold, delete_after_days: "119" })],
      "89 days in cold storage; AWS asks for 90",
    ],
    [
      "cold storage from the last day on",
      [withLifecycle({ move_to_cold_storage_after_days: 36500, delete_after_days: 36500 })],
      "Set `move_to_cold_storage_after_days` to 36410 or less, since no backup is kept for more than 36,500 days",
    ],
    [
      "deleted before cold",
      [withLifecycle({ ...cold, delete_after_days: 7 })],
      "deleted after 7 days and cold after 30",
    ],
    [
      "a copy that expires with its backup",
      [
        withLifecycle(
          { delete_after_days: 35 },
          {
            copy_actions: {
              ...copies(1),
              ["arn:aws:backup:eu-west-1:$account:backup-vault:dr"]: {
                target_backup_vault_arn: assign("arn:aws:backup:eu-west-1:$account:backup-vault:dr"),
                lifecycle: { move_to_cold_storage_after_days: assign(30) },
              },
            },
          },
        ),
      ],
      "deleted with the backup after 35 days and cold after 30",
    ],
    [
      "a continuous backup of 36 days",
      [withLifecycle({ delete_after_days: 36 }, { enable_continuous_backup: assign(true) })],
      "`delete_after_days` 36 days; AWS Backup keeps a continuous backup at most 35 days",
    ],
    [
      "a continuous backup for ever",
      [withRule({ enable_continuous_backup: assign("True") })],
      "no days until deletion",
    ],
    [
      "a child that shortens",
      [
        withLifecycle({ ...cold, delete_after_days: 365 }),
        { plans: { DAILY: { rules: { Nightly: { lifecycle: { delete_after_days: assign(60) } } } } } },
      ],
      "2.json:7:7 error policy-value `delete_after_days` deleted after 60 days",
    ],
    [
      "a child that makes it continuous",
      [
        withLifecycle({ delete_after_days: 365 }),
        { plans: { daily: { rules: { nightly: { enable_continuous_backup: assign(true) } } } } },
      ],
      "1.json:18:7 error policy-value `delete_after_days` 365 days",
    ],
    [
      "eleven selections by tag",
      [
        plan({
          selections: { tags: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`s${index}`, tagged])) },
        }),
      ],
      "`tags` 11 selections by tag; AWS Backup takes at most 10",
    ],
    [
      "thirty-one tag values",
      [withTags({ tag_value: assign(Array.from({ length: 31 }, (_, index) => `v${index}`)) })],
      "`tag_value` 31 tag values; AWS Backup takes at most 30",
    ],
  ])("%s", async (_, policies, words) => {
    const { exitCode, stderr } = await effectivePolicy(...policies);
    expect(stderr).toContain(words);
    expect(stderr).toContain("AWS does not say who refuses it here, and what the account keeps.\n");
    expect(exitCode).toBe(1);
  });

  test("a child mends what its parent has wrong, as in example 5 of AWS", async () => {
    const { exitCode, stderr } = await effectivePolicy(
      withLifecycle({ move_to_cold_storage_after_days: "180", delete_after_days: "2" }),
      {
        plans: {
          daily: {
            rules: {
              nightly: {
                lifecycle: { move_to_cold_storage_after_days: assign("30"), delete_after_days: assign("365") },
              },
            },
          },
        },
      },
    );
    expect([exitCode, stderr]).toEqual([0, ""]);
  });

  test.each<[string, object, string]>([
    [
      "a role of another partition",
      plan({ regions: assign("cn-north-1") }),
      "`arn:aws:iam::$account:role/Backup` is in the partition aws, and `cn-north-1` in aws-cn",
    ],
    [
      "a resource type of another partition",
      plan({
        regions: assign(["us-gov-west-1"]),
        selections: {
          resources: {
            all: {
              iam_role_arn: assign("arn:aws-us-gov:iam::$account:role/Backup"),
              resource_types: assign(["arn:aws:ec2:*:*:volume/*"]),
            },
          },
        },
      }),
      "`arn:aws:ec2:*:*:volume/*` is in the partition aws, and `us-gov-west-1` in aws-us-gov",
    ],
    [
      "Regions of two partitions",
      plan({ regions: assign(["eu-west-1", "cn-north-1"]) }),
      "`cn-north-1` is in the partition aws-cn, and `eu-west-1` in aws; no account is in both",
    ],
  ])("%s", async (_, policy, words) => {
    const { exitCode, stderr } = await effectivePolicy(policy);
    expect(stderr).toContain(words);
    expect(exitCode).toBe(1);
  });

  test.each<[string, object, string]>([
    [
      "every quarter of an hour",
      withRule({ schedule_expression: assign("cron(0/15 * ? * * *)") }),
      "starts every 15 minutes",
    ],
    [
      "a step of 60 minutes",
      withRule({ schedule_expression: assign("cron(*/60 * ? * * *)") }),
      "the step of `*/60` is as wide",
    ],
    [
      "a scan without settings",
      withRule({ scan_actions: { GUARDDUTY: { scan_mode: assign("FULL_SCAN") } } }),
      "no scan starts",
    ],
    [
      "a Region that nobody knows",
      plan({ regions: assign(["eu-west-9"]) }),
      "`eu-west-9`: Strongroom does not know this Region",
    ],
    [
      "a choice in another case",
      plan({ advanced_backup_settings: { ec2: { windows_vss: assign("Enabled") } } }),
      "in another case",
    ],
    [
      "a Region in an ARN that nobody knows",
      copyTo("arn:aws:backup:us-west-9:$account:backup-vault:dr"),
      "`us-west-9`",
    ],
    ["`CRON`", withRule({ schedule_expression: assign("CRON(0 5 ? * * *)") }), "AWS does not say whether it takes"],
    [
      "a space before cron",
      withRule({ schedule_expression: assign(" cron(0 5 ? * * *)") }),
      "AWS does not say whether",
    ],
    ["from Friday to Monday", withRule({ schedule_expression: assign("cron(0 5 ? * FRI-MON *)") }), "AWS does not say"],
    ["a step beyond its field", withRule({ schedule_expression: assign("cron(0 0/30 ? * * *)") }), "AWS does not say"],
    ["a wildcard in a tag value", withTags({ tag_value: assign(["prod-*"]) }), "here it stands for itself"],
    ["a wildcard under string_equals", condition("string_equals", "aws:ResourceTag/stage", "*"), "here it stands for"],
    ["a wildcard under string_not_equals", condition("string_not_equals", "aws:ResourceTag/a", "b*"), "here it stands"],
    [
      "a condition on a bare key",
      condition("string_like", "stage", "prod-*"),
      "have `aws:ResourceTag/` before the key",
    ],
    [
      "a tag of AWS's own on recovery points",
      withRule({ recovery_point_tags: { own: { tag_key: assign("aws:owner"), tag_value: assign("x") } } }),
      "only AWS sets tags that start with `aws:`",
    ],
    [
      "a tag of AWS's own on the plan",
      plan({ backup_plan_tags: { own: { tag_key: assign("AWS:owner"), tag_value: assign("x") } } }),
      "only AWS sets tags that start with `aws:`",
    ],
    [
      "a resource type of snapshots",
      resources({ resource_types: assign(["arn:aws:ec2:*:*:snapshot/*"]) }),
      "no resource type that AWS lists",
    ],
  ])("%s is a warning", async (_, policy, words) => {
    const { exitCode, stderr } = await effectivePolicy(policy);
    expect(stderr).toMatch(/^1\.json:\d+:\d+ warning policy-value /);
    expect(stderr).toContain(words);
    expect(exitCode).toBe(0);
  });

  test("what AWS does not say that it refuses is a warning", async () => {
    const [arn, other] = Object.keys(copies(2));
    const { exitCode, stderr } = await effectivePolicy(
      withRule({
        start_backup_window_minutes: assign(120),
        complete_backup_window_minutes: assign(120),
        copy_actions: { [arn ?? ""]: { target_backup_vault_arn: assign(other) } },
      }),
    );
    expect(exitCode).toBe(0);
    expect(stderr.match(/ warning policy-value /g)).toHaveLength(2);
  });
});

describe("what AWS takes", () => {
  const everyKey = {
    plans: {
      gold: {
        regions: { "@@assign": ["eu-central-1", "eu-west-1"] },
        rules: {
          daily: {
            schedule_expression: assign("cron(0 3 ? * * *)"),
            target_backup_vault_name: assign("local"),
            target_logically_air_gapped_backup_vault_arn: assign(
              "arn:aws:backup:$region:$account:backup-vault:airgapped",
            ),
            lifecycle: { delete_after_days: assign("35"), opt_in_to_archive_for_supported_resources: assign("false") },
            recovery_point_tags: { tier: { tag_key: assign("tier"), tag_value: assign("gold") } },
            index_actions: { resource_types: assign(["EBS", "S3"]) },
            scan_actions: { GUARDDUTY: { scan_mode: assign("INCREMENTAL_SCAN") } },
          },
        },
        scan_settings: {
          GUARDDUTY: {
            resource_types: assign(["ALL"]),
            scanner_role_arn: assign("arn:aws:iam::$account:role/BackupScanner"),
          },
        },
        advanced_backup_settings: {
          ec2: { windows_vss: assign("enabled") },
          s3: { backup_acls: assign("disabled"), backup_object_tags: assign("disabled") },
        },
        backup_plan_tags: { owner: { tag_key: assign("owner"), tag_value: assign("backup") } },
        selections: {
          resources: {
            tagged: {
              iam_role_arn: assign(role),
              resource_types: assign(["arn:aws:rds:*:*:db:*"]),
              conditions: {
                string_equals: {
                  c1: { condition_key: assign("aws:ResourceTag/backup"), condition_value: assign("gold") },
                },
              },
            },
          },
        },
      },
    },
  };

  test.each<[string, object]>([
    ["every key", everyKey],
    ["no plans", { plans: {} }],
    [
      "a scalar for a list",
      plan({ regions: assign("eu-west-1"), selections: { tags: { all: { ...tagged, tag_value: assign("daily") } } } }),
    ],
    ["a wildcard under string_like", condition("string_like", "aws:ResourceTag/stage", "prod-*")],
    ["a selection by a tag that AWS sets", withTags({ tag_key: assign("aws:cloudformation:stack-name") })],
    ["@@append for a list that nobody has set", plan({ regions: { "@@append": ["eu-west-1", "eu-north-1"] } })],
    [
      "numbers",
      withLifecycle(
        { delete_after_days: 365, move_to_cold_storage_after_days: 30 },
        { start_backup_window_minutes: assign(60) },
      ),
    ],
    [
      "texts",
      withLifecycle(
        { delete_after_days: "365", move_to_cold_storage_after_days: "275" },
        { start_backup_window_minutes: assign("480"), complete_backup_window_minutes: assign("10080") },
      ),
    ],
    [
      "upper case",
      {
        PLANS: {
          DAILY: {
            Regions: assign(["eu-west-1"]),
            RULES: {
              NIGHTLY: {
                Schedule_Expression: assign("cron(0 5 ? * * *)"),
                TARGET_BACKUP_VAULT_NAME: assign("Default"),
              },
            },
            Selections: { Tags: { ALL: tagged } },
          },
        },
      },
    ],
    [
      "booleans both ways",
      withLifecycle(
        { delete_after_days: 35, opt_in_to_archive_for_supported_resources: false },
        { enable_continuous_backup: assign("True") },
      ),
    ],
    [
      "$account in a copy",
      withRule({
        copy_actions: {
          "arn:aws:backup:us-west-1:$account:backup-vault:Default": {
            target_backup_vault_arn: assign("arn:aws:backup:us-west-1:$account:backup-vault:Default"),
            lifecycle: {},
          },
        },
      }),
    ],
    ["five copies", withRule({ copy_actions: copies(5) })],
    [
      "GovCloud",
      plan({
        regions: assign(["us-gov-west-1"]),
        selections: {
          resources: {
            all: {
              iam_role_arn: assign("arn:aws-us-gov:iam::$account:role/Backup"),
              resource_types: assign(["arn:aws-us-gov:ec2:*:*:volume/*"]),
            },
          },
        },
      }),
    ],
    [
      "China",
      plan({
        regions: assign(["cn-north-1", "cn-northwest-1"]),
        selections: {
          tags: {
            all: {
              ...tagged,
              iam_role_arn: assign("arn:aws-cn:iam::$account:role/service-role/AWSBackupDefaultServiceRole"),
            },
          },
        },
      }),
    ],
    ["all but volumes", resources({ not_resource_types: assign("arn:aws:ec2:*:*:volume/*") })],
    [
      "conditions of a tag",
      withTags({
        conditions: {
          string_not_equals: {
            c: { condition_key: assign("aws:ResourceTag/backup"), condition_value: assign("false") },
          },
        },
      }),
    ],
    [
      "controls everywhere",
      {
        plans: {
          "@@operators_allowed_for_child_policies": ["@@append"],
          ...(plan({ regions: { "@@operators_allowed_for_child_policies": ["@@none"], "@@assign": ["eu-west-1"] } })
            .plans as object),
        },
      },
    ],
    [
      "a continuous backup of 35 days",
      withLifecycle({ delete_after_days: "35" }, { enable_continuous_backup: assign("true") }),
    ],
  ])("%s", async (_, policy) => {
    const { exitCode, stderr } = await effectivePolicy(policy);
    expect([exitCode, stderr]).toEqual([0, ""]);
  });

  test("a scalar for a list is a list, to which a child appends", async () => {
    const { stdout, stderr } = await effectivePolicy(plan({ regions: assign("eu-west-1") }), {
      plans: { daily: { regions: { "@@append": ["eu-north-1"] } } },
    });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout).plans.daily.regions).toEqual(["eu-west-1", "eu-north-1"]);
  });

  test("one value under any operator of a list is a list of it", async () => {
    const { stdout, stderr } = await effectivePolicy(
      plan({ regions: assign(["eu-west-1", "eu-west-2"]) }),
      { plans: { daily: { regions: { "@@append": "eu-north-1" } } } },
      { plans: { daily: { regions: { "@@remove": "eu-west-2" } } } },
    );
    expect(stderr).toBe("");
    expect(JSON.parse(stdout).plans.daily.regions).toEqual(["eu-west-1", "eu-north-1"]);
  });

  test("a file of 10,000 characters", async () => {
    const text = JSON.stringify(plan());
    expect((await effectivePolicy(text + " ".repeat(10_000 - text.length))).exitCode).toBe(0);
  });

  test('numbers and booleans come out as AWS prints them, and 60 is no other value than "60"', async () => {
    const { stdout, stderr } = await effectivePolicy(
      withRule({
        start_backup_window_minutes: { ...assign("60"), "@@operators_allowed_for_child_policies": ["@@none"] },
        enable_continuous_backup: assign(false),
      }),
      { plans: { daily: { rules: { nightly: { start_backup_window_minutes: assign(60) } } } } },
    );
    expect(stderr).toBe("");
    expect(JSON.parse(stdout).plans.daily.rules.nightly).toMatchObject({
      start_backup_window_minutes: "60",
      enable_continuous_backup: "false",
    });
  });

  test.each([
    ["TRUE", "060", "true", "60"],
    ["False", "0000120", "false", "120"],
  ])("%s and %s are no other values in another form", async (continuous, minutes, shown, shownMinutes) => {
    const { stdout, stderr } = await effectivePolicy(
      withLifecycle(
        { delete_after_days: "035" },
        {
          start_backup_window_minutes: assign(minutes),
          enable_continuous_backup: {
            ...assign(continuous),
            "@@operators_allowed_for_child_policies": ["@@none"],
          },
        },
      ),
      { plans: { daily: { rules: { nightly: { enable_continuous_backup: assign(shown === "true") } } } } },
    );
    expect(stderr).toBe("");
    expect(JSON.parse(stdout).plans.daily.rules.nightly).toMatchObject({
      start_backup_window_minutes: shownMinutes,
      enable_continuous_backup: shown,
      lifecycle: { delete_after_days: "35" },
    });
  });
});
