/** Edits of plans.yaml, each as somebody would make it in a pull request. */

import { backupRuleEdits } from "./edits/backup-rules";
import { guardEdits } from "./edits/guards";
import { account, plan, type PlannedEdit, rule, without } from "./edits/planned-edit";
import { reachEdits } from "./edits/reach";

export const edits: readonly PlannedEdit[] = [
  { name: "reorder the accounts", edit: (config) => config.accounts.reverse() },
  {
    name: "add an account",
    edit: (config) => config.accounts.push({ name: "orders", id: "666666666666", organizationalUnit: "Production" }),
    counts: { "member-orders": { create: 15 } },
    accounts: ["orders"],
    says: ["account orders is new; backup plans that reach it: daily, databases"],
  },
  {
    name: "remove an account",
    edit: (config) => (config.accounts = without(config.accounts, "reports")),
    gone: ["member-reports"],
    protectedBy: ["account-dropped"],
    says: [
      "account reports (555555555555) leaves the config: its vaults, roles and endpoints stay in AWS, but Terraform no longer manages them",
    ],
  },
  {
    name: "move an account between OUs",
    edit: (config) => (account(config, "reports").organizationalUnit = "Sandbox"),
    protectedBy: ["account-dropped", "guardrail-detached"],
    accounts: ["reports"],
    says: [
      "account reports is now in Sandbox, no longer in Production: no longer reached by daily. Terraform does not move accounts",
    ],
  },
  {
    name: "drop a Region of an account",
    edit: (config) => {
      account(config, "reports").regions = ["eu-central-1"];
      plan(config, "daily").regions = ["eu-central-1"];
      plan(config, "databases").regions = ["eu-central-1"];
    },
    counts: { "member-reports": { destroy: 1, forget: 2 }, organization: { update: 2 } },
    protectedBy: ["region-dropped", "region-dropped", "region-dropped"],
    accounts: ["payments", "reports"],
    says: [
      "eu-west-1: vault org-local-vault stays in AWS and is no longer managed",
      "daily: no longer runs in eu-west-1",
    ],
  },
  {
    name: "drop a Region",
    edit: (config) => {
      config.regions = ["eu-central-1"];
      delete rule(config, "daily", "daily").copies;
    },
    failed: ["central-vault", "encryption", "member-payments", "member-reports", "organization"],
    protectedBy: ["region-dropped", "copy-dropped", "guardrail-weakened"],
    accounts: ["payments", "reports"],
    says: [
      "eu-west-1 leaves the organization",
      "Remove the Region's resources from the Terraform state before you remove the Region from the config",
      "daily: is no longer copied to org-central-vault in eu-west-1 (kept 365 days)",
    ],
  },
  {
    name: "add a Region",
    edit: (config) => config.regions.push("eu-west-3"),
    counts: {
      "central-vault": { create: 4 },
      encryption: { create: 2 },
      "member-payments": { create: 3 },
      "member-reports": { create: 3 },
      organization: { create: 1, update: 3 },
    },
    accounts: ["payments", "reports"],
    says: ["daily: now runs in eu-west-3 in 2 accounts"],
  },
  {
    name: "shorten a retention",
    recordedPlanStands: true,
    edit: (config) => (rule(config, "daily", "daily").lifecycle.deleteAfterDays = 14),
    counts: { organization: { update: 1 } },
    protectedBy: ["retention-shortened"],
    accounts: ["payments", "reports"],
    says: ["daily: kept 35 → 14 days in 2 accounts"],
  },
  {
    name: "lengthen a retention",
    edit: (config) => (rule(config, "daily", "daily").lifecycle.deleteAfterDays = 60),
    counts: { organization: { update: 1 } },
    accounts: ["payments", "reports"],
    says: ["daily: kept 35 → 60 days in 2 accounts"],
  },
  {
    name: "shorten the retention of a copy",
    edit: (config) => (rule(config, "daily", "daily").copies[0].lifecycle.deleteAfterDays = 180),
    counts: { organization: { update: 1 } },
    protectedBy: ["retention-shortened"],
    accounts: ["payments", "reports"],
    says: ["daily: the copy to org-central-vault in eu-west-1 is kept 365 → 180 days in 2 accounts"],
  },
  {
    name: "run less often",
    edit: (config) => (rule(config, "daily", "daily").schedule = "cron(0 2 ? * MON *)"),
    counts: { organization: { update: 1 } },
    protectedBy: ["rule-dropped"],
    accounts: ["payments", "reports"],
    says: ["daily: runs at cron(0 2 ? * * *) → cron(0 2 ? * MON *) in 2 accounts"],
  },
  {
    name: "add a rule",
    edit: (config) =>
      plan(config, "daily").rules.push({
        name: "quarterly",
        schedule: "cron(0 11 1 1,4,7,10 ? *)",
        startWindowMinutes: 60,
        completionWindowMinutes: 240,
        lifecycle: { deleteAfterDays: 400 },
      }),
    counts: { organization: { update: 1 } },
    accounts: ["payments", "reports"],
    says: ["daily, rule quarterly: the rule is added (cron(0 11 1 1,4,7,10 ? *), kept 400 days) in 2 accounts"],
  },
  {
    name: "drop a rule",
    edit: (config) => (plan(config, "daily").rules = without(plan(config, "daily").rules, "weekly")),
    counts: { organization: { update: 1 } },
    protectedBy: ["rule-dropped"],
    accounts: ["payments", "reports"],
    says: ["daily, rule weekly: the rule is removed (cron(0 12 ? * SUN *), kept 90 days) in 2 accounts"],
  },
  {
    name: "drop a copy",
    edit: (config) => delete rule(config, "daily", "daily").copies,
    counts: { organization: { update: 1 } },
    protectedBy: ["copy-dropped"],
    accounts: ["payments", "reports"],
    says: ["daily: is no longer copied to org-central-vault in eu-west-1 (kept 365 days) in 2 accounts"],
  },
  {
    name: "rename a plan",
    edit: (config) => (plan(config, "daily").name = "nightly"),
    counts: { organization: { create: 2, destroy: 2 } },
    protectedBy: ["plan-dropped"],
    accounts: ["payments", "reports"],
    says: ["daily: is renamed to nightly: the backup plan is deleted, and one with the same backup rules created"],
  },
  {
    name: "rename a rule",
    edit: (config) => (rule(config, "daily", "weekly").name = "sundays"),
    counts: { organization: { update: 1 } },
    accounts: ["payments", "reports"],
    says: ["daily, rule weekly: the rule is renamed to sundays"],
  },
  {
    name: "remove a plan",
    edit: (config) => (config.backupPlans = without(config.backupPlans, "databases")),
    counts: { organization: { destroy: 3 } },
    protectedBy: ["plan-dropped"],
    accounts: ["payments", "reports"],
    says: ["databases: the backup plan is removed from Production, Sandbox (monthly cron(0 4 1 * ? *), kept 365 days)"],
  },
  {
    name: "drop a target of a plan",
    recordedPlanStands: true,
    edit: (config) => (plan(config, "databases").targets = ["Production"]),
    counts: { organization: { destroy: 1 } },
    protectedBy: ["target-dropped"],
    says: ["databases: no longer reaches Sandbox in no account of the config"],
  },
  {
    name: "narrow a selection",
    edit: (config) => (plan(config, "daily").select.tag.values = ["daily"]),
    counts: { organization: { update: 1 } },
    protectedBy: ["target-dropped"],
    accounts: ["payments", "reports"],
    says: ["daily: no longer selects resources whose tag has the value critical"],
  },
  {
    name: "loosen the enforcement of a plan",
    edit: (config) => (plan(config, "daily").enforcement = "open"),
    counts: { organization: { update: 1 } },
    protectedBy: ["enforcement-loosened"],
    says: ["daily: lower policies can now change it"],
  },
  {
    name: "add a compliance lock",
    edit: (config) =>
      (config.vaults.local = {
        lock: {
          mode: "compliance",
          minRetentionDays: 7,
          maxRetentionDays: 3650,
          coolingOffDays: 30,
          acknowledgeIrreversible: true,
        },
      }),
    counts: { "member-payments": { create: 4 }, "member-reports": { create: 4 } },
    protectedBy: ["compliance-lock"],
    says: ["vault org-local-vault gets a lock that is irreversible 30 days after the apply", "irreversible on DATE"],
  },
  {
    name: "change the lock",
    edit: (config) => (config.vaults.central.lock.minRetentionDays = 7),
    counts: { "central-vault": { replace: 2 } },
    failed: ["central-vault"],
    protectedBy: ["lock-changed"],
    says: ["the lock of org-central-vault: minimum 30 → 7 days", "section Change a lock"],
  },
  {
    name: "turn the lock into a compliance lock",
    edit: (config) =>
      Object.assign(config.vaults.central.lock, {
        mode: "compliance",
        coolingOffDays: 30,
        acknowledgeIrreversible: true,
      }),
    counts: { "central-vault": { update: 2, replace: 2 } },
    failed: ["central-vault"],
    protectedBy: ["lock-changed", "compliance-lock"],
    says: ["the lock of org-central-vault: mode governance → compliance", "irreversible on DATE"],
  },
  {
    name: "remove the lock",
    edit: (config) => delete config.vaults.central.lock,
    counts: { "central-vault": { forget: 4 } },
    protectedBy: ["lock-removed"],
    says: ["the lock of org-central-vault is no longer managed: it stays until somebody removes it"],
  },
  {
    name: "detach a guardrail",
    recordedPlanStands: true,
    edit: (config) => delete config.guardrails.protectBackups,
    counts: { organization: { destroy: 2 } },
    protectedBy: ["guardrail-detached"],
    says: ["strongroom-protect-backups: is detached from root"],
  },
  {
    name: "narrow the targets of a guardrail",
    edit: (config) => (config.guardrails.protectBackups.targets = ["Production"]),
    counts: { organization: { create: 1, destroy: 1 } },
    protectedBy: ["guardrail-detached"],
    says: [
      "strongroom-protect-backups: is detached from root",
      "strongroom-protect-backups: is attached to Production",
    ],
  },
  {
    name: "weaken a guardrail",
    recordedPlanStands: true,
    edit: (config) => config.guardrails.requireBackupTag.values.push("none"),
    counts: { organization: { update: 1 } },
    protectedBy: ["guardrail-weakened"],
    says: ["StringNotEquals aws:RequestTag/backup: adds none, on Production"],
  },
  {
    name: "add a guardrail",
    edit: (config) => (config.guardrails.stayInOrganization = { targets: ["root"] }),
    counts: { organization: { create: 2 } },
    says: ["strongroom-stay-in-organization: is attached to root"],
  },
  {
    name: "name another break-glass role",
    edit: (config) => (config.roles = { breakGlass: "EmergencyRole" }),
    counts: {
      encryption: { update: 2 },
      "member-payments": { update: 2 },
      "member-reports": { update: 2 },
      organization: { update: 1 },
    },
    // What the role may do by AWS Backup alone follows its name: for the earlier one, the statement of all others holds.
    protectedBy: [
      "key-policy-changed",
      "key-policy-changed",
      "vault-policy-changed",
      "guardrail-weakened",
      "break-glass-changed",
    ],
    says: ["now exempts arn:aws:iam::*:role/EmergencyRole, and no longer exempts arn:aws:iam::*:role/BackupAdminRole"],
  },
  {
    name: "rename the backup role",
    edit: (config) => (config.roles = { backup: "OtherBackupRole" }),
    counts: {
      "central-vault": { update: 2 },
      "member-payments": { replace: 6 },
      "member-reports": { replace: 6 },
      organization: { update: 4 },
    },
    protectedBy: [
      "vault-policy-changed",
      "vault-policy-changed",
      "backup-role-replaced",
      "backup-role-replaced",
      "break-glass-changed",
      "break-glass-changed",
      "role-removed",
    ],
    accounts: ["payments", "reports"],
    says: ["role OrgBackupRole is replaced by OtherBackupRole"],
  },
  {
    name: "take a service out",
    edit: (config) => (config.serviceOptIn = ["Aurora", "DynamoDB", "EBS", "EC2", "EFS", "RDS"]),
    counts: { "member-payments": { update: 2 }, "member-reports": { update: 2 }, organization: { update: 2 } },
    protectedBy: ["service-opted-out", "service-opted-out"],
    says: ["S3 is no longer backed up"],
  },
  {
    name: "rotate the key more often",
    recordedPlanStands: true,
    edit: (config) => (config.encryption = { rotationPeriodDays: 180 }),
    counts: { encryption: { update: 1 } },
  },
  {
    name: "move the key to another account",
    edit: (config) => (config.encryption = { account: "backup-storage" }),
    counts: {
      "central-vault": { replace: 2 },
      encryption: { create: 4, replace: 1 },
      "member-payments": { replace: 2 },
      "member-reports": { replace: 2 },
    },
    failed: ["encryption", "central-vault", "member-payments", "member-reports"],
    protectedBy: ["key-deleted", "vault-deleted", "vault-deleted"],
    says: ["the key would move to another account or Region", "vault org-local-vault is replaced (kms_key_arn)"],
  },
  {
    name: "remove a VPC",
    edit: (config) => account(config, "payments").vpcs.pop(),
    counts: { "network-payments": { destroy: 1 } },
    protectedBy: ["endpoint-removed"],
    says: ["the endpoint of vpc-0000000000000e002 is removed"],
  },
  {
    name: "remove every VPC",
    edit: (config) => (account(config, "payments").vpcs = []),
    gone: ["network-payments"],
    protectedBy: ["endpoint-removed"],
    // The ids stand in their own order, and AWS gives them at random.
    says: [
      "the endpoints of account payments (vpc-",
      "vpc-0000000000000e001",
      "vpc-0000000000000e002",
      ") stay in AWS, but Terraform no longer manages them: payments",
    ],
  },
  {
    name: "take a route table from an endpoint",
    recordedPlanStands: true,
    edit: (config) => account(config, "payments").vpcs[0].routeTableIds.pop(),
    counts: { "network-payments": { update: 1 } },
    protectedBy: ["endpoint-removed"],
    says: ["the endpoint of vpc-0000000000000e001 leaves rtb-0000000000000e002"],
  },
  ...backupRuleEdits,
  ...reachEdits,
  ...guardEdits,
];
