/** Rules about accounts, OUs and Regions. */

import { quotas } from "../../aws/quotas";
import { findRegion } from "../../aws/regions";
import { type ConfigPath } from "../../findings/finding";
import { duplicates, type Problem, type Rule } from "../rule";
import { organizationalUnitsUpward, rootTarget } from "../targets";

export const topologyRules: readonly Rule[] = [
  {
    id: "account-id-duplicate",
    severity: "error",
    why: "Two stacks would manage the same vaults and roles of one account and undo each other.",
    check: ({ accounts }) =>
      duplicates(accounts, ({ id }) => id).map(({ index, first }) => ({
        path: ["accounts", index, "id"],
        message: `account id ${accounts[index]?.id} is already that of \`${accounts[first]?.name}\``,
        hint: "Give every account its own id.",
      })),
  },
  {
    id: "account-name-duplicate",
    severity: "error",
    why: "The name is part of the stack ids; directories and workspaces may not tell the case of letters.",
    check: ({ accounts }) =>
      duplicates(accounts, ({ name }) => name.toLowerCase()).map(({ index, first }) => ({
        path: ["accounts", index, "name"],
        message: `account name \`${accounts[index]?.name}\` is already taken by account ${accounts[first]?.id}`,
        hint: "Give every account its own name; upper and lower case do not make a difference.",
      })),
  },
  {
    id: "account-name-format",
    severity: "error",
    why: "The name becomes part of stack ids, directories and HCP Terraform workspaces.",
    check: ({ accounts, terraform: { state } }) => {
      const prefix = state.type === "cloud" ? state.workspacePrefix : "";
      const maximum = quotas.workspaceName.characters - prefix.length - "network-".length;
      return accounts.flatMap(({ name }, index): Problem[] =>
        /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name) && name.length <= maximum
          ? []
          : [
              {
                path: ["accounts", index, "name"],
                message: `account name \`${name}\` (${name.length} characters) cannot be part of a stack id`,
                hint: `Use letters, digits, - and _, a letter or digit first, ${maximum} characters at the most.`,
              },
            ],
      );
    },
  },
  {
    id: "purpose-count",
    severity: "error",
    why: "Keys, policies and central vaults need exactly one account each for their part.",
    check: ({ accounts }) =>
      (["management", "backupAdministrator", "centralBackup"] as const).flatMap((purpose): Problem[] => {
        const indexes = accounts.flatMap((account, index) => (account.purpose === purpose ? [index] : []));
        return indexes.length === 1
          ? []
          : [
              {
                path: indexes[1] === undefined ? ["accounts"] : ["accounts", indexes[1], "purpose"],
                message: `exactly one account has the purpose ${purpose}; here ${indexes.length} have it`,
                hint: `Set \`purpose: ${purpose}\` on one account.`,
              },
            ];
      }),
  },
  {
    id: "ou-unknown",
    severity: "error",
    why: "Without its OU, no policy that is attached there reaches the account.",
    check: ({ accounts, organizationalUnits }) => {
      const known = new Set(organizationalUnits.map(({ name }) => name));
      const problem = (path: ConfigPath, name: string): Problem => ({
        path,
        message: `no organizational unit has the name \`${name}\``,
        hint: "Add it to organizationalUnits, or correct the name.",
      });
      return [
        ...accounts.flatMap(({ organizationalUnit: name }, index) =>
          name === undefined || known.has(name) ? [] : [problem(["accounts", index, "organizationalUnit"], name)],
        ),
        ...organizationalUnits.flatMap(({ parent: name }, index) =>
          name === undefined || known.has(name) ? [] : [problem(["organizationalUnits", index, "parent"], name)],
        ),
      ];
    },
  },
  {
    id: "ou-duplicate",
    severity: "error",
    why: "A target would mean two places.",
    check: ({ accounts, organizationalUnits: units }) => [
      ...duplicates(units, ({ name }) => name).map(({ index }) => ({
        path: ["organizationalUnits", index, "name"],
        message: `the name \`${units[index]?.name}\` is already that of another organizational unit`,
        hint: "Names are handles of this file: they need not be those of AWS. Choose another, such as `Parent/Name`.",
      })),
      ...duplicates(units, ({ id }) => id).map(({ index, first }) => ({
        path: ["organizationalUnits", index, "id"],
        message: `OU id ${units[index]?.id} is already that of \`${units[first]?.name}\``,
        hint: "Give every organizational unit its own id.",
      })),
      ...units.flatMap(({ name }, index): Problem[] =>
        name === rootTarget || accounts.some((account) => account.name === name)
          ? [
              {
                path: ["organizationalUnits", index, "name"],
                message: `\`${name}\` already means ${name === rootTarget ? "the whole organization" : "an account"}`,
                hint: "Choose another name for the organizational unit.",
              },
            ]
          : [],
      ),
    ],
  },
  {
    id: "ou-cycle",
    severity: "error",
    why: "Policies are inherited from the root down; a cycle has no top.",
    check: (config) =>
      config.organizationalUnits.flatMap(({ name }, index): Problem[] =>
        organizationalUnitsUpward(config, name).at(-1)?.parent === name
          ? [
              {
                path: ["organizationalUnits", index, "parent"],
                message: `\`${name}\` is below itself`,
                hint: "Follow the parents: the uppermost must be directly under the root, without `parent`.",
              },
            ]
          : [],
      ),
  },
  {
    id: "ou-depth",
    severity: "error",
    why: "AWS Organizations nests OUs five deep at the most.",
    check: (config) =>
      config.organizationalUnits.flatMap(({ name }, index): Problem[] => {
        const depth = organizationalUnitsUpward(config, name).length;
        return depth > quotas.organizationalUnitDepth
          ? [
              {
                path: ["organizationalUnits", index, "parent"],
                message: `\`${name}\` is ${depth} deep; AWS allows ${quotas.organizationalUnitDepth}`,
                hint: "Hang it further up.",
              },
            ]
          : [];
      }),
  },
  {
    id: "region-unknown",
    severity: "error",
    why: "No provider can be configured for a Region that the partition does not have.",
    check: ({ regions, organization: { partition } }) =>
      regions.flatMap((region, index): Problem[] =>
        findRegion(region)?.partition === partition
          ? []
          : [
              {
                path: ["regions", index],
                message: `partition ${partition} has no Region \`${region}\``,
                hint: "Correct the Region, or organization.partition.",
              },
            ],
      ),
  },
  {
    id: "region-duplicate",
    severity: "error",
    why: "A list of Regions is a set: a second mention is a slip of the pen, and another Region may be missing.",
    check: ({ regions, accounts, backupPlans }) =>
      [
        { path: ["regions"] as ConfigPath, list: regions },
        ...accounts.map(({ regions: list = [] }, index) => ({ path: ["accounts", index, "regions"], list })),
        ...backupPlans.map(({ regions: list = [] }, index) => ({ path: ["backupPlans", index, "regions"], list })),
      ].flatMap(({ path, list }) =>
        duplicates(list, (region) => region).map(({ index }) => ({
          path: [...path, index],
          message: `\`${list[index]}\` stands twice in the list`,
          hint: "Remove one of the two.",
        })),
      ),
  },
  {
    id: "home-region-governed",
    severity: "error",
    why: "The home Region holds the primary key, so it is governed itself.",
    check: ({ homeRegion, regions }) =>
      regions.includes(homeRegion)
        ? []
        : [
            {
              path: ["homeRegion"],
              message: `\`${homeRegion}\` is not one of the governed Regions (${regions.join(", ")})`,
              hint: "Add it to regions.",
            },
          ],
  },
  {
    id: "region-not-governed",
    severity: "error",
    why: "Outside the governed Regions there is no key, no vault and no opt-in.",
    check: ({ regions, accounts, backupPlans }) =>
      [
        ...accounts.map(({ regions: list = [] }, index) => ({ path: ["accounts", index, "regions"], list })),
        ...backupPlans.map(({ regions: list = [] }, index) => ({ path: ["backupPlans", index, "regions"], list })),
      ].flatMap(({ path, list }) =>
        list.flatMap((region, index): Problem[] =>
          regions.includes(region)
            ? []
            : [
                {
                  path: [...path, index],
                  message: `\`${region}\` is not one of the governed Regions (${regions.join(", ")})`,
                  hint: "Add it to regions, or remove it here.",
                },
              ],
        ),
      ),
  },
];
