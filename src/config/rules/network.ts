/** Rules about VPCs and their S3 gateway endpoints. */

import { type Problem, duplicates, type Rule } from "../rule";
import { type OrgConfig } from "../schema/org-config";

export const networkRules: readonly Rule[] = [
  {
    id: "vpc-duplicate",
    severity: "error",
    why: "A VPC takes one S3 gateway endpoint from Strongroom; a second one fails on the same route tables.",
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
    why: "The account has no provider for a Region that it does not use.",
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
    why: "A route table holds one S3 route: the second endpoint fails with RouteAlreadyExists.",
    check: (config) => {
      const tables = vpcsOf(config).flatMap(({ path, routeTableIds }) =>
        routeTableIds === "all"
          ? []
          : routeTableIds.map((id, index) => ({ id, path: [...path, "routeTableIds", index] })),
      );
      return duplicates(tables, ({ id }) => id).map(({ index }) => ({
        path: tables[index]?.path ?? [],
        message: `route table ${tables[index]?.id} is listed already`,
        hint: "Keep it with the VPC that it belongs to.",
      }));
    },
  },
];

function vpcsOf({ accounts, regions }: OrgConfig) {
  return accounts.flatMap(({ name, vpcs, regions: accountRegions = regions }, account) =>
    vpcs.map((vpc, index) => ({ ...vpc, account: name, accountRegions, path: ["accounts", account, "vpcs", index] })),
  );
}
