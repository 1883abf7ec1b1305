/** What the script of the report draws from, each thing once: 200 accounts share a few plans and schedules. */

import { dateText } from "../../../date-text";
import { plannedRuns } from "../../../aws/overlapping-rules";
import { asRunFor, type Sort, sorts } from "../../../aws/rule-overlaps";
import { parseSchedule, startsBetween } from "../../../aws/schedule";
import { type AppliedOverlap } from "../../protection/answer";
import { isEverMade } from "../../protection/applied-overlap";
import { keptInWords, lockInWords } from "../../protection/words";
import { type Coverage, type CoveragePlan, type CoverageRule, type RegionCoverage, regionStates } from "../coverage";

export interface ReportData {
  /** The first day, such as 2026-01-01, and how many there are. */
  readonly from: string;
  readonly days: number;
  readonly regions: readonly string[];
  readonly plans: readonly {
    readonly name: string;
    readonly selects: string;
    /** What is left to restore at the worst moment, in words. */
    readonly newest: string;
    readonly rules: readonly {
      readonly name: string;
      /** Of which resources it is true, where AWS Backup runs the rule otherwise for others. */
      readonly of?: Sort;
      readonly starts: string;
      readonly kept: string;
      readonly copies: readonly string[];
      /** Index of the schedule. */
      readonly schedule: number;
    }[];
  }[];
  readonly schedules: readonly ScheduleYear[];
  /** What an account can have in a Region. */
  readonly places: readonly {
    readonly state: string;
    readonly isCovered: boolean;
    readonly plans: readonly number[];
  }[];
  readonly accounts: readonly {
    readonly name: string;
    readonly id: string;
    /** For each Region, the index of the place. */
    readonly places: readonly number[];
  }[];
}

/** The starts of a schedule in the days of the report. */
export interface ScheduleYear {
  readonly expression: string;
  /** Different days: the minutes at which the schedule starts. */
  readonly minutes: readonly (readonly number[])[];
  /** For each day, which of them it is. */
  readonly days: readonly number[];
  /** Whether there are more starts than are drawn. */
  readonly isCut: boolean;
}

export const reportDays = 365;

/** Starts of one schedule: more than one an hour would be a finding. */
const startsDrawn = 10_000;

const day = 24 * 60 * 60_000;

export function reportData({ regions, plans, accounts }: Coverage, from: Date): ReportData {
  // Rules with one schedule share its year; one that meets others of its plan has a year of its own.
  const years = new Map<string, ScheduleYear>();
  const plansData = plans.map((plan) => ({
    name: plan.name,
    selects: plan.selects,
    newest: plan.newestBackup.inWords,
    rules: plan.rules.flatMap((rule) => rulesData(plan, rule)),
  }));
  const planIndexes = new Map(plans.map(({ name }, index) => [name, index]));
  const placeIndexes = new Map<string, number>();
  const indexOfPlace = ({ state, plans: names }: RegionCoverage) => {
    const key = JSON.stringify({
      state: regionStates[state],
      isCovered: state === "covered",
      plans: names.map((name) => planIndexes.get(name)),
    });
    placeIndexes.set(key, placeIndexes.get(key) ?? placeIndexes.size);
    return placeIndexes.get(key) ?? 0;
  };
  return {
    from: dateText(from),
    days: reportDays,
    regions,
    plans: plansData,
    schedules: [...years.values()],
    accounts: accounts.map(({ account: { name, id }, regions: places }) => ({
      name,
      id,
      places: places.map(indexOfPlace),
    })),
    places: [...placeIndexes.keys()].map((key) => JSON.parse(key)),
  };

  /** Twice, where it runs otherwise for resources with continuous backups than for others. */
  function rulesData(plan: CoveragePlan, rule: CoverageRule) {
    const [first] = rule.overlaps;
    const [sort = "with continuous backups"] = plan.sorts;
    return first?.of === undefined
      ? [ruleData(rule, first, indexOfYear(plan, rule, first, sort))]
      : sorts.map((of) => {
          const overlap = rule.overlaps.find((one) => one.of === of);
          return { ...ruleData(rule, overlap, indexOfYear(plan, rule, overlap, of)), of };
        });
  }

  function indexOfYear(
    { name, rules }: CoveragePlan,
    { schedule, name: rule }: CoverageRule,
    overlap: AppliedOverlap | undefined,
    sort: Sort,
  ): number {
    const key = overlap ? JSON.stringify([name, rule, sort]) : schedule;
    const year =
      years.get(key) ??
      yearOf(schedule, overlap ? madeStarts(rules, rule, sort, from) : startsOf(schedule, from), from);
    years.set(key, year);
    return [...years.keys()].indexOf(key);
  }

  function ruleData(
    { name, scheduleInWords, continuous, backup, copies }: CoverageRule,
    overlap: AppliedOverlap | undefined,
    schedule: number,
  ) {
    return {
      name,
      starts: `${scheduleInWords}${continuous ? "; continuous" : ""}${overlap ? `; ${overlap.inWords}` : ""}`,
      kept: `${keptInWords(backup)}; ${lockInWords(backup.lock)}`,
      copies:
        isEverMade(overlap) || overlap?.isAmongEquals
          ? copies.map(
              (copy) => `${copy.account.name}, ${copy.region}: ${keptInWords(copy)}; ${lockInWords(copy.lock)}`,
            )
          : [],
      schedule,
    };
  }
}

function startsOf(expression: string, from: Date): Date[] {
  const parsed = parseSchedule(expression);
  return "schedule" in parsed ? startsBetween(parsed.schedule, from, endOf(from), startsDrawn) : [];
}

/** Of a rule that meets others, the starts that make a backup; of equals, the first of the plan is drawn. */
function madeStarts(rules: readonly CoverageRule[], name: string, sort: Sort, from: Date): Date[] {
  const planned = plannedRuns(
    asRunFor(
      sort,
      rules.map((rule) => ({
        ...rule,
        lifecycle: { deleteAfterDays: rule.backup.deleteAfterDays },
        continuousBackup: rule.continuous,
        targetVaultName: rule.backup.vaultName,
      })),
    ),
    from,
    endOf(from),
    startsDrawn,
  );
  const isFirst = (others: readonly string[]) => rules.find((rule) => others.includes(rule.name))?.name === name;
  return planned
    .filter(
      ({ rule, outcome }) =>
        rule.name === name && (outcome.is === "made" || (outcome.is === "one-of" && isFirst(outcome.rules))),
    )
    .map(({ start }) => start);
}

function endOf(from: Date): Date {
  return new Date(from.getTime() + reportDays * day);
}

function yearOf(expression: string, starts: readonly Date[], from: Date): ScheduleYear {
  const minutesOfDays = Array.from({ length: reportDays }, (): number[] => []);
  for (const start of starts) {
    const minutes = (start.getTime() - from.getTime()) / 60_000;
    minutesOfDays[Math.floor(minutes / (24 * 60))]?.push(minutes % (24 * 60));
  }
  const texts = minutesOfDays.map((minutes) => minutes.join());
  const different = [...new Set(texts)];
  return {
    expression,
    minutes: different.map((text) => (text === "" ? [] : text.split(",").map(Number))),
    days: texts.map((text) => different.indexOf(text)),
    isCut: starts.length === startsDrawn,
  };
}
