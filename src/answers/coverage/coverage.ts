/** What is backed up in which account and Region, by which plan, for how long, and where its copies go. */

import { arnLike } from "../../aws/arn";
import { type BackupResource, backupResources, backupServices } from "../../aws/backup-services";
import { defaultWindowMinutes } from "../../aws/backup-windows";
import { cutInWords } from "../../aws/compared-time";
import { twiceInWords } from "../../aws/contained";
import { longestKeptDays } from "../../aws/lifecycle";
import { asSnapshots } from "../../aws/overlapping-rules";
import { mostInWords, promisedBackups, worstRestorable } from "../../aws/restorable";
import {
  overlapInWords,
  type RuleOverlap,
  ruleOverlapsOf,
  type Sort,
  sorts as bothSorts,
  sortsOf,
  unsaidInWords,
} from "../../aws/rule-overlaps";
import { firstOf } from "../../first-of";
import { grouped } from "../../grouped";
import { scheduleInWords } from "../../aws/schedule-in-words";
import { type PolicyTarget, type VaultLock } from "../../model/deployment";
import { optionsOf } from "../../model/guardrails";
import { sorted, sortedBy } from "../../model/sorted";
import { type AppliedCopy, type AppliedOverlap, type Kept } from "../protection/answer";
import { appliedOverlap, isEverMade, reliedOn } from "../protection/applied-overlap";
import { copiesOf } from "../protection/rule-vaults";
import { type AccountBackups, type OrganizationBackups, type Plan } from "../protection/organization-backups";
import { reasons } from "../protection/reasons";
import { takesKind, takesWithoutOptIn } from "../protection/selects";
import { notesOnSelections, selectionInWords } from "../protection/selection-in-words";
import { optOutValues, type TagState, tagStateOf } from "../protection/tag-state";
import { namedValuesOf, selectsValue } from "../protection/tag-values";

export interface Coverage {
  /** Governed Regions and those of the plans, sorted. */
  readonly regions: readonly string[];
  /** Every plan that reaches an account, sorted by name. */
  readonly plans: readonly CoveragePlan[];
  /** Sorted by name. */
  readonly accounts: readonly AccountCoverage[];
}

export interface CoveragePlan {
  readonly name: string;
  readonly regions: readonly string[];
  /** Such as `backup=daily or monthly`. */
  readonly selects: string;
  /** What to know of what it selects. */
  readonly notes: readonly string[];
  /** Which sorts of resources it takes. */
  readonly sorts: readonly Sort[];
  readonly rules: readonly CoverageRule[];
  readonly newestBackup: NewestBackup;
}

/** What the rules of a plan leave to restore at the worst moment. */
export interface NewestBackup {
  /** Minutes since the scheduled start of the newest backup. Undefined where AWS promises no two backups. */
  readonly ageMinutes: number | undefined;
  /** Minutes in a row for which every backup is deleted before the next one is there. */
  readonly gapMinutes: number | undefined;
  /** Such as `up to 32 hours old`. */
  readonly inWords: string;
}

export interface CoverageRule {
  readonly name: string;
  readonly schedule: string;
  readonly scheduleInWords: string;
  readonly continuous: boolean;
  readonly startWindowMinutes: number;
  /**
   * Where other rules of the plan keep its backups, and their copies, from being made: of every resource, or of each sort
   * where they differ. At most two.
   */
  readonly overlaps: readonly AppliedOverlap[];
  /** Where the plan runs: in the local vault of each account. */
  readonly backup: Pick<Kept, "vaultName" | "deleteAfterDays" | "moveToColdStorageAfterDays" | "lock">;
  /** None of a rule that never makes a backup. */
  readonly copies: readonly Omit<AppliedCopy, "reason">[];
}

export interface AccountCoverage {
  readonly account: Pick<PolicyTarget, "id" | "name">;
  /** The names of the OUs from the root down to the account. */
  readonly organizationalUnits: readonly string[];
  /** Other accounts have no vaults: what a plan asks for there fails. */
  readonly isWorkload: boolean;
  /** Nobody can work in it. */
  readonly isSuspended: boolean;
  /** Whether a plan runs in one of its Regions with a vault. */
  readonly isReached: boolean;
  readonly regions: readonly RegionCoverage[];
  readonly tags: readonly CoverageTag[];
}

/** Every state of an account in a Region, with what it means. */
export const regionStates = {
  covered: "backup plans run",
  "no-plan": "the account uses the Region, but no backup plan runs there",
  "no-vault": "backup plans run and fail: the account has no vault there",
  unused: "the account does not use the Region",
} as const;

export interface RegionCoverage {
  readonly region: string;
  readonly state: keyof typeof regionStates;
  /** Names of the backup plans that run there, also if every backup fails. */
  readonly plans: readonly string[];
}

/** What a value of the backup tag means in an account. */
export interface CoverageTag {
  readonly key: string;
  readonly value: string;
  readonly state: TagState;
  readonly plans: readonly string[];
}

export function coverageOf(organization: OrganizationBackups): Coverage {
  const { deployment } = organization;
  const backups = deployment.accounts.map((account) => organization.of(account));
  const plans = new Map(backups.flatMap((account) => account.plans.map((plan) => [plan.name, plan])));
  const regions = sorted(new Set([...deployment.regions, ...[...plans.values()].flatMap((plan) => plan.regions)]));
  const localLock = deployment.members[0]?.vaults[0]?.lock;
  return {
    regions,
    plans: sortedBy(plans.values(), ({ name }) => name).map((plan) => coveragePlan(plan, localLock, organization)),
    accounts: backups.map((account) => accountCoverage(account, regions, organization)),
  };
}

function coveragePlan(plan: Plan, localLock: VaultLock | undefined, organization: OrganizationBackups): CoveragePlan {
  const sorts = sortsOf(kindsTaken(plan, organization));
  const overlaps = ruleOverlapsOf(plan.rules, sorts);
  const rules = plan.rules.map((rule): CoverageRule => {
    const own = overlaps.filter((one) => one.rule === rule).map(appliedOverlap);
    return {
      name: rule.name,
      schedule: rule.schedule,
      scheduleInWords: scheduleInWords(rule.schedule),
      continuous: rule.continuousBackup,
      startWindowMinutes: rule.startWindowMinutes ?? defaultWindowMinutes.start,
      overlaps: own,
      backup: {
        vaultName: rule.targetVaultName,
        moveToColdStorageAfterDays: rule.lifecycle.moveToColdStorageAfterDays,
        deleteAfterDays: rule.lifecycle.deleteAfterDays,
        lock: localLock,
      },
      copies: makesBackups(own) ? copiesOf(rule, organization) : [],
    };
  });
  return {
    name: plan.name,
    regions: plan.regions,
    selects: plan.selections.map(selectionInWords).join("; or "),
    notes: [
      ...notesOnSelections(plan.selections),
      ...cutInWords(plan.rules),
      ...overlaps.map(noteOnOverlap),
      ...twiceBy(plan, organization),
    ],
    sorts: bothSorts.filter((sort) => sorts.has(sort)),
    rules,
    newestBackup: newestBackup(plan),
  };
}

/** Whether some resources get backups of it, or of one of its equals. */
export function makesBackups([overlap, ...others]: CoverageRule["overlaps"]): boolean {
  const isForOthers = overlap?.of !== undefined && others.length === 0;
  return isForOthers || [overlap, ...others].some((one) => isEverMade(one) || one?.isAmongEquals);
}

/**
 * A backup counts as there from the end of its start window on: AWS does not promise that it starts earlier. What has no
 * continuous backups gets snapshots, and nothing else is as old.
 */
function newestBackup({ rules }: Plan): NewestBackup {
  const backups = promisedBackups(asSnapshots(rules).map((rule) => ({ ...rule, keptDays: longestKeptDays(rule) })));
  const { age, gap } = worstRestorable(backups, "startsBy") ?? {};
  const isContinuous = rules.some(({ continuousBackup }) => continuousBackup);
  return {
    ageMinutes: age,
    gapMinutes: gap,
    inWords: `${worstInWords(age, gap, backups.length)}${isContinuous ? "; newer with point-in-time recovery" : ""}`,
  };
}

function worstInWords(age: number | undefined, gap: number | undefined, backups: number): string {
  if (age === undefined || gap === undefined) {
    return backups === 0 ? "none for certain" : "only one backup";
  }
  const parts = [
    ...(age > 0 ? [`up to ${mostInWords(age)} old`] : []),
    ...(gap > 0 ? [`none for up to ${mostInWords(gap)}`] : []),
  ];
  return parts.join(", then ");
}

function noteOnOverlap(overlap: RuleOverlap): string {
  const open = unsaidInWords(overlap.unsaid);
  return `the backup rule ${overlap.rule.name} ${overlapInWords(overlap)}, because their start windows meet: then ${reliedOn(overlap)}.${open === "" ? "" : ` ${open}.`}`;
}

/** The kinds of resources that a plan takes, as far as their types go. */
function kindsTaken({ selections }: Plan, { deployment }: OrganizationBackups): BackupResource[] {
  const { regionSettings, organization } = deployment;
  return backupResources.filter((kind) =>
    selections.some(
      (selection) =>
        (regionSettings.optIn[kind.type] === true || takesWithoutOptIn(selection, kind)) &&
        (selection.by === "tag" || takesKind(selection, arnLike(organization.partition, kind.arnPattern, "*", "*"))),
    ),
  );
}

/** What it backs up twice, as what it holds and by itself. */
function twiceBy({ selections }: Plan, { deployment }: OrganizationBackups): string[] {
  const { regionSettings, organization } = deployment;
  return twiceInWords(({ container, part }) =>
    selections.some((selection) =>
      [container, part].every(
        (type) =>
          regionSettings.optIn[type] &&
          (selection.by === "tag" ||
            takesKind(
              selection,
              arnLike(organization.partition, backupServices[type].resources[0].arnPattern, "*", "*"),
            )),
      ),
    ),
  );
}

/** The notes on backup plans, each once, with the names of its plans, and that on suspended accounts. */
export function notesOf({ plans, accounts }: Coverage): string[] {
  const all = plans.flatMap(({ name, notes }) => notes.map((note) => ({ name, note })));
  const suspended = accounts.filter(({ isSuspended }) => isSuspended).map(({ account }) => account.name);
  return [
    ...[...grouped(all, ({ note }) => note)].map(
      ([note, alike]) => `${alike.map(({ name }) => name).join(", ")}: ${note}`,
    ),
    ...(suspended.length > 0 ? [`${firstOf(suspended, 20)}: ${reasons["account-suspended"].what}`] : []),
  ];
}

function accountCoverage(
  { account, isWorkload, isSuspended, vaults, plans, errors }: AccountBackups,
  allRegions: readonly string[],
  organization: OrganizationBackups,
): AccountCoverage {
  const applied = errors.length > 0 ? [] : plans;
  const regions = allRegions.map((region): RegionCoverage => {
    const running = applied.filter((plan) => plan.regions.includes(region)).map(({ name }) => name);
    const [withPlans, without] = vaults.has(region)
      ? (["covered", "no-plan"] as const)
      : (["no-vault", "unused"] as const);
    return { region, state: running.length > 0 ? withPlans : without, plans: running };
  });
  const units = new Map(organization.deployment.organizationalUnits.map(({ id, name }) => [id, name]));
  return {
    account: { id: account.id, name: account.name },
    organizationalUnits: account.ancestorIds.flatMap((id) => units.get(id) ?? []).toReversed(),
    isWorkload,
    isSuspended,
    isReached: regions.some(({ state }) => state === "covered"),
    regions,
    tags: tagsOf(applied, organization),
  };
}

/** Every value that a plan selects or the guardrail allows, and those by which teams opt out. */
function tagsOf(plans: readonly Plan[], { backupTagKeys, deployment }: OrganizationBackups): CoverageTag[] {
  return backupTagKeys.flatMap((key) => {
    const named = plans.flatMap((plan) => namedValuesOf(plan, key));
    const required = optionsOf(deployment, "requireBackupTag");
    const allowed = required?.key === key ? Object.values(required.values).flat() : [];
    return sorted(new Set([...named, ...allowed, ...optOutValues])).map((value) => {
      const selecting = plans.filter((plan) => selectsValue(plan, key, value)).map(({ name }) => name);
      return { key, value, state: tagStateOf(value, selecting.length > 0), plans: selecting };
    });
  });
}
