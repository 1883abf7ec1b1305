/** 200 workload accounts in 17 Regions: nested OUs, accounts with fewer Regions, every way in which a plan selects. */

export const largeRegions = (
  "ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 " +
  "eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2"
).split(" ");

const units = 8;

export const largeOrganization = `
organization: { id: o-large00000, rootId: r-larg }
homeRegion: eu-central-1
regions: [${largeRegions.join(", ")}]
organizationalUnits:
${times(units, (unit) => `  - { name: Unit${unit}, id: ou-larg-0000000${unit}${unit % 2 === 0 ? `, parent: Unit${unit - 1}` : ""} }`)}
accounts:
  - { name: management, id: "100000000001", purpose: management }
  - { name: backup-admin, id: "100000000002", purpose: backupAdministrator }
  - { name: backup-storage, id: "100000000003", purpose: centralBackup, organizationalUnit: Unit1 }
${times(200, account)}
serviceOptIn: [Aurora, CloudFormation, DynamoDB, DocumentDB, EBS, EC2, EFS, EKS, FSx, RDS, Redshift, S3, Timestream]
vaults:
  local: { lock: { mode: governance, minRetentionDays: 7 } }
  central: { lock: { mode: governance, minRetentionDays: 30, maxRetentionDays: 400 } }
backupPlans:
${times(units, tagPlan)}
  - name: Stateful
    targets: [Unit3]
    regions: [eu-west-1, us-east-1]
    select: { resourceTypes: [S3, RDS, Aurora], tags: { stage: prod, tier: "1" } }
    rules: [{ name: Continuous, schedule: cron(0 0/12 ? * * *), continuousBackup: true, lifecycle: { deleteAfterDays: 30 } }]
  - name: everything-but
    targets: [Unit5, account-8]
    regions: [eu-west-2]
    select: { resourceTypes: [EC2, EBS, EFS], excludeResourceTypes: [EBS] }
    rules: [{ name: hourly, schedule: cron(0 * ? * * *), lifecycle: { deleteAfterDays: 7 } }]
  - name: per-region
    targets: [account-9, account-10]
    regions: [eu-west-1, eu-west-3]
    select: { tag: { key: backup, values: [gold] } }
    rules:
      - name: weekly
        schedule: cron(0 18 ? * SUN *)
        lifecycle: { deleteAfterDays: 60 }
        copies: [{ to: central }, { to: central, region: us-west-2, lifecycle: { deleteAfterDays: 365 } }]
guardrails:
  requireBackupTag: { targets: [root], key: backup, values: [gold, ${Array.from({ length: units }, (_, index) => `daily-${index + 1}`).join(", ")}, disabled, custom] }
`;

function account(number: number): string {
  const regions =
    number % 3 === 0 ? `, regions: [${largeRegions.slice(number % 11, (number % 11) + 5).join(", ")}]` : "";
  const unit = number % 9 === 0 ? "" : `, organizationalUnit: Unit${(number % units) + 1}`;
  return `  - { name: account-${number}, id: "${200_000_000_000 + number}"${unit}${regions} }`;
}

function tagPlan(unit: number): string {
  return `  - name: Daily-${unit}
    targets: [Unit${unit}]
    ${unit % 3 === 0 ? `regions: [${largeRegions.slice(unit).join(", ")}]` : "enforcement: additive"}
    select: { tag: { key: backup, values: [daily-${unit}] } }
    rules:
      - name: nightly
        schedule: cron(${unit} 2 ? * * *)
        lifecycle: { deleteAfterDays: 35 }
        copies: [{ to: central, region: eu-west-1, lifecycle: { deleteAfterDays: 365 } }]
      - name: Monthly
        schedule: cron(${unit} 14 1 * ? *)
        lifecycle: { deleteAfterDays: 90 }`;
}

function times(count: number, line: (number: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index + 1)).join("\n");
}
