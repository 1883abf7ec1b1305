/** What AWS asks of several parts of one backup plan together. */

import { accountOf } from "../arn";
import { copyObstacle } from "../backup-features";
import { backupResources } from "../backup-services";
import { holdsIn } from "../extent";
import { regionFeatures } from "../region-features";
import { findRegion } from "../regions";
import { type ProblemBetweenKeys } from "./rules-between-keys";
import { copiesPage, featurePage, type Source, syntaxPage } from "./source";

/** A backup plan as its policy has it. */
export interface PlanValues {
  readonly regions: readonly string[];
  /** Every ARN and ARN pattern of it. */
  readonly arns: readonly { readonly path: readonly string[]; readonly arn: string }[];
  /** Keys of each backup rule, in lower case. */
  readonly rules: readonly { readonly name: string; readonly keys: readonly string[] }[];
  readonly hasScanSettings: boolean;
  /** ARN patterns of the resource types of its selections. Undefined where a selection takes every type. */
  readonly resourceTypes: readonly string[] | undefined;
}

export interface RuleOfPlan {
  readonly id: string;
  /** AWS does not say that it refuses what is a warning. */
  readonly severity: "error" | "warning";
  /** An error though AWS may take it: what it asks for never happens. */
  readonly withoutEffect?: true;
  readonly what: string;
  readonly source: Source;
  /** The wrong places, from the plan down. */
  readonly problems: (plan: PlanValues) => readonly ProblemBetweenKeys[];
}

export const rulesOfPlan: readonly RuleOfPlan[] = [
  {
    id: "one-partition",
    severity: "error",
    what: "The Regions of a backup plan, and its ARNs, are of one partition.",
    source: syntaxPage("Backup syntax: selections"),
    problems: ({ regions, arns }) => {
      const known = regions.flatMap((name) => findRegion(name) ?? []);
      const [first] = known;
      const other = known.find(({ partition }) => partition !== first?.partition);
      if (!first || other) {
        return other
          ? [
              {
                path: ["regions"],
                message: `\`${other.name}\` is in the partition ${other.partition}, and \`${first?.name}\` in ${first?.partition}; no account is in both`,
                hint: "Write a policy for each organization.",
              },
            ]
          : [];
      }
      return arns
        .map(({ path, arn }) => ({ path, arn, partition: /^arn:([^:]+):/.exec(arn)?.[1] }))
        .filter(({ partition }) => partition !== undefined && partition !== first.partition)
        .map(({ path, arn, partition }) => ({
          path,
          message: `\`${arn}\` is in the partition ${partition}, and \`${first.name}\` in ${first.partition}`,
          hint: `Write \`arn:${first.partition}:…\`.`,
        }));
    },
  },
  {
    id: "air-gap-region",
    severity: "error",
    withoutEffect: true,
    what: "Every Region of a backup plan that backs up into logically air-gapped vaults has such vaults.",
    source: featurePage("Feature availability by AWS Region"),
    problems: ({ regions, rules }) => {
      const without = regions.filter(
        (name) => findRegion(name) && !holdsIn(regionFeatures.airGappedVaults.available, name),
      );
      return without.length === 0
        ? []
        : rules
            .filter(({ keys }) => keys.includes(airGappedVault))
            .map(({ name }) => ({
              path: ["rules", name, airGappedVault],
              message: `there are no logically air-gapped vaults in ${without.join(", ")}`,
              hint: `Remove it, or ${without.length === 1 ? "this Region" : "these Regions"} from the backup plan.`,
            }));
    },
  },
  {
    id: "copy-into-default",
    severity: "error",
    withoutEffect: true,
    what: "No copy goes into the vault `Default` of another account: it takes none. `$account` is the account itself.",
    source: copiesPage("the vault Default"),
    problems: (plan) =>
      copiesToOthers(plan)
        .filter(({ arn }) => arn.endsWith(":backup-vault:Default"))
        .map(({ path, arn }) => ({
          path,
          message: `\`${arn}\`; the vault \`Default\` takes no copies from other accounts`,
          hint: "Name another vault, or write `$account` for a copy in the account itself.",
        })),
  },
  {
    id: "copy-kinds",
    severity: "error",
    withoutEffect: true,
    what: "A backup plan with copies to other accounts selects a kind of resource that AWS Backup can copy from and to their Regions.",
    source: featurePage("Feature availability by AWS Region"),
    problems: (plan) =>
      copiesToOthers(plan).flatMap(({ path, arn }) => {
        const target = arn.split(":")[3] ?? "";
        const vain = plan.regions.flatMap((region) => {
          const kinds = kindsIn(region, plan.resourceTypes);
          const isVain = kinds.length > 0 && kinds.every(({ features }) => copyObstacle(features, region, target));
          return isVain ? [{ region, kinds: kinds.map(({ name }) => name) }] : [];
        });
        const names = [...new Set(vain.flatMap(({ kinds }) => kinds))].join(", ");
        return vain.length === 0
          ? []
          : [
              {
                path,
                message: `\`${arn}\`; AWS Backup cannot copy backups of ${names} from ${vain.map(({ region }) => region).join(", ")} to it`,
                hint: "Remove the copy, or use another backup plan for such resources.",
              },
            ];
      }),
  },
  {
    id: "scan-settings",
    severity: "warning",
    what: "A backup plan with `scan_actions` has `scan_settings`. Without them, no scan starts.",
    source: syntaxPage("Backup syntax: scan settings"),
    problems: ({ rules, hasScanSettings }) =>
      hasScanSettings
        ? []
        : rules
            .filter(({ keys }) => keys.includes("scan_actions"))
            .map(({ name }) => ({
              path: ["rules", name, "scan_actions"],
              message: "without `scan_settings` in the backup plan; no scan starts",
              hint: "Add `scan_settings` to the backup plan.",
            })),
  },
];

const airGappedVault = "target_logically_air_gapped_backup_vault_arn";

/**
 * The copies whose target is in another account, as far as a policy says: `$account` is the account itself, and so is the one
 * that the roles of the selections are in, where they name it.
 */
function copiesToOthers({ arns }: PlanValues): PlanValues["arns"] {
  const accountsAt = (key: string) =>
    arns.filter(({ path }) => path.at(-1) === key).map((place) => ({ ...place, account: accountOf(place.arn) }));
  const own = new Set(["$account", ...accountsAt("iam_role_arn").map(({ account }) => account)]);
  return accountsAt("target_backup_vault_arn").filter(({ account }) => !own.has(account));
}

/** The kinds of resources that selections by these types can take in a Region; none where they take every type. */
function kindsIn(region: string, patterns: readonly string[] | undefined) {
  const named = new Set((patterns ?? []).map((pattern) => pattern.replace(/^arn:[^:]+:/, "")));
  return backupResources.filter(
    ({ arnPattern, features }) => named.has(arnPattern) && holdsIn(features.available, region),
  );
}
