/** Rules about what plans select. */

import { dateText } from "../../date-text";
import { firstOf } from "../../first-of";
import { backupServices, everyResourceType, needsOptIn, resourceTypes, servicesThat } from "../../aws/backup-services";
import { conditionInWords } from "../../aws/tag-condition";
import { firstMeeting, oneContinuousBackup, oneJobAtATime } from "../../aws/meeting-plans";
import { hintWithPreset } from "../presets";
import { kindsReached } from "../reached-kinds";
import { type Problem, type Rule } from "../rule";
import { type OrgConfig } from "../schema/org-config";
import { arnPatternsOf, demandsMeet, demandsOf, type Select, tagsMeet } from "../selected";
import { workloadAccountsBelow } from "../targets";

type PlanConfig = OrgConfig["backupPlans"][number];

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
    what: "A backup plan selects by a tag with values, or by resource types that are not all excluded, with conditions that a tag can meet.",
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
      backupPlans.flatMap(({ name, select }, index): Problem[] => [
        ...(arnPatternsOf(select)?.size === 0
          ? [
              {
                path: ["backupPlans", index, "select", "excludeResourceTypes"],
                message: `\`${name}\` excludes every type that it selects (for AWS, ${sharedTypes.slice(0, -1).join(", ")} and ${sharedTypes.at(-1)} are one type)`,
                hint: "Remove a type from excludeResourceTypes.",
              },
            ]
          : []),
        ...[...demandsOf(select)]
          .filter(([, demand]) => !demandsMeet(demand, demand))
          .map(([key, { conditions }]) => ({
            path: ["backupPlans", index, "select"],
            message: `\`${name}\` selects nothing: no tag \`${key}\` meets all of ${conditions.map(conditionInWords).join(", ")}`,
            hint: conditions.some(({ operator, value }) => operator === "notLike" && /^\*+$/.test(value))
              ? "`notLike` with `*` leaves out every value, and AWS does not say whether it selects resources without the tag. Give them a tag to select by."
              : "All conditions must hold at once. `tag: { key, values }` selects by one of several values.",
          })),
      ]),
  },
  {
    id: "type-not-opted-in",
    severity: "error",
    what: `${servicesThat(({ typeNeedsOptIn }) => typeNeedsOptIn === true).join(", ")}: where a backup plan selects the type, it has a service opt-in.`,
    why: "AWS Backup skips these services without opt-in, and shows no error. It takes other types that a backup plan names whatever the opt-in.",
    needs: ["serviceOptIn.**"],
    passes: plan("select: { resourceTypes: [RDS, Redshift] }"),
    fails: plan("select: { resourceTypes: [RDS, FSx] }"),
    check: (config) =>
      selectedTypes(config).flatMap(({ path, type }): Problem[] =>
        config.serviceOptIn.includes(type) || !needsOptIn(type)
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
    id: "selection-overlap",
    severity: "warning",
    what: "The start windows of backup plans that select the same resource do not meet.",
    why: oneJobAtATime,
    needs: [
      "organizationalUnits[*].name",
      "accounts[*].name",
      "backupPlans[].select.**",
      "backupPlans[].rules[].schedule",
      "backupPlans[].rules[].startWindowMinutes",
    ],
    passes: plan("name: second, select: { tag: { key: backup, values: [daily] } }", "", "cron(0 14 ? * * *)"),
    fails: plan("name: second, select: { tag: { key: backup, values: [daily] } }", "", "cron(15 2 ? * * *)"),
    check: (config) => overlaps(config),
  },
  {
    id: "continuous-twice",
    severity: "warning",
    what: "Of the backup plans that select the same resource, one makes continuous backups.",
    why: oneContinuousBackup,
    needs: [
      "organizationalUnits[*].name",
      "accounts[*].name",
      "serviceOptIn.**",
      "backupPlans[].select.**",
      "backupPlans[].rules[].continuousBackup",
    ],
    passes: continuousPlans("S3"),
    fails: continuousPlans("RDS"),
    check: (config) => continuousTwice(config),
  },
];

/** The types that plans of one kind name, each with its place. */
function selectedTypes({ backupPlans }: OrgConfig, ofKind: (plan: PlanConfig) => boolean = () => true) {
  return backupPlans.flatMap((plan, index) => {
    const { select } = plan;
    return "tag" in select || !ofKind(plan)
      ? []
      : select.resourceTypes.flatMap((type, position) =>
          type === everyResourceType || select.excludeResourceTypes?.includes(type)
            ? []
            : [{ path: ["backupPlans", index, "select", "resourceTypes", position], type, plan }],
        );
  });
}

/** Plans of one account and Region that select one resource, and can start at the same time. */
function overlaps(config: OrgConfig): Problem[] {
  return plansWithOthers(config).flatMap(({ plan, index, others }): Problem[] => {
    for (const other of others) {
      const meeting = firstMeeting(plan.rules, other.rules);
      if (meeting) {
        const [rule, second] = meeting.rules.map(({ name }) => name);
        return [
          {
            path: ["backupPlans", index, "name"],
            message: `\`${plan.name}\` and \`${other.name}\` select the same resources, and the start windows of their rules \`${rule}\` and \`${second}\` meet, first on ${dateText(meeting.at)}: one of the two backups can fail`,
            hint: hintWithPreset(
              "Move one of the schedules, shorten `startWindowMinutes`, or select different values.",
              plan,
              other,
            ),
          },
        ];
      }
    }
    return [];
  });
}

/** Plans of one account and Region that both ask for continuous backups of one resource, whenever they start. */
function continuousTwice(config: OrgConfig): Problem[] {
  const kindsOf = new Map(
    config.backupPlans.map((plan) => [
      plan,
      plan.rules.some(({ continuousBackup }) => continuousBackup)
        ? kindsReached(plan.select, config).filter(({ features }) => features.continuousBackup)
        : [],
    ]),
  );
  return plansWithOthers(config).flatMap(({ plan, index, others }): Problem[] => {
    const kinds = kindsOf.get(plan) ?? [];
    for (const other of others) {
      const shared = kindsOf.get(other)?.filter((kind) => kinds.includes(kind)) ?? [];
      if (shared.length > 0) {
        const names = firstOf(
          shared.map(({ name }) => name),
          3,
        );
        const position = plan.rules.findIndex(({ continuousBackup }) => continuousBackup);
        return [
          {
            path: ["backupPlans", index, "rules", position, "continuousBackup"],
            message: `\`${plan.name}\` and \`${other.name}\` select the same resources, and both make continuous backups of ${names}: AWS Backup makes them for one of the two plans, and snapshots for the other`,
            hint: hintWithPreset(
              "Remove `continuousBackup` from one of the two plans, or select different values.",
              plan,
              other,
            ),
          },
        ];
      }
    }
    return [];
  });
}

/** Each plan, with the earlier ones that select one of its resources in an account and Region. */
function plansWithOthers(config: OrgConfig) {
  const accounts = new Map(
    config.backupPlans.map((plan) => [plan, new Set(workloadAccountsBelow(config, plan.targets).map(({ id }) => id))]),
  );
  const regions = (plan: PlanConfig) => new Set(plan.regions ?? config.regions);
  return config.backupPlans.map((plan, index) => ({
    plan,
    index,
    others: config.backupPlans
      .slice(0, index)
      .filter(
        (other) =>
          intersects(regions(plan), regions(other)) &&
          intersects(accounts.get(plan), accounts.get(other)) &&
          selectTheSame(plan.select, other.select),
      ),
  }));
}

/** Whether some resource can match both. */
function selectTheSame(one: Select, other: Select): boolean {
  const [types, otherTypes] = [arnPatternsOf(one), arnPatternsOf(other)];
  return (
    (types === undefined || otherTypes === undefined || intersects(types, otherTypes)) &&
    tagsMeet(demandsOf(one), demandsOf(other))
  );
}

function intersects<T>(one: ReadonlySet<T> | undefined, other: ReadonlySet<T> | undefined): boolean {
  if (!one || !other) {
    return false;
  }
  const [fewer, more] = one.size <= other.size ? [one, other] : [other, one];
  return [...fewer].some((item) => more.has(item));
}

/** Two plans with continuous backups, of a database and of a type. */
function continuousPlans(type: string): string {
  const one = (name: string, selected: string, hour: number) =>
    `{ name: ${name}, select: { resourceTypes: [${selected}] }, targets: [payments], regions: [eu-west-1], rules: [{ name: r, schedule: cron(0 ${hour} ? * * *), continuousBackup: true, lifecycle: { deleteAfterDays: 35 } }] }`;
  return `backupPlans: [${one("first", "RDS", 10)}, ${one("second", type, 20)}]`;
}

function plan(select: string, keys = "", schedule = "cron(0 12 ? * * *)"): string {
  const name = select.startsWith("name:") ? "" : "name: second, ";
  return `backupPlans: [{ ${name}${select}, targets: [payments], regions: [eu-west-1], rules: [{ name: second, schedule: ${schedule}, lifecycle: { deleteAfterDays: 35 }${keys} }] }]`;
}
