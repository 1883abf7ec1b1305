/** Rules about copies, cold storage and continuous backups that AWS Backup does not make of what a plan selects. */

import { copyObstacle, isCopiedWithin } from "../../aws/backup-features";
import { type BackupResource } from "../../aws/backup-services";
import { type PresetName } from "../../aws/backup-plan-templates";
import { holdsIn } from "../../aws/extent";
import { hasBackupPolicies } from "../../aws/region-features";
import { type Partition } from "../../aws/regions";
import { type ConfigPath } from "../../findings/finding";
import { grouped } from "../../grouped";
import { kindsReached, reachedByRegion } from "../reached-kinds";
import { type Problem, type Rule } from "../rule";
import { type OrgConfig } from "../schema/org-config";
import { takesType } from "../selected";
import { type RuleConfig } from "./rules-of-plans";

/** Something that backup rules ask for and that AWS Backup does not do with every kind of resource. */
interface Promised {
  /** Where a rule asks for it, from the rule on. */
  readonly places: (rule: RuleConfig, partition: Partition) => Place[];
  /** What AWS Backup does not do, as in `cannot copy backups of`. */
  readonly refusal: string;
  /** What there is in its place for some of the kinds, behind the message. */
  readonly remark?: (unkept: readonly BackupResource[]) => string;
  /** Before the Regions that stand against it. */
  readonly where: "from or to" | "in";
  /** What a backup plan for such a resource is like, as in `without copies`. */
  readonly instead: string;
}

interface Place {
  readonly path: ConfigPath;
  readonly obstacle: (kind: BackupResource, region: string) => Obstacle | undefined;
}

/** What stands against it: a Region, or, where no Region of the partition would help, the kind of resource itself. */
type Obstacle = { readonly region: string } | "kind";

const copies: Promised = {
  places: ({ copies: list }, partition) =>
    list.map(({ region: target }, index) => ({
      path: ["copies", index],
      obstacle: ({ features }, region) => {
        const obstacle = copyObstacle(features, region, target ?? region);
        if (obstacle === undefined) {
          return undefined;
        }
        const isHopeless = obstacle === "never" || !isCopiedWithin(features, partition);
        return isHopeless ? "kind" : { region: obstacle === "targetRegion" ? (target ?? region) : region };
      },
    })),
  refusal: "cannot copy backups of",
  where: "from or to",
  instead: "without copies",
};

const coldStorage: Promised = {
  places: (rule) =>
    coldPaths(rule).map((path) => ({
      path: [...path, "moveToColdStorageAfterDays"],
      obstacle: ({ features }) => (features.coldStorage === "yes" ? undefined : "kind"),
    })),
  refusal: "has no cold storage for",
  remark: (unkept) => {
    const archived = unkept.filter(({ features }) => features.coldStorage === "archive").map(({ name }) => name);
    const names = [...new Set(archived)].join(", ");
    return names === ""
      ? ""
      : `; for ${names} there is an archive, for backups a month or more apart, but the config cannot ask for it yet`;
  },
  where: "in",
  instead: "without moveToColdStorageAfterDays",
};

const continuousBackups: Promised = {
  places: ({ continuousBackup }) =>
    continuousBackup
      ? [
          {
            path: ["continuousBackup"],
            obstacle: ({ features }) => (features.continuousBackup ? undefined : "kind"),
          },
        ]
      : [],
  refusal: "makes no continuous backups of",
  where: "in",
  instead: "without continuousBackup",
};

const needs = [
  "regions.**",
  "serviceOptIn.**",
  "organization.partition",
  "backupPlans[].regions.**",
  "backupPlans[].select.**",
  "backupPlans[].rules.**",
];

export const promiseRules: readonly Rule[] = [
  {
    id: "copy-unsupported",
    severity: "error",
    what: "AWS Backup can copy at least one kind of resource that a backup plan with copies selects, from each of its Regions.",
    why: "The backup succeeds, but every copy fails: the central account never gets a copy.",
    needs,
    passes: plan("select: { resourceTypes: [RDS] }", ", copies: [{ to: central }]"),
    fails: `{ serviceOptIn: [EFS, Redshift], ${plan("select: { resourceTypes: [Redshift] }", ", copies: [{ to: central, lifecycle: { deleteAfterDays: 30 } }]")} }`,
    check: (config) => keptForNone(config, copies),
  },
  {
    id: "copy-partial",
    severity: "note",
    what: "AWS Backup can copy every kind of resource that a backup plan with copies can select.",
    why: "AWS Backup makes the backups of the other kinds, but no copies: if the account is lost, these backups are lost.",
    needs,
    passes: "serviceOptIn: [DynamoDB, EFS]",
    fails: `{ serviceOptIn: [EBS, EFS, Redshift], ${plan("select: { resourceTypes: [EBS, Redshift] }", ", copies: [{ to: central }]")} }`,
    check: (config) => keptForSome(config, copies),
  },
  {
    id: "cold-never",
    severity: "error",
    what: "A backup plan moves backups to cold storage only if a kind of resource that it selects has cold storage.",
    why: "AWS Backup ignores the transition: every backup stays in warm storage, at the warm price.",
    needs,
    passes: `{ serviceOptIn: [EFS, S3], ${presetPlan("daily-monthly-1y")} }`,
    fails: plan("select: { resourceTypes: [RDS] }", cold()),
    check: (config) => keptForNone(config, coldStorage),
  },
  {
    id: "cold-partial",
    severity: "note",
    what: "Every kind of resource that a backup plan with cold storage can select has cold storage.",
    why: "AWS Backup ignores the transition for the other kinds: their backups stay in warm storage, at the warm price.",
    needs,
    passes: "serviceOptIn: [DynamoDB, EFS]",
    fails: plan("select: { resourceTypes: [DynamoDB, RDS] }", cold()),
    check: (config) => keptForSome(config, coldStorage),
  },
  {
    id: "continuous-unsupported",
    severity: "error",
    what: "A backup plan with continuous backups selects a kind of resource that has them.",
    why: "AWS Backup makes snapshots instead, so you cannot restore to a point in time.",
    needs,
    passes: plan("select: { resourceTypes: [RDS, S3] }", ", continuousBackup: true"),
    fails: plan("select: { resourceTypes: [EBS] }", ", continuousBackup: true"),
    check: (config) => keptForNone(config, continuousBackups),
  },
  {
    id: "continuous-partial",
    severity: "note",
    what: "Every kind of resource that a backup plan with continuous backups can select has them.",
    why: "AWS Backup makes snapshots of the other kinds instead, so you cannot restore them to a point in time.",
    needs,
    passes: plan("select: { resourceTypes: [RDS, S3] }", ", continuousBackup: true"),
    fails: plan("select: { resourceTypes: [RDS, EBS] }", ", continuousBackup: true"),
    check: (config) => keptForSome(config, continuousBackups),
  },
];

/** What a rule asks for and AWS Backup does with nothing in some Region: a problem for each place. */
function keptForNone(config: OrgConfig, promised: Promised): Problem[] {
  return placesOf(config, promised).flatMap(({ path, keptByRegion }): Problem[] => {
    const unkept = keptByRegion.filter(isVain).flatMap(meant);
    return unkept.length === 0
      ? []
      : [
          {
            path,
            message: `AWS Backup ${promised.refusal} ${inWords(unkept, promised)}${remarkOn(unkept, promised)}`,
            hint: `Use a separate backup plan for such resources, ${insteadOf(unkept, promised)}.`,
          },
        ];
  });
}

/** What AWS Backup does with some of the kinds that a plan can select, and not with others: one problem for a plan. */
function keptForSome(config: OrgConfig, promised: Promised): Problem[] {
  const places = placesOf(config, promised).flatMap(({ path, keptByRegion }) => {
    const unkept = keptByRegion
      .filter((all) => !isVain(all))
      .flat()
      .filter(({ obstacle }) => obstacle);
    return unkept.length === 0 ? [] : [{ path, unkept }];
  });
  return [...grouped(places, ({ path: [, plan] }) => String(plan)).values()].flatMap((ofPlan): Problem[] =>
    ofPlan.slice(0, 1).map(({ path }) => {
      const unkept = ofPlan.flatMap((place) => place.unkept);
      return {
        path,
        message: `AWS Backup ${promised.refusal} some kinds that the backup plan can select: ${inWords(unkept, promised)}${remarkOn(unkept, promised)}`,
        hint: `If you have such resources, use a separate backup plan for them, ${insteadOf(unkept, promised)}.`,
      };
    }),
  );
}

interface Kept {
  readonly kind: BackupResource;
  /** Whether the plan selects it by tag or names its type, and not only one that AWS cannot tell from it. */
  readonly isMeant: boolean;
  /** Undefined where AWS Backup does it. */
  readonly obstacle: Obstacle | undefined;
}

function meant(all: readonly Kept[]): readonly Kept[] {
  return all.filter(({ isMeant }) => isMeant);
}

/** Whether AWS Backup does it with nothing that the plan means. */
function isVain(all: readonly Kept[]): boolean {
  return meant(all).length > 0 && meant(all).every(({ obstacle }) => obstacle);
}

/** Where plans ask for it, with what stands against it in each of their Regions, for each kind that they reach there. */
function placesOf(config: OrgConfig, { places }: Promised) {
  return config.backupPlans.flatMap(({ select, rules, regions = config.regions }, index) => {
    const reached = reachedByRegion(kindsReached(select, config), regions.filter(hasBackupPolicies));
    return rules.flatMap((rule, position) =>
      places(rule, config.organization.partition).map(({ path, obstacle }) => ({
        path: ["backupPlans", index, "rules", position, ...path],
        keptByRegion: reached.map(({ region, kinds }) =>
          kinds.map((kind): Kept => {
            const isThere = holdsIn(kind.features.available, region);
            return {
              kind,
              isMeant: takesType(select, kind.type),
              obstacle: obstacle(kind, region) ?? (isThere ? undefined : { region }),
            };
          }),
        ),
      })),
    );
  });
}

function remarkOn(unkept: readonly Kept[], { remark }: Promised): string {
  return remark?.(unkept.map(({ kind }) => kind)) ?? "";
}

function insteadOf(unkept: readonly Kept[], { instead }: Promised): string {
  return unkept.every(({ obstacle }) => obstacle === "kind") ? instead : `${instead} or without these Regions`;
}

/** As in `Redshift; Neptune from or to eu-south-1`: each kind once, those without a Region first. */
function inWords(unkept: readonly Kept[], { where }: Promised): string {
  const regionsOf = (all: readonly Kept[]) =>
    all.flatMap(({ obstacle }) => (obstacle === undefined || obstacle === "kind" ? [] : [obstacle.region]));
  const kinds = [...grouped(unkept, ({ kind }) => kind.name)].map(([name, all]) => ({
    name,
    regions: [...new Set(regionsOf(all))].sort().join(", "),
  }));
  return [...grouped(kinds, ({ regions }) => regions)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([regions, all]) => `${all.map(({ name }) => name).join(", ")}${regions === "" ? "" : ` ${where} ${regions}`}`)
    .join("; ");
}

/** Where a rule, or a copy of it, moves backups to cold storage. */
function coldPaths({ lifecycle, copies: list }: RuleConfig): ConfigPath[] {
  return [
    { path: ["lifecycle"], lifecycle },
    ...list.map((copy, index) => ({ path: ["copies", index, "lifecycle"], lifecycle: copy.lifecycle })),
  ].flatMap(({ path, lifecycle: own }) => (own?.moveToColdStorageAfterDays === undefined ? [] : [path]));
}

function plan(select: string, keys = ""): string {
  return `backupPlans: [{ name: second, ${select}, targets: [payments], regions: [eu-west-1], rules: [{ name: second, schedule: cron(0 12 ? * * *), lifecycle: { deleteAfterDays: 35 }${keys} }] }]`;
}

function presetPlan(preset: PresetName): string {
  return `backupPlans: [{ name: simple, targets: [payments], regions: [eu-west-1], select: { tag: { key: backup, values: [simple] } }, use: ${preset} }]`;
}

function cold(): string {
  return ", copies: [{ to: central, lifecycle: { moveToColdStorageAfterDays: 1, deleteAfterDays: 120 } }]";
}
