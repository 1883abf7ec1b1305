/** One change of each kind that CONTRIBUTING.md tells the files of, as text. */

import { edit, type Edit, textOf } from "../config/valid";

/** A service that AWS Backup does not know. */
export const service = {
  file: "src/aws/services/memorydb.ts",
  name: "MemoryDB",
  /** The keys of its record. */
  keys: {
    name: '"MemoryDB"',
    called: '"a MemoryDB cluster"',
    arnPatterns: '["memorydb:*:*:cluster/*"]',
    optIn: '"whereNamed"',
    fullManagementSetting: '"none"',
    rolePolicies: '{ backup: ["AWSBackupServiceRolePolicyForMemoryDB"], restore: [] }',
    tagging: `{
      creations: [
        { action: "memorydb:CreateCluster", resource: "memorydb:*:*:cluster/*", does: "creates a MemoryDB cluster" },
      ],
      setting: ["memorydb:TagResource"],
      removing: ["memorydb:UntagResource"],
    }`,
    ownBackups: `[
      {
        called: "a MemoryDB snapshot",
        arnPattern: "memorydb:*:*:snapshot/*",
        markedBy: "tag",
        expiring: { "memorydb:DeleteSnapshot": "deletes {it}" },
        weakening: {},
        sharing: { "memorydb:CopySnapshot": "exports {it} to a bucket" },
      },
    ]`,
    resources: "[{ features: features({ continuousBackup: true }) }]",
  },
  actions: [
    "memorydb:CreateCluster",
    "memorydb:TagResource",
    "memorydb:UntagResource",
    "memorydb:DeleteSnapshot",
    "memorydb:CopySnapshot",
  ],
} as const;

/** The record of the service. */
export function recordText(keys: Readonly<Record<string, string>> = service.keys, constant = "memorydb"): string {
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
    "src/config/rules/selections.ts": [
      [
        "...backupPlans.flatMap(({ select }, index) =>",
        `...backupPlans.flatMap(({ planTags = {} }, index) =>
          Object.keys(planTags).map((key) => ({ path: ["backupPlans", index, "planTags", key], key })),
        ),
        ...backupPlans.flatMap(({ select }, index) =>`,
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
