/** For every key of the config, a change of it that somebody gets to see. */

export interface KeyChange {
  /** YAML to merge into test/fixtures/org.yaml before the change, as in the examples of rules. */
  readonly from?: string;
  /** YAML to merge into the result. */
  readonly to: string;
  /** The rule that turns the change down, where that is what comes of it. */
  readonly refusedBy?: string;
}

const state = (keys: string) => `terraform: { state: ${keys} }`;
const bucket = "type: s3, bucket: acme-tfstate, region: eu-central-1";
const cloud = "type: cloud, organization: acme";
const runners = (plan: string, apply: string) =>
  `terraform: { planRoleName: StrongroomPlan, runners: { plan: 'arn:aws:iam::111111111111:role/${plan}', apply: 'arn:aws:iam::111111111111:role/${apply}' } }`;
const imported = (region: string, id = "org-central-vault", stack = "central-vault") =>
  `terraform: { imports: [{ stack: ${stack}, to: aws_backup_vault.vault-${region}, id: ${id} }] }`;
const vpcs = (keys: string) => `accounts: [{ name: payments, vpcs: [{ ${keys} }] }]`;
const plan = (keys: string) => `backupPlans: [{ name: daily, ${keys} }]`;
const rule = (keys: string) => plan(`rules: [{ name: daily, ${keys} }]`);
const copies = (keys: string) => rule(`copies: [{ ${keys} }]`);
const typed = (keys: string) =>
  `backupPlans: [{ name: typed, targets: [payments], regions: [eu-west-1], select: { ${keys} }, rules: [{ name: r, schedule: cron(0 12 ? * * *), lifecycle: { deleteAfterDays: 35 } }] }]`;
const preset = (name: string) =>
  `backupPlans: [{ name: simple, targets: [payments], regions: [eu-west-1], select: { tag: { key: backup, values: [simple] } }, use: ${name} }]`;
const lock = (vault: string, keys: string) => `vaults: { ${vault}: { lock: { ${keys} } } }`;
const governance = "mode: governance, minRetentionDays: 30, maxRetentionDays: 2555";
const compliance = "mode: compliance, minRetentionDays: 30, coolingOffDays: 30, acknowledgeIrreversible: true";
const guardrail = (name: string, keys = "targets: [Production]") => `guardrails: { ${name}: { ${keys} } }`;
const additional = (keys: string) => `guardrails: { additional: [{ ${keys} }] }`;

/** Texts of the files that the changes name. */
export const namedByChanges: Readonly<Record<string, string>> = Object.fromEntries(
  ["s3:DeleteBucket", "s3:PutBucketPolicy", "s3:NotYetKnown"].map((action) => [
    `${action.slice(3)}.json`,
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "${action}", "Resource": "*" }] }`,
  ]),
);

/** By the path of the key, where `[]` stands for any item of a list. */
export const keyChanges: Readonly<Record<string, KeyChange>> = {
  "organization.id": { to: "organization: { id: o-b1c2d3e4f5 }" },
  "organization.rootId": { to: "organization: { rootId: r-b1c2 }" },
  "organization.partition": {
    from: "roles: { breakGlassAccess: { principals: [] } }",
    to: "organization: { partition: aws-cn }",
    refusedBy: "region-unknown",
  },
  homeRegion: { to: "homeRegion: eu-west-1" },
  regions: { to: "regions: [eu-central-1, eu-west-1, us-east-1]" },
  "organizationalUnits[].name": {
    to: "organizationalUnits: [{ name: root, id: ou-a1b2-55555555 }]",
    refusedBy: "ou-duplicate",
  },
  "organizationalUnits[].id": { to: "organizationalUnits: [{ name: Production, id: ou-a1b2-55555555 }]" },
  "organizationalUnits[].parent": {
    from: guardrail("requireBackupTag", "targets: [Workloads]"),
    to: "organizationalUnits: [{ name: Production, parent: Security }]",
  },
  "accounts[].name": { to: "accounts: [{ name: orders, id: '555555555555' }]" },
  "accounts[].id": { to: "accounts: [{ name: payments, id: '555555555555' }]" },
  "accounts[].purpose": { to: "accounts: [{ name: payments, purpose: management }]", refusedBy: "purpose-count" },
  "accounts[].organizationalUnit": {
    to: "accounts: [{ name: payments, organizationalUnit: Nowhere }]",
    refusedBy: "ou-unknown",
  },
  "accounts[].regions": { to: "accounts: [{ name: payments, regions: [eu-central-1, eu-west-1, us-east-1] }]" },
  "accounts[].vpcs[].id": { to: vpcs("id: vpc-2a1b2c3d4e5f60718, region: eu-west-1, routeTableIds: all") },
  "accounts[].vpcs[].region": { to: vpcs("id: vpc-0a1b2c3d4e5f60718, region: eu-west-1, routeTableIds: all") },
  "accounts[].vpcs[].routeTableIds": {
    to: vpcs("id: vpc-0a1b2c3d4e5f60718, region: eu-central-1, routeTableIds: all"),
  },
  "terraform.state.type": { to: state(`{ ${bucket} }`) },
  "terraform.state.bucket": { from: state(`{ ${bucket} }`), to: state("{ bucket: other-tfstate }") },
  "terraform.state.region": { from: state(`{ ${bucket} }`), to: state("{ region: eu-west-1 }") },
  "terraform.state.keyPrefix": { from: state(`{ ${bucket} }`), to: state("{ keyPrefix: backup/ }") },
  "terraform.state.kmsKeyId": { from: state(`{ ${bucket} }`), to: state("{ kmsKeyId: alias/state }") },
  "terraform.state.roleArn": {
    from: state(`{ ${bucket} }`),
    to: state("{ roleArn: 'arn:aws:iam::111111111111:role/State' }"),
  },
  "terraform.state.organization": { from: state(`{ ${cloud} }`), to: state("{ organization: other }") },
  "terraform.state.hostname": { from: state(`{ ${cloud} }`), to: state("{ hostname: app.eu.terraform.io }") },
  "terraform.state.project": { from: state(`{ ${cloud} }`), to: state("{ project: Backup }") },
  "terraform.state.workspacePrefix": { from: state(`{ ${cloud} }`), to: state("{ workspacePrefix: backup- }") },
  "terraform.state.executionMode": {
    from: `terraform: { planRoleName: StrongroomPlan, deploymentRoleName: StrongroomDeployment, state: { ${cloud} } }`,
    to: state("{ executionMode: remote }"),
  },
  "terraform.deploymentRoleName": { to: "terraform: { deploymentRoleName: StrongroomDeployment }" },
  "terraform.planRoleName": { to: "terraform: { planRoleName: StrongroomPlan }" },
  "terraform.runners.plan": { from: runners("Plan", "Apply"), to: runners("OtherPlan", "Apply") },
  "terraform.runners.apply": { from: runners("Plan", "Apply"), to: runners("Plan", "OtherApply") },
  "terraform.regionStrategy": { to: "terraform: { regionStrategy: resourceRegion }" },
  "terraform.imports[].stack": {
    from: imported("eu-central-1", "same"),
    to: imported("eu-central-1", "same", "member-payments"),
  },
  "terraform.imports[].to": { from: imported("eu-central-1"), to: imported("eu-west-1") },
  "terraform.imports[].id": { from: imported("eu-central-1"), to: imported("eu-central-1", "other") },
  "terraform.tags": { to: "terraform: { tags: { Owner: other } }" },
  "encryption.account": { to: "encryption: { account: backup-admin }" },
  "encryption.alias": { to: "encryption: { alias: alias/other }" },
  "encryption.deletionWindowDays": { to: "encryption: { deletionWindowDays: 7 }" },
  "encryption.rotationPeriodDays": { to: "encryption: { rotationPeriodDays: 90 }" },
  "encryption.administratorRoles": { to: "encryption: { administratorRoles: [KeyAdministrator] }" },
  "encryption.keyId": { to: "encryption: { keyId: mrk-0123456789abcdef0123456789abcdef }" },
  "vaults.local.name": { to: "vaults: { local: { name: other-vault } }" },
  "vaults.local.lock.mode": { from: lock("local", governance), to: lock("local", compliance) },
  "vaults.local.lock.minRetentionDays": {
    from: lock("local", governance),
    to: lock("local", "minRetentionDays: 31"),
  },
  "vaults.local.lock.maxRetentionDays": {
    from: lock("local", governance),
    to: lock("local", "maxRetentionDays: 2556"),
  },
  "vaults.local.lock.coolingOffDays": { from: lock("local", compliance), to: lock("local", "coolingOffDays: 31") },
  "vaults.local.lock.acknowledgeIrreversible": {
    from: lock("local", compliance),
    to: lock("local", "acknowledgeIrreversible: false"),
    refusedBy: "lock-unacknowledged",
  },
  "vaults.central.name": { to: "vaults: { central: { name: other-vault } }" },
  "vaults.central.lock.mode": { to: lock("central", "mode: governance"), refusedBy: "lock-cooling-off" },
  "vaults.central.lock.minRetentionDays": { to: lock("central", "minRetentionDays: 31") },
  "vaults.central.lock.maxRetentionDays": { to: lock("central", "maxRetentionDays: 2556") },
  "vaults.central.lock.coolingOffDays": { to: lock("central", "coolingOffDays: 31") },
  "vaults.central.lock.acknowledgeIrreversible": {
    to: lock("central", "acknowledgeIrreversible: false"),
    refusedBy: "lock-unacknowledged",
  },
  "roles.backup": { to: "roles: { backup: OtherBackup }" },
  "roles.restore": { to: "roles: { restore: OtherRestore }" },
  "roles.breakGlass": { to: "roles: { breakGlass: OtherBreakGlass }" },
  "roles.otherBackupRoles": { to: "roles: { otherBackupRoles: [OldBackup] }" },
  "roles.breakGlassAccess.principals": {
    to: "roles: { breakGlassAccess: { principals: ['arn:aws:iam::111111111111:user/on-call'] } }",
  },
  "roles.breakGlassAccess.maxSessionMinutes": { to: "roles: { breakGlassAccess: { maxSessionMinutes: 120 } }" },
  "roles.breakGlassAccess.requireMfa": {
    from: "roles: { breakGlassAccess: { principals: ['arn:aws:iam::111111111111:user/on-call'] } }",
    to: "roles: { breakGlassAccess: { requireMfa: false } }",
  },
  serviceOptIn: { to: "serviceOptIn: [EFS, RDS]" },
  "backupPlans[].name": { to: typed("resourceTypes: [RDS]") },
  "backupPlans[].targets": { to: plan("targets: [payments]") },
  "backupPlans[].regions": { to: plan("regions: [eu-central-1]") },
  "backupPlans[].select.tag.key": { to: plan("select: { tag: { key: level } }") },
  "backupPlans[].select.tag.values": { to: plan("select: { tag: { values: [custom] } }") },
  "backupPlans[].select.resourceTypes": { from: typed("resourceTypes: [RDS]"), to: typed("resourceTypes: [S3]") },
  "backupPlans[].select.excludeResourceTypes": {
    from: typed("resourceTypes: [RDS, S3]"),
    to: typed("excludeResourceTypes: [S3]"),
  },
  "backupPlans[].select.tags": { from: typed("resourceTypes: [RDS]"), to: typed("tags: { stage: prod }") },
  "backupPlans[].select.where.equals": {
    from: typed("resourceTypes: [RDS]"),
    to: typed("where: { equals: { stage: prod } }"),
  },
  "backupPlans[].select.where.notEquals": {
    from: typed("resourceTypes: [RDS]"),
    to: typed("where: { notEquals: { stage: [dev, test] } }"),
  },
  "backupPlans[].select.where.like": {
    from: typed("resourceTypes: [RDS]"),
    to: typed("where: { like: { app: pay-* } }"),
  },
  "backupPlans[].select.where.notLike": {
    from: typed("resourceTypes: [RDS]"),
    to: typed("where: { notLike: { app: '*-tmp' } }"),
  },
  "backupPlans[].enforcement": { to: plan("enforcement: open") },
  "backupPlans[].use": { from: preset("daily-35"), to: preset("daily-weekly-monthly-5y") },
  "backupPlans[].rules[].name": { to: plan("rules: [{ name: other, schedule: cron(0 12 ? * * *) }]") },
  "backupPlans[].rules[].schedule": { to: rule("schedule: cron(0 3 ? * * *)") },
  "backupPlans[].rules[].startWindowMinutes": { to: rule("startWindowMinutes: 90") },
  "backupPlans[].rules[].completionWindowMinutes": { to: rule("completionWindowMinutes: 300") },
  "backupPlans[].rules[].continuousBackup": {
    from: typed("resourceTypes: [RDS]"),
    to: "backupPlans: [{ name: typed, rules: [{ name: r, continuousBackup: true }] }]",
  },
  "backupPlans[].rules[].lifecycle.moveToColdStorageAfterDays": {
    to: rule("lifecycle: { moveToColdStorageAfterDays: 7 }"),
  },
  "backupPlans[].rules[].lifecycle.deleteAfterDays": { to: rule("lifecycle: { deleteAfterDays: 150 }") },
  "backupPlans[].rules[].copies[].to": { to: copies("to: nowhere"), refusedBy: "wrong-value" },
  "backupPlans[].rules[].copies[].region": { to: copies("to: central, region: us-east-1") },
  "backupPlans[].rules[].copies[].lifecycle.moveToColdStorageAfterDays": {
    to: copies("to: central, lifecycle: { moveToColdStorageAfterDays: 7, deleteAfterDays: 365 }"),
  },
  "backupPlans[].rules[].copies[].lifecycle.deleteAfterDays": {
    to: copies("to: central, lifecycle: { deleteAfterDays: 366 }"),
  },
  "guardrails.protectBackups.targets": { to: guardrail("protectBackups") },
  "guardrails.restrictCopies.targets": { to: guardrail("restrictCopies") },
  "guardrails.restrictBackupOperators.targets": {
    from: "guardrails: { restrictBackupOperators: { targets: [Production], roles: [PlatformBackup] } }",
    to: "guardrails: { restrictBackupOperators: { targets: [Workloads] } }",
  },
  "guardrails.restrictBackupOperators.roles": {
    from: "guardrails: { restrictBackupOperators: { targets: [Production], roles: [PlatformBackup] } }",
    to: "guardrails: { restrictBackupOperators: { roles: [Backup] } }",
  },
  "guardrails.protectRoles.targets": { to: guardrail("protectRoles") },
  "guardrails.protectKeys.targets": {
    from: guardrail("protectKeys", "targets: [root]"),
    to: guardrail("protectKeys"),
  },
  "guardrails.stayInOrganization.targets": { to: guardrail("stayInOrganization") },
  "guardrails.requireBackupTag.targets": { to: guardrail("requireBackupTag", "targets: [Workloads]") },
  "guardrails.requireBackupTag.key": { to: guardrail("requireBackupTag", "key: level") },
  "guardrails.requireBackupTag.values": { to: guardrail("requireBackupTag", "values: [daily, monthly, disabled]") },
  "guardrails.requireBackupTag.services": { to: guardrail("requireBackupTag", "services: [RDS]") },
  "guardrails.protectBackupTag.targets": { to: guardrail("protectBackupTag", "targets: [Workloads]") },
  "guardrails.protectBackupTag.mayChangeTo": {
    to: guardrail("protectBackupTag", "targets: [Production], mayChangeTo: [daily]"),
  },
  "guardrails.additional[].name": {
    to: additional("name: ours, file: DeleteBucket.json, targets: [Production]"),
  },
  "guardrails.additional[].file": {
    from: additional("name: ours, file: DeleteBucket.json, targets: [Production]"),
    to: additional("name: ours, file: PutBucketPolicy.json"),
  },
  "guardrails.additional[].targets": {
    from: additional("name: ours, file: DeleteBucket.json, targets: [Production]"),
    to: additional("name: ours, targets: [payments]"),
  },
  "guardrails.additional[].newActions": {
    from: additional("name: ours, file: NotYetKnown.json, targets: [Production], newActions: ['s3:NotYetKnown']"),
    to: additional("name: ours, newActions: []"),
    refusedBy: "scp-action-unknown",
  },
  "findings.ignore[].rule": {
    from: "findings: { ignore: [{ rule: lock-none, reason: r }] }",
    to: "findings: { ignore: [{ rule: kms-key-in-management, reason: r }] }",
  },
  "findings.ignore[].at": {
    from: "findings: { ignore: [{ rule: kms-key-in-management, reason: r }] }",
    to: "findings: { ignore: [{ rule: kms-key-in-management, at: accounts, reason: r }] }",
  },
  "findings.ignore[].reason": {
    from: "findings: { ignore: [{ rule: kms-key-in-management, reason: r }] }",
    to: "findings: { ignore: [{ rule: kms-key-in-management, reason: another }] }",
  },
};
