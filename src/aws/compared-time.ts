/** Over which time the rules of a plan are compared. */

import { dateText } from "../date-text";
import { isWindowCut, mostComparedDays, type PlanRule, windowOf } from "./overlapping-rules";
import {
  parseSchedule,
  referenceDate,
  type Schedule,
  startDays,
  startsFrom,
  startsPerDay,
  startTimes,
} from "./schedule";

export interface Period {
  readonly from: Date;
  readonly to: Date;
}

export interface ComparedTime {
  /** Two years, then whole years after them in which a rare rule first meets another one. In order. */
  readonly periods: readonly [Period, ...Period[]];
  /** Such as `the years 2026 and 2027`. */
  readonly inWords: string;
  /** Whether the rules start too often for two years, so that fewer days are compared. */
  readonly isCut: boolean;
}

/** Runs of all rules of a plan. Ten rules that start every hour have 175,440 in two years. */
const mostRuns = 200_000;

const day = 86_400_000;
const comparedDays = 730;

/** Over so many years, each date falls on each day of the week, leap days too. */
const calendarYears = 28;

/**
 * A rule on fewer days than this is rare: in two years, it need not meet what it meets later. One that starts every month
 * has seen every day of the week by then.
 */
const rareDays = 24;

/** Takes below a millisecond for a rule that is not rare. @param from at midnight */
export function comparedTime(rules: readonly PlanRule[], from = referenceDate): ComparedTime {
  const read = rules.flatMap((rule): ReadRule[] => {
    const parsed = parseSchedule(rule.schedule);
    return "schedule" in parsed ? [{ schedule: parsed.schedule, window: windowOf(rule) }] : [];
  });
  const runsPerDay = read.reduce((sum, { schedule }) => {
    const days = startDays(schedule).filter((one) => one * day < referenceDate.getTime() + comparedDays * day);
    return sum + (startsPerDay(schedule) * days.length) / comparedDays;
  }, 0);
  const days = Math.min(comparedDays, Math.max(1, Math.floor(mostRuns / runsPerDay)));
  const first: Period = { from, to: new Date(from.getTime() + days * day) };
  const isCut = days < comparedDays;
  const years = isCut ? [] : laterYears(read, first);
  return {
    periods: [first, ...years.map((year) => ({ from: firstOfYear(year), to: firstOfYear(year + 1) }))],
    inWords: inWords(first, days, years),
    isCut,
  };
}

/** What is not compared, for people; nothing where all is. */
export function cutInWords(rules: readonly PlanRule[], from?: Date): string[] {
  const { isCut, inWords } = comparedTime(rules, from);
  return [
    ...(isCut ? [`its rules start so often that only ${inWords} are compared`] : []),
    ...(rules.some(isWindowCut)
      ? [
          `start windows longer than ${mostComparedDays} days count as ${mostComparedDays} days where rules are compared`,
        ]
      : []),
  ];
}

interface ReadRule {
  readonly schedule: Schedule;
  readonly window: number;
}

/** The years after a period in which a rare rule meets another one for the first time. */
function laterYears(rules: readonly ReadRule[], { from, to }: Period): number[] {
  const years = rules.flatMap((rare): number[] => {
    if (startDays(rare.schedule).filter((one) => one * day < to.getTime()).length >= rareDays) {
      return [];
    }
    const [first = from] = startsFrom(rare.schedule, from, 1);
    const end = first.getTime() + calendarYears * 366 * day;
    const starts = startTimes(rare.schedule, Math.floor(from.getTime() / day) * day, Math.ceil(end / day) * day);
    return rules.flatMap((other) => {
      const meeting = other === rare ? undefined : starts.find((start) => meetsAt(start, rare, other));
      return meeting === undefined || meeting < to.getTime() ? [] : [new Date(meeting).getUTCFullYear()];
    });
  });
  return [...new Set(years)].sort((one, other) => one - other);
}

function meetsAt(start: number, { window }: ReadRule, other: ReadRule): boolean {
  const [from, to] = [start - other.window, start + window];
  const near = startTimes(other.schedule, Math.floor(from / day) * day, Math.ceil(to / day) * day);
  return near.some((one) => one > from && one < to);
}

function inWords({ from }: Period, days: number, later: readonly number[]): string {
  const year = from.getUTCFullYear();
  const isNewYear = from.getTime() === firstOfYear(year).getTime();
  const date = dateText(from);
  if (days < comparedDays) {
    return `${days} ${days === 1 ? "day" : "days"} from ${date}`;
  }
  return isNewYear
    ? `the years ${[year, year + 1, ...later].join(", ").replace(/, (\d+)$/, " and $1")}`
    : `two years from ${date}${later.length === 0 ? "" : ` and of ${later.join(", ").replace(/, (\d+)$/, " and $1")}`}`;
}

function firstOfYear(year: number): Date {
  return new Date(Date.UTC(year, 0, 1));
}
