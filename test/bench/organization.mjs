/** A large organization: eight OUs with five plans each, and every account in the 17 Regions that need no opt-in. */

const regions =
  "ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 " +
  "eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2";
const units = 8;
const plansPerUnit = 5;

export const dimensions = { regions: regions.split(" ").length, plans: units * plansPerUnit };

/** The config of an organization with so many workload accounts. */
export function organization(count) {
  const id = (number) => `"${String(100_000_000_000 + number)}"`;
  const numbers = (length) => Array.from({ length }, (_, index) => index + 1);
  const vpc = (number) => `{ id: vpc-${number.toString(16).padStart(17, "0")}, region: eu-west-1, routeTableIds: all }`;
  const account = (number) =>
    `  - { name: account-${number}, id: ${id(number + 3)}, organizationalUnit: Unit${(number % units) + 1}, vpcs: [${vpc(number)}] }\n`;
  // Copies to one Region: a copy within each would make a plan per Region, and the policies would not fit.
  const plan = (unit, number) => `  - name: plan-${unit}-${number}
    targets: [Unit${unit}]
    select: { tag: { key: backup, values: [plan-${unit}-${number}] } }
    rules:
      - name: daily
        schedule: cron(${unit} ${number} ? * * *)
        lifecycle: { deleteAfterDays: 35 }
        copies: [{ to: central, region: eu-west-1, lifecycle: { deleteAfterDays: 365 } }]
`;
  return `
organization: { id: o-bench00000, rootId: r-benc }
homeRegion: eu-central-1
regions: [${regions.replaceAll(" ", ", ")}]
organizationalUnits:
${numbers(units)
  .map((unit) => `  - { name: Unit${unit}, id: ou-benc-0000000${unit} }\n`)
  .join("")}
accounts:
  - { name: management, id: ${id(1)}, purpose: management }
  - { name: backup-admin, id: ${id(2)}, purpose: backupAdministrator }
  - { name: backup-storage, id: ${id(3)}, purpose: centralBackup }
${numbers(count).map(account).join("")}
terraform: { state: { type: s3, bucket: bench-tfstate, region: eu-central-1, keyPrefix: backup/ } }
backupPlans:
${numbers(units)
  .flatMap((unit) => numbers(plansPerUnit).map((number) => plan(unit, number)))
  .join("")}
guardrails:
  protectBackups: { targets: [root] }
  restrictCopies: { targets: [root] }
  protectRoles: { targets: [root] }
`;
}
