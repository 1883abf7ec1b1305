import { account, plan, recorded, without } from "./planned-edit";

/** Which accounts, Regions and resources backup plans reach. */
export const reachEdits = recorded([
  {
    name: "reach the parent",
    edit: (config) => (plan(config, "databases").targets = ["root"]),
    counts: { organization: { create: 1, update: 1, destroy: 2 } },
    protectedBy: ["enforcement-loosened"],
    says: ["databases: lower policies can now add backup plans beside it"],
  },
  {
    name: "reach the accounts in place of their OU",
    edit: (config) => (plan(config, "daily").targets = ["payments", "reports"]),
    counts: { organization: { create: 2, update: 1, destroy: 1 } },
    protectedBy: ["enforcement-loosened"],
    says: ["databases: lower policies can now add backup plans beside it"],
  },
  {
    name: "reach one account in place of its OU",
    edit: (config) => (plan(config, "daily").targets = ["payments"]),
    counts: { organization: { create: 1, update: 1, destroy: 1 } },
    protectedBy: ["target-dropped", "enforcement-loosened"],
    accounts: ["reports"],
    says: ["daily: no longer reaches Production", "databases: lower policies can now add backup plans beside it"],
  },
  {
    name: "reach another OU too",
    edit: (config) => plan(config, "daily").targets.push("Sandbox"),
    counts: { organization: { create: 1 } },
    says: ["daily: now reaches Sandbox in no account of the config"],
  },
  {
    name: "reach an account twice",
    edit: (config) => plan(config, "daily").targets.push("payments"),
    counts: { organization: { create: 1, update: 1 } },
    protectedBy: ["enforcement-loosened"],
    says: ["databases: lower policies can now add backup plans beside it"],
  },
  {
    name: "run a plan in one Region",
    edit: (config) => (plan(config, "databases").regions = ["eu-central-1"]),
    counts: { organization: { update: 1 } },
    protectedBy: ["region-dropped"],
    accounts: ["payments", "reports"],
    says: ["databases: no longer runs in eu-west-1"],
  },
  {
    name: "select another tag value too",
    edit: (config) => plan(config, "daily").select.tag.values.push("disabled"),
    counts: { organization: { update: 1 } },
    accounts: ["payments", "reports"],
    says: ["daily: now selects resources whose tag has the value disabled in 2 accounts"],
  },
  {
    name: "select by another key",
    edit: (config) => (plan(config, "daily").select.tag.key = "Backup"),
    counts: { organization: { update: 1 } },
    protectedBy: ["target-dropped"],
    accounts: ["payments", "reports"],
    says: ["daily: selection: tag_key backup → Backup"],
  },
  {
    name: "select another kind too",
    edit: (config) => plan(config, "databases").select.resourceTypes.push("DynamoDB"),
    counts: { organization: { update: 1 } },
    accounts: ["payments", "reports"],
    says: ["databases: now selects arn:aws:dynamodb:*:*:table/* in 2 accounts"],
  },
  {
    name: "select one kind less",
    edit: (config) => (plan(config, "databases").select.resourceTypes = ["RDS"]),
    counts: { organization: { update: 1 } },
    protectedBy: ["target-dropped"],
    accounts: ["payments", "reports"],
    says: ["databases: no longer selects arn:aws:rds:*:*:cluster:*"],
  },
  {
    name: "select everything",
    edit: (config) => (plan(config, "databases").select.resourceTypes = ["*"]),
    counts: { organization: { update: 1 } },
    accounts: ["payments", "reports"],
    says: [
      "databases: now selects every type instead of arn:aws:rds:*:*:cluster:*, arn:aws:rds:*:*:db:* in 2 accounts",
    ],
  },
  {
    name: "select everything but one kind",
    edit: (config) => (plan(config, "databases").select = { resourceTypes: ["*"], excludeResourceTypes: ["Aurora"] }),
    counts: { organization: { update: 1 } },
    protectedBy: ["target-dropped"],
    accounts: ["payments", "reports"],
    says: ["databases: now leaves out arn:aws:rds:*:*:cluster:*"],
  },
  {
    name: "ask for a tag too",
    edit: (config) => (plan(config, "databases").select.tags = { stage: "prod" }),
    counts: { organization: { update: 1 } },
    protectedBy: ["target-dropped"],
    accounts: ["payments", "reports"],
    says: ["databases: selects only with the condition stage=prod"],
  },
  {
    name: "leave a tag value out",
    edit: (config) => (plan(config, "databases").select.where = { notEquals: { stage: ["dev"] } }),
    counts: { organization: { update: 1 } },
    protectedBy: ["target-dropped"],
    accounts: ["payments", "reports"],
    says: ["databases: selects only with the condition stage not dev"],
  },
  {
    name: "select by tag in place of kinds",
    edit: (config) => (plan(config, "databases").select = { tag: { key: "backup", values: ["monthly"] } }),
    counts: { organization: { update: 1 } },
    protectedBy: ["target-dropped", "target-dropped", "target-dropped"],
    accounts: ["payments", "reports"],
    says: [
      "databases: no longer selects arn:aws:rds:*:*:cluster:*",
      "databases: no longer selects arn:aws:rds:*:*:db:*",
      "databases: selection: tag_key nothing → backup",
    ],
  },
  { name: "lock a plan", edit: (config) => (plan(config, "daily").enforcement = "locked") },
  {
    name: "let lower policies add to a plan",
    edit: (config) => (plan(config, "daily").enforcement = "additive"),
    counts: { organization: { update: 1 } },
    says: ["daily: lower policies can now add backup plans beside it in 2 accounts"],
  },
  {
    name: "add a plan for one account under a locked one",
    edit: (config) =>
      config.backupPlans.push({
        ...plan(config, "daily"),
        name: "extra",
        targets: ["payments"],
        select: { tag: { key: "backup", values: ["critical"] } },
      }),
    counts: { organization: { create: 2, update: 2 } },
    protectedBy: ["enforcement-loosened"],
    accounts: ["payments"],
    says: [
      "daily: lower policies can now add backup plans beside it, databases: lower policies can now add backup plans beside it",
    ],
  },
  {
    name: "rename an account",
    edit: (config) => (account(config, "reports").name = "reporting"),
    counts: { "member-reporting": { create: 15 } },
    gone: ["member-reports"],
    protectedBy: ["state-lost"],
    says: ["Terraform does not find the state, and would create everything once more"],
  },
  {
    name: "suspend an account",
    edit: (config) => (account(config, "reports").purpose = "suspended"),
    gone: ["member-reports"],
    protectedBy: ["account-dropped"],
    says: [
      "account reports (555555555555) is suspended: Terraform no longer manages what is there, and AWS deletes its backups, locked or not, 90 days after it was closed. Copies in the central vault stay",
    ],
  },
  {
    name: "remove two accounts",
    edit: (config) => {
      config.accounts = without(without(config.accounts, "reports"), "payments");
      config.accounts.push({ name: "orders", id: "666666666666", organizationalUnit: "Production" });
    },
    counts: { "member-orders": { create: 15 } },
    gone: ["member-payments", "member-reports", "network-payments"],
    protectedBy: ["account-dropped", "account-dropped"],
    accounts: ["orders"],
    says: [
      "account payments (444444444444) leaves the config: its vaults, roles and endpoints stay in AWS, but Terraform no longer manages them. If the account leaves the organization, it can no longer use the key; if it is closed, AWS deletes its backups, locked or not, 90 days after it was closed. Copies in the central vault stay",
      "account reports (555555555555) leaves the config: its vaults, roles and endpoints stay in AWS, but Terraform no longer manages them. If the account leaves the organization, it can no longer use the key; if it is closed, AWS deletes its backups, locked or not, 90 days after it was closed. Copies in the central vault stay",
    ],
  },
  {
    name: "move an account out of its OU",
    edit: (config) => delete account(config, "reports").organizationalUnit,
    protectedBy: ["account-dropped", "guardrail-detached"],
    accounts: ["reports"],
    says: [
      "account reports is now in root, no longer in Production: no longer reached by daily, databases. Terraform does not move accounts: move it in AWS Organizations",
      "strongroom-require-backup-tag: no longer reaches account reports, which is now in root",
    ],
  },
  {
    name: "rename an OU",
    edit: (config) => {
      config.organizationalUnits[1].name = "Live";
      for (const one of config.accounts.filter(
        ({ organizationalUnit }: { organizationalUnit?: string }) => organizationalUnit === "Production",
      )) {
        one.organizationalUnit = "Live";
      }
      plan(config, "daily").targets = ["Live"];
      plan(config, "databases").targets = ["Live", "Sandbox"];
      config.guardrails.requireBackupTag.targets = ["Live"];
    },
  },
  {
    name: "move an OU below another",
    edit: (config) => (config.organizationalUnits[1].parent = "Sandbox"),
    counts: { organization: { update: 1 } },
    says: [
      "databases: lower policies can now add backup plans beside it in 2 accounts",
      "account payments is now in root/Sandbox/Production, no longer in root/Production. Terraform does not move accounts: move it in AWS Organizations",
      "account reports is now in root/Sandbox/Production, no longer in root/Production. Terraform does not move accounts: move it in AWS Organizations",
    ],
  },
  {
    name: "give an account a Region less",
    edit: (config) => (account(config, "payments").regions = ["eu-central-1"]),
    counts: { "member-payments": { destroy: 1, forget: 2 } },
    protectedBy: ["region-dropped"],
    says: ["eu-west-1: vault org-local-vault stays in AWS and is no longer managed"],
  },
  {
    name: "take a service in",
    edit: (config) => (config.serviceOptIn = ["Aurora", "DynamoDB", "EBS", "EC2", "EFS", "FSx", "RDS", "S3"]),
    counts: { "member-payments": { update: 2 }, "member-reports": { update: 2 }, organization: { update: 3 } },
    says: [
      "strongroom-require-backup-tag: RequireBackupTag, RequireBackupTagKey now denies fsx:CreateFileSystem, fsx:CreateVolume, on Production",
      "strongroom-require-backup-tag: RequireBackupTag, RequireBackupTagKey now covers arn:aws:fsx:*:*:file-system/*, arn:aws:fsx:*:*:volume/*, on Production",
    ],
  },
  {
    name: "take two services out",
    edit: (config) => (config.serviceOptIn = ["Aurora", "EBS", "EC2", "RDS", "S3"]),
    counts: { "member-payments": { update: 2 }, "member-reports": { update: 2 }, organization: { update: 3 } },
    protectedBy: [
      "guardrail-weakened",
      "guardrail-weakened",
      "guardrail-weakened",
      "service-opted-out",
      "service-opted-out",
      "service-opted-out",
      "service-opted-out",
    ],
    says: [
      "strongroom-require-backup-tag: RequireBackupTag, RequireBackupTagKey no longer denies dynamodb:CreateTable",
      "strongroom-require-backup-tag: RequireBackupTag, RequireBackupTagKey no longer covers arn:aws:dynamodb:*:*:table/*",
      "strongroom-require-backup-tag: RequireBackupTagWithoutResource, RequireBackupTagKeyWithoutResource is gone: it denied elasticfilesystem:CreateFileSystem",
      "DynamoDB is no longer backed up",
    ],
  },
]);
