/** A key that is there already, of which the state knows nothing: it gets no second one. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { minimal, organization } from "./organization";
import { run } from "./run";

const created = (address: string, others: object = {}) => ({
  address,
  mode: "managed",
  type: address.split(".")[0],
  name: address.split(".")[1],
  change: { actions: ["create"], before: null, after: {}, after_unknown: {}, ...others },
});
const key = "aws_kms_key.key-eu-central-1";
const alias = "aws_kms_alias.alias-eu-central-1";
const plansOf = (...changes: object[]) => {
  const plan = { exitCode: 2, output: "Plan: 2 to add\n", changes };
  return { plans: [plan, plan] };
};
const existing = "mrk-0123456789abcdef0123456789abcdef";

async function planned(changes: object[], said: string, text = minimal, ...args: string[]) {
  const made = await organization(text, { encryption: plansOf(...changes) });
  const environment = { ...made.environment, STRONGROOM_TEST_ALIAS: said };
  return {
    ...made,
    ...(await run(["plan", "encryption", ...args], environment, made.home)),
    apply: () => run(["apply", "encryption", "--yes"], environment, made.home),
    savedPlan: join(made.home, "cdktf.out", "stacks", "encryption", "plan.tfplan"),
  };
}

const asked = (log: readonly string[]) => log.filter((line) => line.includes(" asked "));

test("a plan that creates a key although its alias names one: it fails, says which, and cannot be applied", async () => {
  const { home, exitCode, stderr, savedPlan, apply, log } = await planned([created(key), created(alias)], existing);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`alias/central-backup names the key ${existing} already`);
  expect(stderr).toContain(`the state of encryption does not hold it: ${join(home, "terraform.encryption.tfstate")}.`);
  expect(stderr).toContain("strongroom move-state");
  expect(existsSync(savedPlan)).toBe(false);
  expect((await apply()).exitCode).toBe(1);
  expect(log().some((line) => line.startsWith("encryption apply begins"))).toBe(false);
});

test("a first apply: AWS is asked, with the providers of the stack, and there is no such alias", async () => {
  const { exitCode, log, savedPlan } = await planned([created(key), created(alias)], "");
  expect(exitCode).toBe(0);
  expect(existsSync(savedPlan)).toBe(true);
  expect(asked(log())).toEqual([expect.stringContaining("arn:aws:iam::222222222222:role/AWSControlTowerExecution")]);
  expect(asked(log())[0]).not.toContain('"backend"');
});

test("where nobody can tell, nobody may apply", async () => {
  const { exitCode, stderr } = await planned([created(key), created(alias)], "AccessDenied: kms:ListAliases");
  expect(exitCode).toBe(1);
  expect(stderr).toContain("nobody knows whether alias/central-backup names a key already");
  expect(stderr).toContain("AccessDenied: kms:ListAliases");
});

test.each<[string, object[]]>([
  ["a key is adopted", [created(key, { importing: { id: existing } }), created(alias, { importing: { id: "alias" } })]],
  ["the alias alone is new, because it has another name", [created(alias)]],
  ["the key alone is new, and the state holds the alias", [created(key)]],
])("where %s, nobody is asked", async (_what, changes) => {
  const { exitCode, log } = await planned(changes, existing);
  expect(exitCode).toBe(0);
  expect(asked(log())).toEqual([]);
});

test("with HCP Terraform, its workspace asks, because the credentials may be there alone", async () => {
  const cloud = `${minimal}terraform: { state: { type: cloud, organization: acme, workspacePrefix: backup- } }\n`;
  const { exitCode, stderr, log } = await planned([created(key), created(alias)], existing, cloud);
  expect(exitCode).toBe(1);
  expect(stderr).toContain("workspace backup-encryption of acme at app.terraform.io");
  expect(asked(log())[0]).toContain('"workspaces":{"name":"backup-encryption"}');
});

test("a role for the plan asks, too", async () => {
  const { log } = await planned([created(key), created(alias)], "", minimal, "--role-name", "ReadOnly");
  expect(log().filter((line) => line.includes("override")).length).toBeGreaterThan(1);
});
