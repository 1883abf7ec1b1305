/** Rules about the tags by which plans select. */

import { quotas } from "../../aws/quotas";
import { isPattern } from "../../aws/tag-condition";
import { type ConfigPath } from "../../findings/finding";
import { type Problem, type Rule } from "../rule";
import { type OrgConfig } from "../schema/org-config";
import { conditionsOf, placedConditions } from "../selected";

/** Prefixes that AWS keeps to itself. Source: AWS tagging rules; AWS Control Tower control CT.BACKUP.PV.1. */
const reservedTagPrefixes = ["aws:", "aws-control-tower"];

const { tagValuesPerSelection, conditionsPerSelection } = quotas.backupPlan;

export const selectionTagRules: readonly Rule[] = [
  {
    id: "tag-wildcard",
    severity: "error",
    what: "No tag in a selection or in requireBackupTag contains a wildcard, but for `*` under `where.like` and `where.notLike`.",
    why:
      "AWS does not treat `*` as a wildcard in these tags, and `?` in none, so the backup plan selects almost " +
      "nothing, and the guardrail denies every other value.",
    passes: select("resourceTypes: ['*'], where: { like: { tier: gold-* } }"),
    fails: select("tag: { key: tier, values: ['*'] }"),
    check: (config) =>
      tagTexts(config).flatMap(({ path, text, place }): Problem[] => {
        const [wildcard] = place === "pattern" ? (/\?/.exec(text) ?? []) : (/\*/.exec(text) ?? []);
        return wildcard === undefined
          ? []
          : [
              {
                path,
                message: `\`${text}\` contains \`${wildcard}\`, which is not a wildcard ${place === "pattern" ? "in AWS Backup" : "in a tag"}`,
                hint: wildcardHints[place],
              },
            ];
      }),
  },
  {
    id: "tag-reserved",
    severity: "error",
    what: `No tag key of the config starts with ${reservedTagPrefixes.map((prefix) => `\`${prefix}\``).join(" or ")}.`,
    why: "Only AWS can set such tags; AWS Control Tower denies changes to resources with its own tags.",
    passes: "terraform: { tags: { Owner: platform, awsome: 'yes' } }",
    fails: "terraform: { tags: { aws-control-tower: managed } }",
    check: (config) =>
      tagKeys(config).flatMap(({ path, key }): Problem[] => {
        const prefix = reservedTagPrefixes.find((reserved) => key.toLowerCase().startsWith(reserved));
        return prefix === undefined
          ? []
          : [
              {
                path,
                message: `tag key \`${key}\` starts with \`${prefix}\`, which AWS reserves`,
                hint: "Choose another key.",
              },
            ];
      }),
  },
  {
    id: "selection-size",
    severity: "error",
    what: `A selection has at most ${tagValuesPerSelection} tag values, or at most ${conditionsPerSelection} conditions.`,
    why: "AWS Backup refuses a larger selection when it makes the backup plan in an account: nothing is backed up there.",
    passes: select(`tag: { key: tier, values: [${listOf(tagValuesPerSelection)}] }`),
    fails: select(`tag: { key: tier, values: [${listOf(tagValuesPerSelection + 1)}] }`),
    check: ({ backupPlans }) =>
      backupPlans.flatMap(({ name, select: own }, index): Problem[] => {
        const path = ["backupPlans", index, "select"];
        const values = "tag" in own ? new Set(own.tag.values).size : 0;
        const conditions = conditionsOf(own).length;
        return [
          ...(values > tagValuesPerSelection
            ? [
                {
                  path: [...path, "tag", "values"],
                  message: `\`${name}\` selects by ${values} tag values; AWS Backup takes ${tagValuesPerSelection} in a selection`,
                  hint: "Make a second backup plan for some of them, or select by a pattern: `resourceTypes: ['*']` with `where.like`.",
                },
              ]
            : []),
          ...(conditions > conditionsPerSelection
            ? [
                {
                  path,
                  message: `\`${name}\` selects with ${conditions} conditions, of which each value of a list is one; AWS Backup takes ${conditionsPerSelection} in a selection`,
                  hint: "Select by fewer tags, or use a pattern for several values: `where.notLike`.",
                },
              ]
            : []),
        ];
      }),
  },
];

interface TagText {
  readonly path: ConfigPath;
  readonly text: string;
  /** Where the text stands, on which its wildcards depend. */
  readonly place: keyof typeof wildcardHints;
}

const byPattern = "To select by a pattern, use `where.like` with `resourceTypes: ['*']`";

const wildcardHints = {
  selection: `Name every value that counts. ${byPattern}.`,
  condition: "Use `where.like` or `where.notLike`, where `*` is a wildcard.",
  pattern: "`*` stands for any characters, and no wildcard for exactly one.",
  key: `Name the tag key. ${byPattern}: it compares values.`,
  guardrail: "Name every value that counts: the guardrail compares whole values.",
};

function tagTexts(config: OrgConfig): TagText[] {
  const { backupPlans, guardrails } = config;
  return [
    ...tagKeys(config)
      .filter(({ path }) => path[0] !== "terraform")
      .map(({ path, key }): TagText => ({ path, text: key, place: "key" })),
    ...backupPlans.flatMap(({ select: own }, index): TagText[] => [
      ...("tag" in own ? own.tag.values : []).map((text, position): TagText => ({
        path: ["backupPlans", index, "select", "tag", "values", position],
        text,
        place: "selection",
      })),
      ...placedConditions(own).map(({ operator, value, path }): TagText => ({
        path: ["backupPlans", index, "select", ...path],
        text: value,
        place: isPattern(operator) ? "pattern" : "condition",
      })),
    ]),
    ...(guardrails.requireBackupTag?.values ?? []).map((text, index): TagText => ({
      path: ["guardrails", "requireBackupTag", "values", index],
      text,
      place: "guardrail",
    })),
  ];
}

/** Every tag key of the config, once for each place. */
function tagKeys({ backupPlans, guardrails: { requireBackupTag }, terraform }: OrgConfig) {
  const keys: { path: ConfigPath; key: string }[] = [
    ...Object.keys(terraform.tags).map((key) => ({ path: ["terraform", "tags", key], key })),
    ...backupPlans.flatMap(({ select: own }, index) =>
      "tag" in own
        ? [{ path: ["backupPlans", index, "select", "tag", "key"], key: own.tag.key }]
        : placedConditions(own).map(({ key, path }) => ({
            path: ["backupPlans", index, "select", ...path.slice(0, path.lastIndexOf(key) + 1)],
            key,
          })),
    ),
    ...(requireBackupTag ? [{ path: ["guardrails", "requireBackupTag", "key"], key: requireBackupTag.key }] : []),
  ];
  return [...new Map(keys.map((place) => [JSON.stringify(place.path), place])).values()];
}

function listOf(count: number): string {
  return Array.from({ length: count }, (_, index) => `v${index}`).join(", ");
}

function select(how: string): string {
  return `backupPlans: [{ name: second, targets: [payments], regions: [eu-west-1], select: { ${how} }, rules: [{ name: second, schedule: cron(0 12 ? * * *), lifecycle: { deleteAfterDays: 35 } }] }]`;
}
