const regionNames =
  "eu-central-1 eu-west-1 eu-west-3 ap-southeast-1 us-east-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 " +
  "ap-southeast-2 ca-central-1 eu-north-1 eu-west-2 sa-east-1 us-east-2 us-west-1 us-west-2";

/** An organization of many accounts: in five Regions, with one plan, unless said otherwise. */
export function organization(count, { regions = 5, plans = 1 } = {}) {
  const id = (number) => `"${String(100_000_000_000 + number)}"`;
  const numbers = (length) => Array.from({ length }, (_, index) => index + 1);
  const account = (number) => `  - { name: account-${number}, id: ${id(number + 3)}, organizationalUnit: Workloads }\n`;
  // Copies to one Region: a copy within each would make a plan per Region, and the policies of many would not fit.
  const copy = plans === 1 ? "{ to: central }" : "{ to: central, region: eu-west-1 }";
  const plan = (number) => `  - name: daily-${number}
    targets: [Workloads]
    select: { tag: { key: backup, values: [daily-${number}] } }
    rules: [{ name: daily, schedule: cron(0 2 ? * * *), lifecycle: { deleteAfterDays: 35 }, copies: [${copy}] }]
`;
  return `
organization: { id: o-bench00000, rootId: r-benc }
homeRegion: eu-central-1
regions: [${regionNames.split(" ").slice(0, regions).join(", ")}]
organizationalUnits: [{ name: Workloads, id: ou-benc-00000001 }]
accounts:
  - { name: management, id: ${id(1)}, purpose: management }
  - { name: backup-admin, id: ${id(2)}, purpose: backupAdministrator }
  - { name: backup-storage, id: ${id(3)}, purpose: centralBackup }
${numbers(count).map(account).join("")}
vaults: { local: { lock: { mode: governance, minRetentionDays: 1 } } }
backupPlans:
${numbers(plans).map(plan).join("")}
guardrails: { protectBackups: { targets: [root] } }
`;
}
