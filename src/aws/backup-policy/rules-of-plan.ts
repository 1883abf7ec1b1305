/** What AWS asks of several parts of one backup plan together. */

import { findRegion } from "../regions";
import { type ProblemBetweenKeys } from "./rules-between-keys";
import { type Source, syntaxPage } from "./source";

/** A backup plan as its policy has it. */
export interface PlanValues {
  readonly regions: readonly string[];
  /** Every ARN and ARN pattern of it. */
  readonly arns: readonly { readonly path: readonly string[]; readonly arn: string }[];
  /** Keys of each backup rule, in lower case. */
  readonly rules: readonly { readonly name: string; readonly keys: readonly string[] }[];
  readonly hasScanSettings: boolean;
}

export interface RuleOfPlan {
  readonly id: string;
  /** AWS does not say that it refuses what is a warning. */
  readonly severity: "error" | "warning";
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
