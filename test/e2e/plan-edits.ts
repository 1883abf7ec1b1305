/** Edits of plans.yaml, each as somebody would make it in a pull request. */

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an edit may make any shape of it
export type Edit = (config: any) => void;

const named = (list: { name: string }[], name: string) => list.find((item) => item.name === name) as never;

/* eslint-disable @typescript-eslint/no-explicit-any -- the same */
const account = (config: any, name: string): any => named(config.accounts, name);
const plan = (config: any, name: string): any => named(config.backupPlans, name);
const rule = (config: any, ofPlan: string, name: string): any => named(plan(config, ofPlan).rules, name);
const without = (list: any[], name: string) => list.filter((item) => item.name !== name);
/* eslint-enable @typescript-eslint/no-explicit-any */

export const edits = {
  "reorder the accounts": (config) => config.accounts.reverse(),
  "add an account": (config) =>
    config.accounts.push({ name: "orders", id: "666666666666", organizationalUnit: "Production" }),
  "remove an account": (config) => (config.accounts = without(config.accounts, "reports")),
  "move an account between OUs": (config) => (account(config, "reports").organizationalUnit = "Sandbox"),
  "drop a Region of an account": (config) => {
    account(config, "reports").regions = ["eu-central-1"];
    plan(config, "daily").regions = ["eu-central-1"];
    plan(config, "databases").regions = ["eu-central-1"];
  },
  "drop a Region": (config) => {
    config.regions = ["eu-central-1"];
    delete rule(config, "daily", "daily").copies;
  },
  "add a Region": (config) => config.regions.push("eu-west-3"),
  "shorten a retention": (config) => (rule(config, "daily", "daily").lifecycle.deleteAfterDays = 14),
  "lengthen a retention": (config) => (rule(config, "daily", "daily").lifecycle.deleteAfterDays = 60),
  "shorten the retention of a copy": (config) =>
    (rule(config, "daily", "daily").copies[0].lifecycle.deleteAfterDays = 180),
  "change a schedule": (config) => (rule(config, "daily", "daily").schedule = "cron(0 1 ? * * *)"),
  "add a rule": (config) =>
    plan(config, "daily").rules.push({
      name: "quarterly",
      schedule: "cron(0 5 1 1,4,7,10 ? *)",
      lifecycle: { deleteAfterDays: 400 },
    }),
  "drop a rule": (config) => (plan(config, "daily").rules = without(plan(config, "daily").rules, "weekly")),
  "drop a copy": (config) => delete rule(config, "daily", "daily").copies,
  "rename a plan": (config) => (plan(config, "daily").name = "nightly"),
  "rename a rule": (config) => (rule(config, "daily", "weekly").name = "sundays"),
  "remove a plan": (config) => (config.backupPlans = without(config.backupPlans, "databases")),
  "drop a target of a plan": (config) => (plan(config, "databases").targets = ["Production"]),
  "add a target to a plan": (config) => (plan(config, "daily").targets = ["Production", "Sandbox"]),
  "drop a Region of a plan": (config) => (plan(config, "databases").regions = ["eu-central-1"]),
  "narrow a selection": (config) => (plan(config, "daily").select.tag.values = ["daily"]),
  "loosen the enforcement of a plan": (config) => (plan(config, "daily").enforcement = "open"),
  "add a lock to the local vaults": (config) =>
    (config.vaults.local = { lock: { mode: "governance", minRetentionDays: 7 } }),
  "add a compliance lock": (config) =>
    (config.vaults.local = {
      lock: {
        mode: "compliance",
        minRetentionDays: 7,
        maxRetentionDays: 3650,
        coolingOffDays: 30,
        acknowledgeIrreversible: true,
      },
    }),
  "change the lock": (config) => (config.vaults.central.lock.minRetentionDays = 7),
  "turn the lock into a compliance lock": (config) =>
    Object.assign(config.vaults.central.lock, { mode: "compliance", coolingOffDays: 30, acknowledgeIrreversible: true }),
  "remove the lock": (config) => delete config.vaults.central.lock,
  "rename the local vault": (config) => (config.vaults.local = { name: "other-vault" }),
  "detach a guardrail": (config) => delete config.guardrails.protectBackups,
  "narrow the targets of a guardrail": (config) => (config.guardrails.protectBackups.targets = ["Production"]),
  "weaken a guardrail": (config) => (config.guardrails.requireBackupTag.values.push("none")),
  "add a guardrail": (config) => (config.guardrails.stayInOrganization = { targets: ["root"] }),
  "name another break-glass role": (config) => (config.roles = { breakGlass: "EmergencyRole" }),
  "rename the backup role": (config) => (config.roles = { backup: "OtherBackupRole" }),
  "take a service out": (config) => (config.serviceOptIn = ["Aurora", "DynamoDB", "EBS", "EC2", "EFS", "RDS"]),
  "rotate the key more often": (config) => (config.encryption = { rotationPeriodDays: 180 }),
  "rename the alias": (config) => (config.encryption = { alias: "alias/other" }),
  "move the key to another account": (config) => (config.encryption = { account: "backup-storage" }),
  "move the home Region": (config) => (config.homeRegion = "eu-west-1"),
  "pin the key": (config) => (config.encryption = { keyId: "mrk-0123456789abcdef0123456789abcdef" }),
  "remove a VPC": (config) => account(config, "payments").vpcs.pop(),
  "take a route table from an endpoint": (config) => account(config, "payments").vpcs[0].routeTableIds.pop(),
  "change the tags": (config) => (config.terraform.tags = { Owner: "backup-team" }),
} satisfies Record<string, Edit>;
