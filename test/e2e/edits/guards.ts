import { account, recorded } from "./planned-edit";

/** Guardrails, roles, keys, vaults, locks and endpoints. */
export const guardEdits = recorded([
  {
    name: "move a guardrail up",
    edit: (config) => (config.guardrails.requireBackupTag.targets = ["root"]),
    counts: { organization: { create: 1, destroy: 1 } },
    says: ["strongroom-require-backup-tag: is attached to root"],
  },
  {
    name: "move a guardrail down",
    edit: (config) => (config.guardrails.requireBackupTag.targets = ["payments", "reports"]),
    counts: { organization: { create: 2, destroy: 1 } },
    says: ["strongroom-require-backup-tag: is attached to payments, reports"],
  },
  {
    name: "guard one account in place of its OU",
    edit: (config) => (config.guardrails.requireBackupTag.targets = ["payments"]),
    counts: { organization: { create: 1, destroy: 1 } },
    protectedBy: ["guardrail-detached"],
    says: ["strongroom-require-backup-tag: is detached from Production"],
  },
  {
    name: "require fewer values of the tag",
    edit: (config) => (config.guardrails.requireBackupTag.values = ["daily", "critical"]),
    counts: { organization: { update: 1 } },
    says: [
      "strongroom-require-backup-tag: RequireBackupTag, RequireBackupTagWithoutResource StringNotEquals aws:RequestTag/backup: drops disabled, on Production",
    ],
  },
  {
    name: "require another tag",
    edit: (config) => (config.guardrails.requireBackupTag.key = "Backup"),
    counts: { organization: { update: 1 } },
    protectedBy: ["guardrail-weakened", "guardrail-weakened"],
    says: [
      "strongroom-require-backup-tag: RequireBackupTag, RequireBackupTagWithoutResource now asks for StringNotEquals aws:RequestTag/Backup critical, daily, disabled",
      "strongroom-require-backup-tag: RequireBackupTagKey, RequireBackupTagKeyWithoutResource ForAllValues:StringNotEquals aws:TagKeys: adds Backup",
    ],
  },
  {
    name: "detach two guardrails",
    edit: (config) => (config.guardrails = {}),
    counts: { organization: { destroy: 4 } },
    protectedBy: ["guardrail-detached", "guardrail-detached"],
    says: [
      "strongroom-protect-backups: is detached from root",
      "strongroom-require-backup-tag: is detached from Production",
    ],
  },
  {
    name: "add every guardrail",
    edit: (config) => {
      for (const name of ["restrictCopies", "protectRoles", "protectKeys", "stayInOrganization"]) {
        config.guardrails[name] = { targets: ["root"] };
      }
      config.guardrails.protectBackupTag = { targets: ["Production"] };
      config.guardrails.restrictBackupOperators = { targets: ["Production"], roles: ["PlatformBackup"] };
    },
    counts: { organization: { create: 12 } },
    says: [
      "strongroom-protect-backup-tag: is attached to Production",
      "strongroom-protect-keys: is attached to root",
      "strongroom-protect-roles: is attached to root",
      "strongroom-restrict-backup-operators: is attached to Production",
      "strongroom-restrict-copies: is attached to root",
      "strongroom-stay-in-organization: is attached to root",
    ],
  },
  {
    name: "rename the restore role",
    edit: (config) => (config.roles = { restore: "OtherRestoreRole" }),
    counts: { "member-payments": { replace: 3 }, "member-reports": { replace: 3 }, organization: { update: 1 } },
    protectedBy: ["break-glass-changed", "role-removed"],
    says: [
      "strongroom-require-backup-tag: RequireBackupTag, RequireBackupTagKey, RequireBackupTagWithoutResource, RequireBackupTagKeyWithoutResource now exempts arn:aws:iam::*:role/OtherRestoreRole, and no longer exempts arn:aws:iam::*:role/OrgRestoreRole",
      "role OrgRestoreRole is replaced by OtherRestoreRole",
    ],
  },
  {
    name: "name another deployment role",
    edit: (config) => (config.terraform.deploymentRoleName = "OtherDeploymentRole"),
    counts: {
      "central-vault": {},
      encryption: { update: 2 },
      "member-payments": {},
      "member-reports": {},
      "network-payments": {},
      organization: { update: 2 },
    },
    protectedBy: ["key-policy-changed", "break-glass-changed", "break-glass-changed"],
    says: [
      "key policy: AdministerKey ArnLike aws:PrincipalArn: adds arn:aws:iam::111111111111:role/OtherDeploymentRole",
      "strongroom-protect-backups: ProtectBackups, KeepRegionsEnabled now exempts arn:aws:iam::*:role/OtherDeploymentRole",
      "strongroom-require-backup-tag: RequireBackupTag, RequireBackupTagKey, RequireBackupTagWithoutResource, RequireBackupTagKeyWithoutResource now exempts arn:aws:iam::*:role/OtherDeploymentRole",
    ],
  },
  {
    name: "admit another backup role",
    edit: (config) => (config.roles = { otherBackupRoles: ["service-role/AWSBackupDefaultServiceRole"] }),
    counts: { organization: { update: 2 } },
    protectedBy: ["break-glass-changed", "break-glass-changed"],
    says: [
      "strongroom-protect-backups: ProtectSnapshotsByTag, ProtectSnapshotsByName no longer exempts arn:aws:iam::*:role/aws-controltower-BackupRole",
      "strongroom-require-backup-tag: RequireBackupTag, RequireBackupTagKey, RequireBackupTagWithoutResource, RequireBackupTagKeyWithoutResource no longer exempts arn:aws:iam::*:role/aws-controltower-BackupRole",
    ],
  },
  {
    name: "let somebody break the glass",
    edit: (config) =>
      (config.roles = { breakGlassAccess: { principals: ["arn:aws:iam::222222222222:role/Emergency"] } }),
    counts: {
      "central-vault": { create: 2 },
      encryption: { create: 2 },
      "member-payments": { create: 2 },
      "member-reports": { create: 2 },
    },
    protectedBy: ["role-changed", "role-changed"],
    says: [
      "role BackupAdminRole: is created: whoever its trust policy names gets what it can do; guardrails spare the break-glass role",
    ],
  },
  {
    name: "shorten the deletion window of the key",
    edit: (config) => (config.encryption = { deletionWindowDays: 7 }),
    counts: { encryption: { update: 2 } },
    protectedBy: ["key-weakened"],
    says: [
      "the key: deletion_window_in_days 30 → 7: a deletion that somebody has scheduled can be cancelled for fewer days",
    ],
  },
  {
    name: "rotate the key less often",
    edit: (config) => (config.encryption = { rotationPeriodDays: 2560 }),
    counts: { encryption: { update: 1 } },
    protectedBy: ["key-weakened"],
    says: ["the key: rotation_period_in_days 365 → 2560: AWS makes new material for the key less often"],
  },
  {
    name: "rename the alias of the key",
    edit: (config) => (config.encryption = { alias: "alias/other-backup" }),
    counts: { encryption: { replace: 2 } },
    protectedBy: ["key-weakened"],
    says: [
      "alias/central-backup: name alias/central-backup → alias/other-backup: an import finds the key by its alias, and the break-glass role may delete it by that",
    ],
  },
  {
    name: "let a role administer the key",
    edit: (config) => (config.encryption = { administratorRoles: ["KeyAdministrator"] }),
    counts: { encryption: { update: 2 } },
    protectedBy: ["key-policy-changed"],
    says: ["key policy: AdministerKey ArnLike aws:PrincipalArn: adds arn:aws:iam::111111111111:role/KeyAdministrator"],
  },
  {
    name: "pin the key",
    edit: (config) => (config.encryption = { keyId: "mrk-1234abcd12ab34cd56ef1234567890ab" }),
    counts: {
      "central-vault": { replace: 2 },
      encryption: { forget: 5 },
      "member-payments": { replace: 2 },
      "member-reports": { replace: 2 },
    },
    failed: ["central-vault", "member-payments", "member-reports"],
    protectedBy: ["vault-deleted", "vault-deleted", "no-longer-managed"],
    says: [
      "vault org-central-vault is replaced (kms_key_arn)",
      "vault org-local-vault is replaced (kms_key_arn)",
      "the key: stays in AWS and is no longer managed: nobody notices when somebody changes its policy, switches it off or schedules its deletion",
    ],
  },
  {
    name: "rename the central vault",
    edit: (config) => (config.vaults.central.name = "other-central-vault"),
    counts: { "central-vault": { replace: 2 }, organization: { update: 1 } },
    failed: ["central-vault"],
    protectedBy: ["vault-deleted", "copy-dropped"],
    accounts: ["payments", "reports"],
    says: [
      "vault org-central-vault is replaced by other-central-vault",
      "daily: is no longer copied to org-central-vault in eu-west-1 (kept 365 days)",
    ],
  },
  {
    name: "raise the minimum of the lock",
    edit: (config) => (config.vaults.central.lock.minRetentionDays = 60),
    counts: { "central-vault": { replace: 2 } },
    failed: ["central-vault"],
    protectedBy: ["lock-changed"],
    says: ["the lock of org-central-vault: minimum 30 → 60 days"],
  },
  {
    name: "lower the maximum of the lock",
    edit: (config) => (config.vaults.central.lock.maxRetentionDays = 400),
    counts: { "central-vault": { replace: 2 } },
    failed: ["central-vault"],
    protectedBy: ["lock-changed"],
    says: ["the lock of org-central-vault: maximum 2555 → 400 days"],
  },
  {
    name: "add a governance lock",
    edit: (config) =>
      (config.vaults.local = { lock: { mode: "governance", minRetentionDays: 7, maxRetentionDays: 3650 } }),
    counts: { "member-payments": { create: 4 }, "member-reports": { create: 4 } },
    protectedBy: ["vault-changed"],
    says: [
      "the lock of org-local-vault: is created: backup jobs into the vault fail from then on if they keep recovery points for fewer or for more days",
    ],
  },
  {
    name: "add a VPC",
    edit: (config) =>
      (account(config, "reports").vpcs = [
        { id: "vpc-0000000000000e003", region: "eu-central-1", routeTableIds: ["rtb-0000000000000e003"] },
      ]),
    counts: { "network-reports": { create: 1 } },
  },
  {
    name: "look route tables up",
    edit: (config) => (account(config, "payments").vpcs[0].routeTableIds = "all"),
    counts: { "network-payments": { update: 1 } },
  },
  {
    name: "name route tables",
    edit: (config) => (account(config, "payments").vpcs[1].routeTableIds = ["rtb-0000000000000e009"]),
    counts: { "network-payments": { update: 1 } },
    protectedBy: ["endpoint-removed"],
    says: ["the endpoint of vpc-0000000000000e002 leaves "],
  },
  {
    name: "name another backup administrator",
    edit: (config) => {
      account(config, "backup-admin").purpose = "workload";
      account(config, "reports").purpose = "backupAdministrator";
    },
    counts: { "member-backup-admin": { create: 15 }, organization: { replace: 1 } },
    gone: ["member-reports"],
    protectedBy: ["account-dropped", "account-dropped", "delegation-changed"],
    says: [
      "account backup-admin (222222222222) now has the purpose workload, no longer backupAdministrator: what Terraform created there for backupAdministrator stays in AWS, but Terraform no longer manages it",
      "account reports (555555555555) now has the purpose backupAdministrator, no longer workload: what Terraform created there for workload stays in AWS, but Terraform no longer manages it",
      "the delegated administrator of AWS Backup: account_id 222222222222 → 555555555555: another account sees and manages the backups of every account",
    ],
  },
  {
    name: "change the tags of everything",
    edit: (config) => (config.terraform.tags = { Owner: "backup", Stage: "prod" }),
    counts: {
      "central-vault": { update: 2 },
      encryption: { update: 2 },
      "member-payments": { update: 4 },
      "member-reports": { update: 4 },
      "network-payments": { update: 2 },
      organization: { update: 4 },
    },
  },
]);
