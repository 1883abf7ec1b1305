/** One change of each kind that CONTRIBUTING.md tells the files of, as text. */

import { edit, type Edit, textOf } from "../config/valid";

/** A service that AWS Backup does not know. */
export const service = {
  file: "src/aws/services/documentdb-elastic.ts",
  name: "DocumentDB elastic",
  /** The keys of its record. */
  keys: {
    name: '"DocumentDB elastic"',
    called: '"an elastic cluster"',
    arnPatterns: '["docdb-elastic:*:*:cluster/*"]',
    optIn: '"whereNamed"',
    fullManagementSetting: '"none"',
    rolePolicies: '{ backup: ["AWSBackupServiceRolePolicyForElasticClusters"], restore: [] }',
    tagging: `{
      creations: [
        {
          action: "docdb-elastic:CreateCluster",
          resource: "*",
          does: "creates an elastic cluster",
          callers: "nobodyDocumented",
        },
      ],
      untaggableCreations: [],
      otherCreations: {},
      setting: ["docdb-elastic:TagResource"],
      removing: ["docdb-elastic:UntagResource"],
    }`,
    ownBackups: `[
      {
        called: "an elastic snapshot",
        arnPattern: "docdb-elastic:*:*:cluster-snapshot/*",
        markedBy: "tag",
        expiring: { "docdb-elastic:DeleteClusterSnapshot": "deletes {it}" },
        weakening: {},
        sharing: { "docdb-elastic:CopyClusterSnapshot": "copies {it}" },
      },
    ]`,
    resources: "[{ features: features({ continuousBackup: true }) }]",
  },
  actions: [
    "docdb-elastic:CreateCluster",
    "docdb-elastic:TagResource",
    "docdb-elastic:UntagResource",
    "docdb-elastic:DeleteClusterSnapshot",
    "docdb-elastic:CopyClusterSnapshot",
  ],
} as const;

/** The record of the service. */
export function recordText(
  keys: Readonly<Record<string, string>> = service.keys,
  constant = "documentdbElastic",
): string {
  return `import { features } from "../backup-features";
import { type ServiceRecord } from "../service-record";

export const ${constant} = {
${Object.entries(keys)
  .map(([key, value]) => `  ${key}: ${value},\n`)
  .join("")}} as const satisfies ServiceRecord;
`;
}

/** A key by which a plan gets tags of its own. */
export const configKey: {
  readonly name: string;
  readonly edits: Readonly<Record<string, readonly Edit[]>>;
  readonly valid: string;
  readonly invalid: string;
  readonly invalidBy: string;
} = {
  name: "planTags",
  /** By file. */
  edits: {
    "src/config/schema/backup-plans.ts": [
      [
        "  use: z.enum(presetNames)",
        '  planTags: z.record(tagKey, tagValue).optional().meta({ description: "Tags of the plan." }),\n  use: z.enum(presetNames)',
      ],
    ],
    "src/model/deployment.ts": [
      [
        "export interface BackupPlan {\n",
        "export interface BackupPlan {\n  readonly planTags?: Readonly<Record<string, string>> | undefined;\n",
      ],
    ],
    "src/model/backup-plans.ts": [
      ["name: planNameIn(plan, region),", "name: planNameIn(plan, region), planTags: plan.planTags,"],
      ["[{ name: plan.name, regions,", "[{ name: plan.name, planTags: plan.planTags, regions,"],
    ],
    "src/config/rules/selection-tags.ts": [
      [
        "    ...(requireBackupTag ? [{ path:",
        `    ...backupPlans.flatMap(({ planTags = {} }, index) =>
      Object.keys(planTags).map((key) => ({ path: ["backupPlans", index, "planTags", key], key })),
    ),
    ...(requireBackupTag ? [{ path:`,
      ],
    ],
    "src/policies/backup-plan-document.ts": [
      ["{ regions, rules }: BackupPlan,", "{ planTags = {}, regions, rules }: BackupPlan,"],
      [
        "      selections: selectionNode(selection, deployment),\n",
        `      selections: selectionNode(selection, deployment),
      backup_plan_tags: Object.fromEntries(
        Object.entries(planTags)
          .sort()
          .map(([key, value]) => [key, { tag_key: new Leaf(key), tag_value: new Leaf(value) }]),
      ),
`,
      ],
    ],
  },
  /** YAML that uses it, to merge into test/fixtures/org.yaml. */
  valid: "backupPlans: [{ name: daily, planTags: { Owner: platform } }]",
  /** The same with a mistake, and the rule that finds it. */
  invalid: "backupPlans: [{ name: daily, planTags: { 'aws:owner': platform } }]",
  invalidBy: "tag-reserved",
};

/** Texts of the files of the config key, one of which may be forgotten. */
export function keyTexts(forgotten?: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(configKey.edits)
      .filter(([file]) => file !== forgotten)
      .map(([file, edits]) => [file, edits.reduce((text, [from, to]) => edit(text, from, to), textOf(file))]),
  );
}
