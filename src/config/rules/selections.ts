/** Rules about what plans select. */

import { documentation } from "../../about";
import { type PresetName } from "../../aws/backup-plan-templates";
import { copyObstacle } from "../../aws/backup-features";
import { backupServices, featuresOf, resourceTypes, type ResourceType, servicesThat } from "../../aws/backup-services";
import { parseSchedule, referenceDate, startHoursBetween } from "../../aws/schedule";
import { type ConfigPath } from "../../findings/finding";
import { remembered } from "../../remembered";
import { hintWithPreset } from "../presets";
import { type Problem, type Rule } from "../rule";
import { type OrgConfig } from "../schema/org-config";
import { arnPatternsOf, type Select, tagsOf } from "../selected";
import { workloadAccountsBelow } from "../targets";
import { rulesOf, type RuleConfig } from "./rules-of-plans";

type PlanConfig = OrgConfig["backupPlans"][number];

/** Prefixes that AWS keeps to itself. Source: AWS tagging rules; AWS Control Tower control CT.BACKUP.PV.1. */
const reservedTagPrefixes = ["aws:", "aws-control-tower"];

/** Types that a selection cannot tell apart. */
const sharedTypes = servicesThat(({ name, arnPatterns }) =>
  resourceTypes.some(
    (other) => other !== name && arnPatterns.some((pattern) => backupServices[other].arnPatterns.includes(pattern)),
  ),
);

export const selectionRules: readonly Rule[] = [
  {
    id: "selection-empty",
    severity: "error",
    what: "A backup plan selects by a tag with values, or by resource types that are not all excluded.",
    why: "A backup plan that selects nothing protects nothing.",
    schemaPaths: [
      "backupPlans[].select",
      "backupPlans[].select.tag",
      "backupPlans[].select.tag.values",
      "backupPlans[].select.resourceTypes",
    ],
    passes: plan("select: { resourceTypes: [RDS, S3], excludeResourceTypes: [S3] }"),
    fails: plan("select: { resourceTypes: [S3], excludeResourceTypes: [S3] }"),
    check: ({ backupPlans }) =>
      backupPlans.flatMap(({ name, select }, index): Problem[] =>
        arnPatternsOf(select)?.size === 0
          ? [
              {
                path: ["backupPlans", index, "select", "excludeResourceTypes"],
                message: `\`${name}\` excludes every type that it selects (for AWS, ${sharedTypes.slice(0, -1).join(", ")} and ${sharedTypes.at(-1)} are one type)`,
                hint: "Remove a type from excludeResourceTypes.",
              },
            ]
          : [],
      ),
  },
  {
    id: "type-not-opted-in",
    severity: "error",
    what: "Every selected resource type has a service opt-in.",
    why: "AWS Backup skips a service without opt-in, and shows no error.",
    needs: ["serviceOptIn.**"],
    passes: plan("select: { resourceTypes: [RDS, EBS] }"),
    fails: plan("select: { resourceTypes: [RDS, FSx] }"),
    check: (config) =>
      selectedTypes(config).flatMap(({ path, type }): Problem[] =>
        config.serviceOptIn.includes(type)
          ? []
          : [
              {
                path,
                message: `${type} has no service opt-in`,
                hint: `Add ${type} to serviceOptIn, or remove it here.`,
              },
            ],
      ),
  },
  {
    id: "copy-unsupported",
    severity: "error",
    what: "A backup plan with copies does not select a type whose backups cannot be copied.",
    why: "The backup succeeds, but every copy fails: the central account never gets a copy.",
    passes: plan("select: { resourceTypes: [RDS] }", ", copies: [{ to: central }]"),
    fails: `{ serviceOptIn: [S3, Redshift], ${plan("select: { resourceTypes: [Redshift] }", ", copies: [{ to: central, lifecycle: { deleteAfterDays: 30 } }]")} }`,
    check: (config) =>
      selectedTypes(config, ({ rules }) => rules.some(({ copies }) => copies.length > 0)).flatMap(
        ({ path, type, plan: { regions = config.regions, rules } }): Problem[] => {
          const obstacles = regions.flatMap((region) =>
            targetRegionsOf(rules, region).flatMap((target) => {
              const obstacle = copyObstacle(featuresOf(type), region, target);
              return obstacle === undefined
                ? []
                : [{ obstacle, region: obstacle === "targetRegion" ? target : region }];
            }),
          );
          const never = obstacles.some(({ obstacle }) => obstacle === "never");
          return obstacles.length > 0
            ? [
                {
                  path,
                  message: never
                    ? `AWS Backup cannot copy backups of ${type}`
                    : `AWS Backup cannot copy backups of ${type} from or to ${[...new Set(obstacles.map(({ region }) => region))].join(", ")}`,
                  hint: "Use a separate backup plan for the type, without copies or without these Regions.",
                },
              ]
            : [];
        },
      ),
  },
  {
    id: "cold-unsupported",
    severity: "warning",
    what: "A backup plan that moves backups to cold storage does not select a type without cold storage.",
    why: "AWS Backup ignores the transition: the backup stays in warm storage, at the warm price.",
    passes: plan("select: { resourceTypes: [DynamoDB, EFS] }", cold()),
    fails: plan("select: { resourceTypes: [DynamoDB, RDS] }", cold()),
    check: (config) =>
      selectedTypes(config, ({ rules }) => rules.some((rule) => coldPaths(rule).length > 0)).flatMap(
        ({ path, type, plan }): Problem[] =>
          featuresOf(type).coldStorage !== "no"
            ? []
            : [
                {
                  path,
                  message: `${type} has no cold storage in AWS Backup${plan.use === undefined ? "" : `, and the preset \`${plan.use}\` moves backups there`}`,
                  hint: hintWithPreset("Use a backup plan without moveToColdStorageAfterDays for the type.", plan),
                },
              ],
      ),
  },
  {
    id: "cold-never",
    severity: "warning",
    what: "A backup plan by tag moves backups to cold storage only if a service of `serviceOptIn` supports it.",
    why: "AWS Backup ignores the transition: every backup stays in warm storage, at the warm price.",
    needs: ["serviceOptIn.**"],
    passes: `{ serviceOptIn: [EFS, S3], ${presetPlan("daily-monthly-1y")} }`,
    fails: `{ serviceOptIn: [RDS, S3], ${presetPlan("daily-monthly-1y")} }`,
    check: (config) =>
      config.serviceOptIn.some((type) =>
        backupServices[type].resources.some(({ features }) => features.coldStorage === "yes"),
      )
        ? []
        : rulesOf(config)
            .filter(({ path: [, index] }) => "tag" in (config.backupPlans[Number(index)]?.select ?? {}))
            .flatMap(({ path, rule }) =>
              coldPaths(rule).map((lifecycle) => ({
                path: [...path, ...lifecycle, "moveToColdStorageAfterDays"],
                message: `none of ${config.serviceOptIn.join(", ")} has cold storage in these backup plans`,
                hint: `Remove moveToColdStorageAfterDays, or opt in a service that has cold storage (${documentation("services.md")}).`,
              })),
            ),
  },
  {
    id: "tag-wildcard",
    severity: "error",
    what: "No tag in a selection or in requireBackupTag contains `*`.",
    why:
      "AWS does not treat `*` as a wildcard in these tags, so the backup plan selects almost " +
      "nothing, and the guardrail denies every other value.",
    passes: plan("select: { tag: { key: tier, values: [gold] } }"),
    fails: plan("select: { tag: { key: tier, values: ['*'] } }"),
    check: ({ backupPlans, guardrails: { requireBackupTag: required } }) =>
      [
        ...backupPlans.flatMap(({ select }, index) => tagTexts(select, ["backupPlans", index, "select"])),
        ...(required ? tagTextsOf(required, ["guardrails", "requireBackupTag"]) : []),
      ]
        .filter(({ text }) => text.includes("*"))
        .map(({ path, text }) => ({
          path,
          message: `\`${text}\` contains \`*\`, which is not a wildcard in a tag`,
          hint: "Name every value that counts. To select resources with any tags, use `resourceTypes`.",
        })),
  },
  {
    id: "continuous-unsupported",
    severity: "error",
    what: "A backup plan with continuous backups does not select a type without them.",
    why: "AWS Backup makes a snapshot instead, so you cannot restore to a point in time.",
    passes: plan("select: { resourceTypes: [RDS, S3] }", ", continuousBackup: true"),
    fails: plan("select: { resourceTypes: [RDS, EBS] }", ", continuousBackup: true"),
    check: (config) =>
      selectedTypes(config, ({ rules }) => rules.some(({ continuousBackup }) => continuousBackup)).flatMap(
        ({ path, type }): Problem[] =>
          featuresOf(type).continuousBackup
            ? []
            : [
                {
                  path,
                  message: `${type} has no continuous backups in AWS Backup`,
                  hint: "Use a backup plan without continuousBackup for the type.",
                },
              ],
      ),
  },
  {
    id: "tag-reserved",
    severity: "error",
    what: `No tag key of the config starts with ${reservedTagPrefixes.map((prefix) => `\`${prefix}\``).join(" or ")}.`,
    why: "Only AWS can set such tags; AWS Control Tower denies changes to resources with its own tags.",
    passes: "terraform: { tags: { Owner: platform, awsome: 'yes' } }",
    fails: "terraform: { tags: { aws-control-tower: managed } }",
    check: ({ backupPlans, guardrails, terraform }) => {
      const keys: { path: ConfigPath; key: string }[] = [
        ...Object.keys(terraform.tags).map((key) => ({ path: ["terraform", "tags", key], key })),
        ...backupPlans.flatMap(({ select }, index) =>
          "tag" in select
            ? [{ path: ["backupPlans", index, "select", "tag", "key"], key: select.tag.key }]
            : Object.keys(select.tags ?? {}).map((key) => ({
                path: ["backupPlans", index, "select", "tags", key],
                key,
              })),
        ),
        ...(guardrails.requireBackupTag
          ? [{ path: ["guardrails", "requireBackupTag", "key"], key: guardrails.requireBackupTag.key }]
          : []),
      ];
      return keys.flatMap(({ path, key }): Problem[] => {
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
      });
    },
  },
  {
    id: "selection-overlap",
    severity: "warning",
    what: "No two backup plans select the same resource in the same hour.",
    why: "AWS Backup runs one job at a time for a resource: the second job waits, and may miss its window.",
    needs: [
      "organizationalUnits[*].name",
      "accounts[*].name",
      "backupPlans[].select.**",
      "backupPlans[].rules[].schedule",
    ],
    passes: plan("name: second, select: { tag: { key: backup, values: [daily] } }", "", "cron(0 14 ? * * *)"),
    fails: plan("name: second, select: { tag: { key: backup, values: [daily] } }", "", "cron(15 2 ? * * *)"),
    check: (config) => overlaps(config),
  },
];

/** The types that plans of one kind name, each with its place. */
function selectedTypes({ backupPlans }: OrgConfig, ofKind: (plan: PlanConfig) => boolean = () => true) {
  return backupPlans.flatMap((plan, index) => {
    const { select } = plan;
    return "tag" in select || !ofKind(plan)
      ? []
      : select.resourceTypes.flatMap((type: ResourceType, position) =>
          select.excludeResourceTypes?.includes(type)
            ? []
            : [{ path: ["backupPlans", index, "select", "resourceTypes", position], type, plan }],
        );
  });
}

/** Where a rule, or a copy of it, moves backups to cold storage. */
function coldPaths({ lifecycle, copies }: RuleConfig): ConfigPath[] {
  return [
    { path: ["lifecycle"], lifecycle },
    ...copies.map((copy, index) => ({ path: ["copies", index, "lifecycle"], lifecycle: copy.lifecycle })),
  ].flatMap(({ path, lifecycle: own }) => (own?.moveToColdStorageAfterDays === undefined ? [] : [path]));
}

/** The Regions to which backups of one Region are copied. */
function targetRegionsOf(rules: PlanConfig["rules"], sourceRegion: string): string[] {
  return rules.flatMap(({ copies }) => copies.map(({ region = sourceRegion }) => region));
}

/** Plans of one account and Region that select one resource, and start in the same hour of some day. */
function overlaps(config: OrgConfig): Problem[] {
  const accounts = new Map(
    config.backupPlans.map((plan) => [plan, new Set(workloadAccountsBelow(config, plan.targets).map(({ id }) => id))]),
  );
  const regions = (plan: PlanConfig) => new Set(plan.regions ?? config.regions);
  return config.backupPlans.flatMap((plan, index): Problem[] => {
    const other = config.backupPlans
      .slice(0, index)
      .find(
        (candidate) =>
          intersects(regions(plan), regions(candidate)) &&
          intersects(accounts.get(plan), accounts.get(candidate)) &&
          selectTheSame(plan.select, candidate.select) &&
          plan.rules.some((rule) => candidate.rules.some(({ schedule }) => meetInAnHour(rule.schedule, schedule))),
      );
    return other
      ? [
          {
            path: ["backupPlans", index, "name"],
            message: `\`${plan.name}\` and \`${other.name}\` select the same resources in the same hour`,
            hint: hintWithPreset("Move one of the schedules, or select different values.", plan, other),
          },
        ]
      : [];
  });
}

/** Whether some resource can match both. Plans by different tags meet only in one that carries both: no mistake. */
function selectTheSame(one: Select, other: Select): boolean {
  const [types, otherTypes] = [arnPatternsOf(one), arnPatternsOf(other)];
  const [tags, otherTags] = [tagsOf(one), tagsOf(other)];
  const shared = [...tags.keys()].filter((key) => otherTags.has(key));
  return (
    (types === undefined || otherTypes === undefined || intersects(types, otherTypes)) &&
    (shared.length > 0 || tags.size === 0 || otherTags.size === 0) &&
    shared.every((key) => intersects(new Set(tags.get(key)), new Set(otherTags.get(key))))
  );
}

/** Whether two schedules start in one hour within about a year. */
function meetInAnHour(one: string, other: string): boolean {
  const [a, b] = [hoursOf(one), hoursOf(other)];
  return a !== "unknown" && b !== "unknown" && (a === "every" || b === "every" || intersects(a, b));
}

type Hours = ReadonlySet<number> | "every" | "unknown";

/** Hours of the starts of a year, which can be thousands. */
const hoursOf = remembered((expression): Hours => {
  const parsed = parseSchedule(expression);
  return "schedule" in parsed
    ? startHoursBetween(parsed.schedule.pattern, referenceDate, new Date("2027-01-01T00:00:00Z"))
    : "unknown";
}, 1000);

function tagTexts(select: Select, path: ConfigPath): TagText[] {
  return "tag" in select
    ? tagTextsOf(select.tag, [...path, "tag"])
    : Object.entries(select.tags ?? {}).flatMap(([key, value]) =>
        [key, value].map((text) => ({ path: [...path, "tags", key], text })),
      );
}

function tagTextsOf({ key, values }: { key: string; values: readonly string[] }, path: ConfigPath): TagText[] {
  return [
    { path: [...path, "key"], text: key },
    ...values.map((text, index) => ({ path: [...path, "values", index], text })),
  ];
}

interface TagText {
  readonly path: ConfigPath;
  readonly text: string;
}

function intersects<T>(one: ReadonlySet<T> | undefined, other: ReadonlySet<T> | undefined): boolean {
  if (!one || !other) {
    return false;
  }
  const [fewer, more] = one.size <= other.size ? [one, other] : [other, one];
  return [...fewer].some((item) => more.has(item));
}

function plan(select: string, keys = "", schedule = "cron(0 12 ? * * *)"): string {
  const name = select.startsWith("name:") ? "" : "name: second, ";
  return `backupPlans: [{ ${name}${select}, targets: [payments], regions: [eu-west-1], rules: [{ name: second, schedule: ${schedule}, lifecycle: { deleteAfterDays: 35 }${keys} }] }]`;
}

function presetPlan(preset: PresetName): string {
  return `backupPlans: [{ name: simple, targets: [payments], regions: [eu-west-1], select: { tag: { key: backup, values: [simple] } }, use: ${preset} }]`;
}

function cold(): string {
  return ", copies: [{ to: central, lifecycle: { moveToColdStorageAfterDays: 1, deleteAfterDays: 120 } }]";
}
