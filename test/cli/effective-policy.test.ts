/** `effective-policy`: of an account of the config, and of policy files from anywhere. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { edit, validText } from "../config/valid";
import { run, temporaryDirectory } from "./run";

const directory = temporaryDirectory();

function file(name: string, content: string | object): string {
  const path = join(directory, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content, null, 2));
  return path;
}

async function effectivePolicy(...args: string[]) {
  const { exitCode, stdout, stderr } = await run(["effective-policy", ...args]);
  return { exitCode, stderr, policy: stdout === "" ? undefined : JSON.parse(stdout) };
}

const assign = (value: unknown) => ({ "@@assign": value });
const whole = {
  regions: assign(["eu-west-1", "us-east-1"]),
  rules: { Daily: { schedule_expression: assign("cron(0 0 ? * * *)"), target_backup_vault_name: assign("Vault") } },
  selections: {
    tags: {
      All: {
        iam_role_arn: assign("arn:aws:iam::$account:role/Backup"),
        tag_key: assign("k"),
        tag_value: assign(["v"]),
      },
    },
  },
};
const root = file("root.json", { plans: { Plan: whole } });

test("of an account: its plans, with its own id in the role", async () => {
  const { exitCode, stderr, policy } = await effectivePolicy(
    "--account",
    "payments",
    "--config",
    file("org.yaml", validText),
  );
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(Object.keys(policy.plans)).toEqual(["daily_eu-central-1", "daily_eu-west-1", "monthly"]);
  expect(policy.plans.monthly).toMatchObject({
    regions: ["eu-central-1", "eu-west-1"],
    selections: { tags: { selection: { iam_role_arn: "arn:aws:iam::444444444444:role/OrgBackupRole" } } },
  });
});

test("of an account that no policy reaches: no plans, and it is said", async () => {
  const org = file("org.yaml", validText);
  expect(await effectivePolicy("--account", "management", "--config", org)).toEqual({
    exitCode: 0,
    policy: { plans: {} },
    stderr: "No backup policy reaches `management`.\n",
  });
});

test("of a config with errors: its findings, and no policy", async () => {
  const broken = file("broken.yaml", edit(validText, "parent: Workloads", "parent: Work"));
  const { exitCode, stderr, policy } = await effectivePolicy("--account", "payments", "--config", broken);
  expect([exitCode, policy]).toEqual([1, undefined]);
  expect(stderr).toContain("broken.yaml:12:55 error ou-unknown");
});

test("of files: one --policy a level, files of one level in order of attachment", async () => {
  const first = file("first.json", { plans: { plan: { regions: { "@@remove": ["us-east-1"] } } } });
  const second = file("second.json", {
    plans: {
      plan: {
        regions: { "@@append": ["eu-north-1"] },
        rules: { daily: { target_backup_vault_name: assign("second") } },
      },
    },
  });
  const third = file("third.json", {
    plans: { plan: { rules: { daily: { target_backup_vault_name: assign("third") } } } },
  });
  const { exitCode, stderr, policy } = await effectivePolicy(
    "--policy",
    root,
    "--policy",
    `${first},${second},${third}`,
  );
  expect(exitCode).toBe(0);
  expect(policy.plans.Plan.regions).toEqual(["eu-west-1", "eu-north-1"]);
  expect(policy.plans.Plan.rules.daily.target_backup_vault_name).toBe("second");
  expect(policy.plans.Plan.selections.tags.all.iam_role_arn).toBe("arn:aws:iam::$account:role/Backup");
  expect(stderr).toBe(
    `ignored: @@assign of ${third} at plans/plan/rules/daily/target_backup_vault_name: ${second} was attached first\n`,
  );
});

test("a policy of another type is merged like any other", async () => {
  const tags = file("tags.json", {
    tags: { CostCenter: { tag_key: assign("CostCenter"), tag_value: assign(["100"]) } },
  });
  const more = file("more.json", { tags: { costcenter: { tag_value: { "@@append": ["200"] } } } });
  expect(await effectivePolicy("--policy", tags, "--policy", more)).toEqual({
    exitCode: 0,
    stderr: "",
    policy: { tags: { costcenter: { tag_key: "CostCenter", tag_value: ["100", "200"] } } },
  });
});

test("an invalid result: what it would be, the errors of AWS, and that the account keeps its last valid policy", async () => {
  const child = file("child.json", { plans: { plan: { regions: assign([]), rules: { more: { lifecycle: {} } } } } });
  const { exitCode, stderr, policy } = await effectivePolicy("--policy", root, "--policy", child);
  expect(exitCode).toBe(1);
  expect(policy.plans.Plan.rules).toHaveProperty("more");
  expect(stderr).toBe(
    `ELEMENTS_TOO_FEW at plans/plan/regions: a backup plan needs a Region (from ${root}, ${child})\n` +
      `KEY_REQUIRED at plans/plan/rules/more/schedule_expression: \`schedule_expression\` is missing (from ${child})\n` +
      `KEY_REQUIRED at plans/plan/rules/more/target_backup_vault_name: \`target_backup_vault_name\` is missing (from ${child})\n` +
      "AWS does not apply this policy: the account keeps its last valid effective policy until you fix all errors.\n",
  );
});

test.each([
  ["no JSON", '{ "plans": ', ":1:12 error malformed-policy this is not JSON: ValueExpected"],
  ["comments", '{\n  // plans\n  "plans": {} }', ":2:3 error malformed-policy this is not JSON: InvalidCommentToken"],
  ["a key twice", '{ "plans": { "p": {},\n "p": {} } }', ":2:2 error malformed-policy `p` is here twice"],
  [
    "no operator",
    '{ "plans": { "p": {\n "regions": ["x"] } } }',
    ":2:13 error malformed-policy this is a value, and must be a map",
  ],
  [
    "an unknown operator",
    '{ "a": { "@@set": 1 } }',
    ":1:19 error malformed-policy `@@set` is not an inheritance operator",
  ],
  ["endless nesting", "[".repeat(200_000), ":1:1 error malformed-policy this is not JSON: nested too deeply"],
  [
    "deep nesting",
    `${'{ "a": '.repeat(3000)}{}${"}".repeat(3000)}`,
    " error malformed-policy this is nested too deeply",
  ],
  ["nothing", "", ":1:1 error malformed-policy this is not JSON: ValueExpected"],
])("a file with %s is refused at its place, as AWS would", async (_, content, message) => {
  const malformed = file("malformed.json", content);
  const { exitCode, stderr, policy } = await effectivePolicy("--policy", root, "--policy", malformed);
  expect([exitCode, policy]).toEqual([1, undefined]);
  expect(stderr).toContain(malformed);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test.each([
  ["neither account nor policy", [], "name an account with --account"],
  ["both", ["--account", "payments", "--policy", root], "name an account with --account"],
  ["a config for files", ["--policy", root, "--config", "org.yaml"], "name an account with --account"],
  ["an unknown account", ["--account", "paymets"], "Did you mean `payments`?"],
  ["an empty file name", ["--policy", `${root},`], "a file name between commas is empty"],
  ["a file that is not there", ["--policy", "nowhere.json"], "nowhere.json: cannot be read: there is no such file"],
])("%s: exit 2, in words", async (_, args, words) => {
  const { exitCode, stderr, policy } = await effectivePolicy(...args);
  expect([exitCode, policy]).toEqual([2, undefined]);
  expect(stderr).toContain(words);
});
