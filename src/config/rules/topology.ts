/** Rules about accounts, OUs, Regions and roles. */

import { quotas } from "../../aws/quotas";
import { hasBackupPolicies, isGovernable } from "../../aws/region-features";
import { findRegion, regions as knownRegions } from "../../aws/regions";
import { type ConfigPath } from "../../findings/finding";
import { duplicates, type Problem, type Rule } from "../rule";
import { type OrgConfig } from "../schema/org-config";
import { longestStackPrefix } from "../stack-ids";
import { didYouMean, organizationalUnitsUpward, rootTarget } from "../targets";

const roleKeys = ["backup", "restore", "breakGlass"] as const;

export const topologyRules: readonly Rule[] = [
  {
    id: "account-id-duplicate",
    severity: "error",
    what: "No two accounts have the same id.",
    why: "Two stacks would manage the same vaults and roles of one account and undo each other.",
    passes: "accounts: [{ name: ledger, id: '555555555555' }]",
    fails: "accounts: [{ name: payments, id: '333333333333' }]",
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
    what: "No two accounts have the same name; upper and lower case do not count.",
    why: "The name is part of the stack ids; directories and workspaces may ignore upper and lower case.",
    passes: "accounts: [{ name: ledger, id: '555555555555' }]",
    fails: "accounts: [{ name: Payments, id: '555555555555' }]",
    check: ({ accounts }) =>
      duplicates(accounts, ({ name }) => name.toLowerCase()).map(({ index, first }) => ({
        path: ["accounts", index, "name"],
        message: `account name \`${accounts[index]?.name}\` is already taken by account ${accounts[first]?.id}`,
        hint: "Give every account its own name; upper and lower case do not count.",
      })),
  },
  {
    id: "account-name-format",
    severity: "error",
    what: "Account names are letters, digits, `-` and `_`, and stack ids with the workspace prefix at most 90 characters.",
    why: "The name becomes part of stack ids, directories and HCP Terraform workspaces.",
    after: ["workspace-name"],
    schemaPaths: ["accounts[].name"],
    passes: "accounts: [{ name: ledger_eu-2, id: '555555555555' }]",
    fails: "accounts: [{ name: 'ledger (EU)', id: '555555555555' }]",
    check: ({ accounts, terraform: { state } }) => {
      const prefix = state.type === "cloud" ? state.workspacePrefix : "";
      const maximum = quotas.workspaceName.characters - prefix.length - longestStackPrefix.length;
      return accounts.flatMap(({ name }, index): Problem[] =>
        /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name) && name.length <= maximum && name !== rootTarget
          ? []
          : [
              {
                path: ["accounts", index, "name"],
                message:
                  name === rootTarget
                    ? `\`${name}\` already means the whole organization`
                    : `account name \`${name}\` (${name.length} characters) cannot be part of a stack id`,
                hint: `Use letters, digits, - and _, a letter or digit first, ${maximum} characters at the most.`,
              },
            ],
      );
    },
  },
  {
    id: "purpose-count",
    severity: "error",
    what: "Exactly one account each is `management`, `backupAdministrator` and `centralBackup`.",
    why: "Keys, policies and central vaults need exactly one account each for their part.",
    needs: ["accounts", "accounts[*]", "accounts[*].name", "accounts[*].id", "accounts[*].purpose"],
    passes: "accounts: [{ name: payments, purpose: workload }]",
    fails: "accounts: [{ name: payments, purpose: centralBackup }]",
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
    what: "Every OU that an account or an OU names is listed.",
    why: "Without its OU, no policy that is attached there reaches the account.",
    needs: ["organizationalUnits", "organizationalUnits[*]", "organizationalUnits[*].name"],
    passes: "organizationalUnits: [{ name: Sandbox, id: ou-a1b2-44444444, parent: Workloads }]",
    fails: "accounts: [{ name: payments, organizationalUnit: Produktion }]",
    check: ({ accounts, organizationalUnits }) => {
      const names = organizationalUnits.map(({ name }) => name);
      const known = new Set(names);
      const problem = (path: ConfigPath, name: string): Problem => ({
        path,
        message: `no organizational unit has the name \`${name}\``,
        hint: `${didYouMean(name, names)}Add it to organizationalUnits, or correct the name.`,
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
    what: "Names and ids of OUs are unique, and no OU is called like an account or `root`.",
    why: "A target must name only one place.",
    passes: "organizationalUnits: [{ name: Sandbox, id: ou-a1b2-44444444 }]",
    fails: "organizationalUnits: [{ name: Sandbox, id: ou-a1b2-33333333 }]",
    check: ({ accounts, organizationalUnits: units }) => [
      ...duplicates(units, ({ name }) => name).map(({ index }) => ({
        path: ["organizationalUnits", index, "name"],
        message: `the name \`${units[index]?.name}\` is already that of another organizational unit`,
        hint: "Choose another name, such as `Parent/Name`. Names need not be the names in AWS.",
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
    what: "No OU is below itself.",
    why: "Policies are inherited from the root down; a cycle has no top.",
    passes: "organizationalUnits: [{ name: Security, parent: Workloads }]",
    fails: "organizationalUnits: [{ name: Workloads, parent: Workloads }]",
    check: (config) =>
      config.organizationalUnits.flatMap(({ name }, index): Problem[] =>
        organizationalUnitsUpward(config, name).at(-1)?.parent === name
          ? [
              {
                path: ["organizationalUnits", index, "parent"],
                message: `\`${name}\` is below itself`,
                hint: "Check each `parent`: the top OU must be directly under the root, without `parent`.",
              },
            ]
          : [],
      ),
  },
  {
    id: "ou-depth",
    severity: "error",
    what: `OUs are at most ${quotas.organizationalUnitDepth} deep.`,
    why: "AWS Organizations nests OUs five deep at the most.",
    passes: "organizationalUnits: [{ name: D3, id: ou-a1b2-44444443, parent: Production }]",
    fails: `organizationalUnits:
  - { name: D3, id: ou-a1b2-44444443, parent: Production }
  - { name: D4, id: ou-a1b2-44444444, parent: D3 }
  - { name: D5, id: ou-a1b2-44444445, parent: D4 }
  - { name: D6, id: ou-a1b2-44444446, parent: D5 }`,
    check: (config) =>
      config.organizationalUnits.flatMap(({ name }, index): Problem[] => {
        const depth = organizationalUnitsUpward(config, name).length;
        return depth > quotas.organizationalUnitDepth
          ? [
              {
                path: ["organizationalUnits", index, "parent"],
                message: `\`${name}\` is ${depth} deep; AWS allows ${quotas.organizationalUnitDepth}`,
                hint: "Move it to a higher parent.",
              },
            ]
          : [];
      }),
  },
  {
    id: "region-unknown",
    severity: "error",
    what: "Every governed Region exists in the partition.",
    why: "No provider can be configured for a Region that the partition does not have.",
    schemaPaths: [
      "regions[]",
      "homeRegion",
      "accounts[].regions[]",
      "accounts[].vpcs[].region",
      "backupPlans[].regions[]",
    ],
    passes: "regions: [eu-central-1, eu-west-1, eu-west-3, ap-southeast-1, eu-north-1]",
    fails: "regions: [eu-central-1, eu-west-1, eu-west-9]",
    check: ({ regions, organization: { partition } }) =>
      regions.flatMap((region, index): Problem[] =>
        findRegion(region)?.partition === partition
          ? []
          : [
              {
                path: ["regions", index],
                message: `partition ${partition} has no Region \`${region}\``,
                hint: `${didYouMean(
                  region,
                  knownRegions.filter((known) => known.partition === partition).map(({ name }) => name),
                )}Correct the Region, or organization.partition.`,
              },
            ],
      ),
  },
  {
    id: "region-without-backup-policies",
    severity: "error",
    what: "Every governed Region has backup policies.",
    why: "AWS Backup has no cross-account management there: no backup plan reaches the accounts.",
    after: ["region-unknown"],
    passes: "regions: [eu-central-1, eu-west-1, eu-west-3, ap-southeast-1, ap-southeast-5]",
    fails: "regions: [eu-central-1, eu-west-1, eu-west-3, ap-southeast-1, ap-southeast-6]",
    check: ({ regions, organization: { partition } }) =>
      isGovernable(partition)
        ? regions.flatMap((region, index): Problem[] =>
            hasBackupPolicies(region)
              ? []
              : [
                  {
                    path: ["regions", index],
                    message: `AWS has no backup policies in \`${region}\` yet`,
                    hint: "Remove the Region, and back up there without AWS Organizations.",
                  },
                ],
          )
        : [
            {
              path: ["organization", "partition"],
              message: `AWS has no backup policies in the partition \`${partition}\` yet`,
              hint: "Back up there without AWS Organizations.",
            },
          ],
  },
  {
    id: "region-duplicate",
    severity: "error",
    what: "No list of Regions names a Region twice.",
    why: "If a Region is there twice, another Region may be missing by mistake.",
    passes: "accounts: [{ name: payments, regions: [eu-central-1, eu-west-1] }]",
    fails: "accounts: [{ name: payments, regions: [eu-central-1, eu-west-1, eu-west-1] }]",
    check: (config) =>
      [{ path: ["regions"] as ConfigPath, list: config.regions }, ...regionLists(config)].flatMap(({ path, list }) =>
        duplicates(list, (region) => region).map(({ index }) => ({
          path: [...path, index],
          message: `\`${list[index]}\` is in the list twice`,
          hint: "Remove one of the two.",
        })),
      ),
  },
  {
    id: "home-region-governed",
    severity: "error",
    what: "The home Region is one of the governed Regions.",
    why: "The home Region holds the primary key, so it is governed itself.",
    needs: ["regions.**"],
    passes: "homeRegion: eu-west-1",
    fails: "homeRegion: eu-north-1",
    check: ({ homeRegion, regions }) =>
      regions.includes(homeRegion)
        ? []
        : [
            {
              path: ["homeRegion"],
              message: `\`${homeRegion}\` is not one of the governed Regions (${regions.join(", ")})`,
              hint: `${didYouMean(homeRegion, regions)}Add it to regions, or correct it.`,
            },
          ],
  },
  {
    id: "region-not-governed",
    severity: "error",
    what: "Accounts and backup plans name governed Regions only.",
    why: "Outside the governed Regions there is no key, no vault and no opt-in.",
    needs: ["regions.**"],
    passes: "accounts: [{ name: payments, regions: [eu-central-1, eu-west-1, us-east-1] }]",
    fails: "accounts: [{ name: payments, regions: [eu-central-1, eu-west-1, us-west-2] }]",
    check: (config) =>
      regionLists(config).flatMap(({ path, list }) =>
        list.flatMap((region, index): Problem[] =>
          config.regions.includes(region)
            ? []
            : [
                {
                  path: [...path, index],
                  message: `\`${region}\` is not one of the governed Regions (${config.regions.join(", ")})`,
                  hint: `${didYouMean(region, config.regions)}Add it to regions, or remove it here.`,
                },
              ],
        ),
      ),
  },
  {
    id: "region-opt-in",
    severity: "warning",
    what: "Every governed Region is enabled by default, or you enable it in each account.",
    why: "In an account that has not enabled the Region, every call there fails.",
    after: ["region-without-backup-policies"],
    passes: "regions: [eu-central-1, eu-west-1]",
    fails: "regions: [eu-central-1, eu-west-1, eu-south-1]",
    check: ({ regions }) =>
      regions.flatMap((region, index): Problem[] =>
        findRegion(region)?.optIn
          ? [
              {
                path: ["regions", index],
                message: `\`${region}\` is an opt-in Region: new accounts have it disabled`,
                hint: "Enable it in the management, key, central backup and every workload account that uses it.",
              },
            ]
          : [],
      ),
  },
  {
    id: "encryption-account-unknown",
    severity: "error",
    what: "The account that holds the key is listed.",
    why: "The key must be created in an account of the organization.",
    needs: ["accounts", "accounts[*]", "accounts[*].name"],
    passes: "encryption: { account: backup-storage }",
    fails: "encryption: { account: keys }",
    check: ({ encryption: { account: name }, accounts }) =>
      name === undefined || accounts.some((account) => account.name === name)
        ? []
        : [
            {
              path: ["encryption", "account"],
              message: `no account has the name \`${name}\``,
              hint: `${didYouMean(
                name,
                accounts.map((account) => account.name),
              )}Name one of accounts, or remove the key to use the management account.`,
            },
          ],
  },
  {
    id: "deployment-role-central",
    severity: "error",
    what: "The deployment role is not the backup, restore or break-glass role.",
    why:
      "The guardrails exempt the deployment role. If it is also the backup, restore or break-glass role, a principal with " +
      "this role can remove the guardrails.",
    passes: "terraform: { deploymentRoleName: PlatformDeployment }",
    fails: "terraform: { deploymentRoleName: OrgBackupRole }",
    check: ({ terraform: { deploymentRoleName }, roles }) =>
      roleKeys
        .filter((key) => roles[key].toLowerCase() === deploymentRoleName.toLowerCase())
        .map((key) => ({
          path: ["roles", key],
          orElse: ["terraform", "deploymentRoleName"],
          message: `\`${deploymentRoleName}\` is already the deployment role`,
          hint: "Give this role another name than terraform.deploymentRoleName.",
        })),
  },
  {
    id: "role-duplicate",
    severity: "error",
    what: "The backup, restore and break-glass roles have different names.",
    why: "The permissions to back up, to restore and for emergencies must stay separate.",
    passes: "roles: { restore: RestoreOnly }",
    fails: "roles: { restore: OrgBackupRole }",
    check: ({ roles }) =>
      duplicates(roleKeys, (key) => roles[key].toLowerCase()).map(({ index, first }) => ({
        path: ["roles", String(roleKeys[index])],
        orElse: ["roles", String(roleKeys[first])],
        message: `\`${roles[roleKeys[index] ?? "backup"]}\` is the name of roles.${roleKeys[first]} already`,
        hint: "Give every role its own name.",
      })),
  },
  {
    id: "role-other-backup",
    severity: "error",
    what: "None of `roles.otherBackupRoles` is the deployment, restore or break-glass role.",
    why: "Other backup roles can delete and share snapshots that AWS Backup made. No person and no pipeline should be able to.",
    passes: "roles: { otherBackupRoles: [service-role/AWSBackupDefaultServiceRole] }",
    fails: "roles: { otherBackupRoles: [BackupAdminRole] }",
    check: ({ terraform: { deploymentRoleName }, roles }) => {
      const others = [deploymentRoleName, roles.restore, roles.breakGlass].map((name) => name.toLowerCase());
      return roles.otherBackupRoles.flatMap((name, index) =>
        others.includes(name.toLowerCase())
          ? [
              {
                path: ["roles", "otherBackupRoles", index],
                message: `\`${name}\` is a role that people or pipelines use`,
                hint: "Remove it here: AWS Backup needs a separate role.",
              },
            ]
          : [],
      );
    },
  },
];

function regionLists({ accounts, backupPlans }: OrgConfig): { path: ConfigPath; list: readonly string[] }[] {
  return [
    ...accounts.map(({ regions: list = [] }, index) => ({ path: ["accounts", index, "regions"], list })),
    ...backupPlans.map(({ regions: list = [] }, index) => ({ path: ["backupPlans", index, "regions"], list })),
  ];
}
