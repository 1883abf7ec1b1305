/** Rules about VPCs and their S3 gateway endpoints. */

import { duplicates, type Problem, type Rule } from "../rule";
import { type OrgConfig } from "../schema/org-config";
import { takesEveryType, takesType } from "../selected";
import { workloadAccountsBelow } from "../targets";

const selectionsAndTargets = ["backupPlans", "backupPlans[]", "backupPlans[].select.**", "backupPlans[].targets.**"];

const payments = "accounts: [{ name: payments, vpcs: ";

export const networkRules: readonly Rule[] = [
  {
    id: "vpc-duplicate",
    severity: "error",
    what: "Every VPC is listed once.",
    why: "Strongroom creates one S3 gateway endpoint for a VPC; a second one fails on the same route tables.",
    passes: `${payments}[{ id: vpc-11111111, region: eu-west-1, routeTableIds: all }] }]`,
    fails: `${payments}[{ id: vpc-11111111, region: eu-west-1, routeTableIds: all }, { id: vpc-11111111, region: eu-west-1, routeTableIds: all }] }]`,
    check: (config) => {
      const vpcs = vpcsOf(config);
      return duplicates(vpcs, ({ id }) => id).map(({ index, first }) => ({
        path: [...(vpcs[index]?.path ?? []), "id"],
        message: `VPC ${vpcs[index]?.id} is already listed under \`${vpcs[first]?.account}\``,
        hint: "List every VPC once, with all its route tables.",
      }));
    },
  },
  {
    id: "vpc-region",
    severity: "error",
    what: "A VPC is in one of its account's Regions.",
    why: "The account has no provider for a Region that it does not use.",
    needs: ["regions.**", "accounts[].regions.**"],
    passes: `${payments}[{ id: vpc-11111111, region: eu-west-1, routeTableIds: all }] }]`,
    fails: `${payments}[{ id: vpc-11111111, region: us-east-1, routeTableIds: all }] }]`,
    check: (config) =>
      vpcsOf(config).flatMap(({ path, region, accountRegions }): Problem[] =>
        accountRegions.includes(region)
          ? []
          : [
              {
                path: [...path, "region"],
                message: `\`${region}\` is not one of the account's Regions (${accountRegions.join(", ")})`,
                hint: "Correct the Region, or add it to the account's regions.",
              },
            ],
      ),
  },
  {
    id: "route-table-duplicate",
    severity: "error",
    what: "Every route table is listed once.",
    why: "A route table holds one S3 route: the second endpoint fails with RouteAlreadyExists.",
    passes: `${payments}[{ id: vpc-11111111, region: eu-west-1, routeTableIds: [rtb-11111111, rtb-22222222] }] }]`,
    fails: `${payments}[{ id: vpc-11111111, region: eu-west-1, routeTableIds: [rtb-11111111, rtb-11111111] }] }]`,
    check: (config) => {
      const tables = vpcsOf(config).flatMap(({ path, routeTableIds }) =>
        routeTableIds === "all"
          ? []
          : routeTableIds.map((id, index) => ({ id, path: [...path, "routeTableIds", index] })),
      );
      return duplicates(tables, ({ id }) => id).map(({ index }) => ({
        path: tables[index]?.path ?? [],
        message: `route table ${tables[index]?.id} is already listed`,
        hint: "Keep it only under its own VPC.",
      }));
    },
  },
  {
    id: "network-uncovered",
    severity: "warning",
    what: "An account whose backup plans back up S3 lists a VPC.",
    why: "Its workloads reach the buckets through NAT and the internet, which costs money and leaves the private network.",
    needs: [
      "accounts[*]",
      "accounts[].vpcs.**",
      "accounts[*].purpose",
      "organizationalUnits[*]",
      "serviceOptIn.**",
      ...selectionsAndTargets,
    ],
    passes: `${payments}[{ id: vpc-11111111, region: eu-west-1, routeTableIds: all }] }]`,
    fails: `${payments}[] }]`,
    check: (config) => {
      const covering = config.backupPlans.filter(
        ({ select }) => takesType(select, "S3") && (!takesEveryType(select) || config.serviceOptIn.includes("S3")),
      );
      const reached = new Set(covering.flatMap(({ targets }) => workloadAccountsBelow(config, targets)));
      return config.accounts.flatMap((account, index): Problem[] =>
        reached.has(account) && account.vpcs.length === 0
          ? [
              {
                path: ["accounts", index],
                message: `backup plans back up S3 in \`${account.name}\`, but no VPC there gets an S3 gateway endpoint`,
                hint: "List the VPCs of the account under `vpcs`; the endpoint costs nothing. AWS Backup itself does not need it.",
              },
            ]
          : [],
      );
    },
  },
];

function vpcsOf({ accounts, regions }: OrgConfig) {
  return accounts.flatMap(({ name, vpcs, regions: accountRegions = regions }, account) =>
    vpcs.map((vpc, index) => ({ ...vpc, account: name, accountRegions, path: ["accounts", account, "vpcs", index] })),
  );
}
