/** The org file to start from. */

import { guardrails } from "../../guardrails/all";
import { type InitialEntry } from "../../guardrails/guardrail";

/**
 * An org file that is valid as it stands, and says what to fill in. `config/org.yaml`, which a clone of this project
 * starts with, is the same with `./org.schema.json`; a release is refused where it is not.
 * @param schema path or URL of the JSON Schema, for editors
 */
export function orgYaml(schema: string): string {
  return `# yaml-language-server: $schema=${schema}
#
# This file decides what is backed up, where, for how long, and who can delete it. Replace the values below each
# FILL IN comment, and run \`npm run validate\` to check the file.

# FILL IN: \`aws organizations describe-organization\` and \`aws organizations list-roots\` print both.
organization:
  id: o-a1b2c3d4e5
  rootId: r-a1b2

# FILL IN: each of these Regions gets a key and vaults. The home Region holds the primary key, and cannot change later.
homeRegion: eu-central-1
regions: [eu-central-1, eu-west-1]

# FILL IN: the OUs that something below names. One that is not directly under the root has a \`parent\`.
organizationalUnits:
  - { name: Security, id: ou-a1b2-11111111 }
  - { name: Production, id: ou-a1b2-22222222 }

# FILL IN: the first three, once each, then a line for each account that is backed up. A name cannot change later.
accounts:
  - { name: management, id: "111111111111", purpose: management }
  - { name: backup-admin, id: "222222222222", purpose: backupAdministrator, organizationalUnit: Security }
  - { name: backup-storage, id: "333333333333", purpose: centralBackup, organizationalUnit: Security }
  - { name: payments, id: "444444444444", organizationalUnit: Production }

terraform:
  # FILL IN: where Terraform keeps its state. \`local\` is for a try on one machine, and no workflow can deploy with it.
  state: { type: local }
  # state: { type: s3, bucket: acme-tfstate, region: eu-central-1, keyPrefix: backup/ }
  # state: { type: cloud, organization: acme, project: Backup, workspacePrefix: backup- }
  # FILL IN: the role that Terraform assumes in every account. The guardrails exempt it.
  deploymentRoleName: AWSControlTowerExecution
  tags: { Owner: platform }

# An account that SCPs and RCPs reach, unlike the management account. It cannot change later.
encryption: { account: backup-admin }

vaults:
  central:
    # After its cooling-off time, nobody can remove a \`compliance\` lock: start with \`governance\`.
    lock: { mode: governance, minRetentionDays: 30, maxRetentionDays: 400 }

# FILL IN: who may restore and delete in an emergency. Without principals, this role is not created.
roles:
  breakGlassAccess:
    principals: ["arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_BackupAdmin_*"]

# S3 is left out: its buckets must be versioned, and an account that backs them up should list its \`vpcs\`.
serviceOptIn: [Aurora, DynamoDB, EBS, EC2, EFS, RDS]

# FILL IN: what is kept, and for how long. The application teams only set the tag.
backupPlans:
  - name: daily
    targets: [Production]
    select: { tag: { key: backup, values: [daily] } }
    rules:
      - name: daily
        schedule: cron(0 2 ? * * *) # UTC
        lifecycle: { deleteAfterDays: 35 } # in the account's own vault
        copies: [{ to: central, region: eu-west-1, lifecycle: { deleteAfterDays: 365 } }]

# Service and resource control policies: what nobody may do to backups, whatever IAM allows.
guardrails:
${initialGuardrails().join("\n")}
`;
}

/** Those that want a caution come last, commented out below it. */
function initialGuardrails(): string[] {
  const entries = Object.entries(guardrails).map(([name, { initially }]) => ({ name, ...initially }));
  return [
    ...entries.filter(({ caution }) => caution === undefined).map((entry) => `  ${entryLine(entry)}`),
    ...entries.flatMap((entry) =>
      entry.caution === undefined ? [] : [`  # ${entry.caution}`, `  # ${entryLine(entry)}`],
    ),
  ];
}

function entryLine({ name, targets, options }: InitialEntry & { readonly name: string }): string {
  const keys = [
    `targets: [${targets === "root" ? "root" : "Production"}]`,
    ...(options === undefined ? [] : [options]),
  ];
  return `${name}: { ${keys.join(", ")} }`;
}
