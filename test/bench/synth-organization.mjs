/** An organization of many accounts in five Regions, with one plan. */
export function organization(count) {
  const id = (number) => `"${String(100_000_000_000 + number)}"`;
  const workloads = Array.from(
    { length: count },
    (_, index) => `  - { name: account-${index + 1}, id: ${id(index + 4)}, organizationalUnit: Workloads }\n`,
  );
  return `
organization: { id: o-bench00000, rootId: r-benc }
homeRegion: eu-central-1
regions: [eu-central-1, eu-west-1, eu-west-3, ap-southeast-1, us-east-1]
organizationalUnits: [{ name: Workloads, id: ou-benc-00000001 }]
accounts:
  - { name: management, id: ${id(1)}, purpose: management }
  - { name: backup-admin, id: ${id(2)}, purpose: backupAdministrator }
  - { name: backup-storage, id: ${id(3)}, purpose: centralBackup }
${workloads.join("")}
vaults: { local: { lock: { mode: governance, minRetentionDays: 1 } } }
backupPlans:
  - name: daily
    targets: [Workloads]
    select: { tag: { key: backup, values: [daily] } }
    rules: [{ name: daily, schedule: cron(0 2 ? * * *), lifecycle: { deleteAfterDays: 35 }, copies: [{ to: central }] }]
guardrails: { protectBackups: { targets: [root] } }
`;
}
