/**
 * Schedules as AWS Backup reads them: `cron(six fields)`, in UTC.
 *
 * Sources: AWS Organizations User Guide, "Backup policy syntax and examples", `schedule_expression`: cron only, and
 * terraform-provider-aws issue 8269: the API refuses `rate(…)`. Amazon EventBridge User Guide, "Cron expressions", to which
 * AWS Backup's documentation of `ScheduleExpression` refers. Read 2026-11-26. Runs are computed by croner.
 */

import { Cron } from "croner";
import { remembered } from "../remembered";

export interface Schedule {
  /** As croner reads it. */
  readonly pattern: string;
}

export type ParsedSchedule = { readonly schedule: Schedule } | ScheduleProblem;

interface ScheduleProblem {
  readonly problem: string;
  /**
   * What is known of AWS: that it refuses the expression, since its own pages exclude it; nothing, where they neither
   * exclude it nor say what it means; or nothing but that no backup is ever made.
   *
   * Source: Amazon EventBridge User Guide, "Cron expressions reference": fields, values, wildcards and limitations.
   * Read 2026-11-27.
   */
  readonly verdict: "refused" | "unsaid" | "never";
}

/** Schedules are judged from here on: a verdict must not depend on the day on which somebody looks. */
export const referenceDate = new Date("2026-01-01T00:00:00Z");

/** Two years later: the end of the time over which the starts of schedules are compared. */
export const referenceEnd = new Date("2028-01-01T00:00:00Z");

/** AWS Backup's schedules are in UTC. As an offset: with the name of a time zone, croner takes three times as long. */
const inUtc = { utcOffset: 0 };

/**
 * Reads an expression. Says in words what AWS would not take. The rules of many plans have few schedules between them, and
 * several rules of the config ask about each.
 */
export const parseSchedule = remembered(read, 1000);

function read(expression: string): ParsedSchedule {
  const cron = /^cron\((.*)\)$/.exec(expression)?.[1];
  if (cron !== undefined) {
    return parseCron(cron);
  }
  return almostCron.test(expression)
    ? { problem: "it is `cron(…)` with other letters or spaces than AWS has", verdict: "unsaid" }
    : { problem: whyNoCron(expression), verdict: "refused" };
}

const almostCron = /^\s*cron\s*\(.*\)\s*$/i;

/** The first starts at or after a time, at most so many. Takes about 25 µs a start. */
export function startsFrom(schedule: Schedule, from: Date, count: number): Date[] {
  return new Cron(schedule.pattern, inUtc).nextRuns(count, secondBefore(from));
}

/**
 * Minutes between the first starts; infinite where the expression cannot be read. Starts that are less than an hour
 * apart come from several minutes of one hour, so the first of them show it.
 */
export const shortestInterval = remembered((expression) => {
  const parsed = parseSchedule(expression);
  if ("problem" in parsed) {
    return Number.POSITIVE_INFINITY;
  }
  const starts = startsFrom(parsed.schedule, referenceDate, 3).map((date) => date.getTime());
  return Math.min(...starts.slice(1).map((start, index) => (start - (starts[index] ?? 0)) / 60_000));
}, 1000);

/** The starts at or after one time and before another, at most so many. Takes about 25 µs a start. */
export function startsBetween(schedule: Schedule, from: Date, to: Date, limit: number): Date[] {
  const starts: Date[] = [];
  const following = followingStarts(schedule, from);
  for (let start = following(); start && start < to && starts.length < limit; start = following()) {
    starts.push(start);
  }
  return starts;
}

/** Gives one start after the other, the first at or after a time. */
function followingStarts(schedule: Schedule, from: Date): () => Date | null {
  const cron = new Cron(schedule.pattern, inUtc);
  let last: Date | null = secondBefore(from);
  return () => (last = last && cron.nextRun(last));
}

/** croner gives what comes after a whole second. */
function secondBefore(time: Date): Date {
  return new Date(Math.ceil(time.getTime() / 1000) * 1000 - 1000);
}

const dayMilliseconds = 86_400_000;

/**
 * The days, counted from 1970, on which a schedule starts within two years of the reference date, and the first six at the
 * least, where it has them: five years have a leap year. Takes about 25 µs for each where it is not every day, once for all
 * schedules with the same days.
 */
export function startDays({ pattern }: Schedule): readonly number[] {
  return startDaysOf(pattern.split(" ").slice(3).join(" "));
}

const startDaysOf = remembered((days: string): readonly number[] => {
  const first = referenceDate.getTime() / dayMilliseconds;
  const count = 2 * 366;
  if (/^[* ]+$/.test(days)) {
    return Array.from({ length: count }, (_, index) => first + index);
  }
  const daily = { pattern: `0 0 0 ${days}` };
  const end = new Date((first + count) * dayMilliseconds);
  const within = startsBetween(daily, referenceDate, end, Number.POSITIVE_INFINITY);
  const starts = within.length < 6 ? startsFrom(daily, referenceDate, 6) : within;
  return starts.map((start) => start.getTime() / dayMilliseconds);
}, 1000);

/**
 * The starts at or after one time and before another, both at midnight, as milliseconds from 1970. Takes about 25 µs for
 * each day where that is not every day, once for all schedules with the same days.
 */
export function startTimes({ pattern }: Schedule, from: number, to: number): readonly number[] {
  return startTimesOf([pattern, from, to].join("|"));
}

const startTimesOf = remembered((question: string): readonly number[] => {
  const [pattern = "", from, to] = question.split("|");
  const [, minutes = "", hours = "", ...days] = pattern.split(" ");
  const times = timesOfDay(`0 ${minutes} ${hours} * * *`);
  return daysBetween([days.join(" "), from, to].join("|")).flatMap((day) => times.map((time) => day + time));
}, 2000);

/** AWS takes no later year. Source: Amazon EventBridge User Guide, "Cron expressions reference". Read 2026-11-27. */
const lastYear = 2199;

/** The last start of a schedule that names its years; undefined where it goes on to the last year that AWS takes. */
export function lastStart({ pattern }: Schedule): Date | undefined {
  const time = lastStartOf(pattern);
  return time === undefined ? undefined : new Date(time);
}

const lastStartOf = remembered((pattern: string): number | undefined => {
  const years = pattern.split(" ")[6] ?? "*";
  if (!/^[\d,-]+$/.test(years)) {
    return undefined;
  }
  const latest = Math.max(...years.split(/[,-]/).map(Number));
  // A leap day comes after eight years at the latest.
  for (let year = latest; latest < lastYear && year > latest - 9; year -= 1) {
    const last = startTimes({ pattern }, Date.UTC(year, 0), Date.UTC(year + 1, 0)).at(-1);
    if (last !== undefined) {
      return last;
    }
  }
  return undefined;
}, 1000);

/** How often it starts on a day on which it does. */
export function startsPerDay({ pattern }: Schedule): number {
  const [, minutes = "", hours = ""] = pattern.split(" ");
  return timesOfDay(`0 ${minutes} ${hours} * * *`).length;
}

const timesOfDay = remembered((pattern: string): readonly number[] => {
  const first = referenceDate.getTime();
  const starts = startsBetween({ pattern }, referenceDate, new Date(first + dayMilliseconds), Number.POSITIVE_INFINITY);
  return starts.map((start) => start.getTime() - first);
}, 1000);

const daysBetween = remembered((question: string): readonly number[] => {
  const [days = "", ...span] = question.split("|");
  const [from = 0, to = 0] = span.map(Number);
  return /^[* ]+$/.test(days)
    ? Array.from({ length: Math.ceil((to - from) / dayMilliseconds) }, (_, index) => from + index * dayMilliseconds)
    : startsBetween({ pattern: `0 0 0 ${days}` }, new Date(from), new Date(to), Number.POSITIVE_INFINITY).map((start) =>
        start.getTime(),
      );
}, 1000);

/** Of what people write in its place, a rate has a cron expression that starts as often, where it divides a day. */
function whyNoCron(expression: string): string {
  const [, count = "", unit = ""] = /^rate\(\s*(\d+)\s+(minute|hour|day)s?\s*\)$/i.exec(expression) ?? [];
  if (unit === "") {
    return "it is no `cron(…)`";
  }
  const minutes = Number(count) * ({ minute: 1, hour: 60, day: 1440 }[unit.toLowerCase()] ?? 1);
  const cron = cronEvery(minutes);
  return `AWS Backup takes no rate${cron === undefined ? "" : `: \`${cron}\` starts as often`}`;
}

function cronEvery(minutes: number): string | undefined {
  const hours = minutes / 60;
  if (minutes === 60 || minutes === 1440) {
    return minutes === 60 ? "cron(0 * ? * * *)" : "cron(0 0 ? * * *)";
  }
  if (minutes === 7 * 1440) {
    return "cron(0 0 ? * SUN *)";
  }
  return Number.isInteger(hours) && hours > 0 && 24 % hours === 0 ? `cron(0 0/${hours} ? * * *)` : undefined;
}

interface Field {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly names?: readonly string[];
  /** What the field takes beside `*`, values, ranges, steps and lists. */
  readonly special?: RegExp;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const fields: readonly Field[] = [
  { name: "minutes", minimum: 0, maximum: 59 },
  { name: "hours", minimum: 0, maximum: 23 },
  { name: "day of month", minimum: 1, maximum: 31, special: /^(\?|L|LW|([1-9]|[12]\d|3[01])W)$/ },
  { name: "month", minimum: 1, maximum: 12, names: months },
  { name: "day of week", minimum: 1, maximum: 7, names: weekdays, special: /^(\?|L|([1-7]|[A-Z]{3})(L|#[1-5]))$/ },
  { name: "year", minimum: 1970, maximum: lastYear },
];

/**
 * The part of an expression whose step is as wide as its field, so that it counts for nothing: in the minutes, a step of 60.
 * Only Amazon EventBridge's staff say that AWS refuses it; no documentation of AWS Backup does. Read 2026-11-26.
 */
export function wideStep(expression: string): string | undefined {
  const parts = /^cron\((.*)\)$/.exec(expression)?.[1]?.trim().split(/\s+/) ?? [];
  const items = parts.flatMap((part, index) => part.split(",").map((item) => ({ item, field: fields[index] })));
  return items.find(({ item, field }) => {
    const step = /\/(\d+)$/.exec(item)?.[1];
    return field !== undefined && Number(step) === field.maximum - field.minimum + 1;
  })?.item;
}

function parseCron(text: string): ParsedSchedule {
  const parts = text.trim().toUpperCase().split(/\s+/);
  if (parts.length !== fields.length) {
    return {
      problem: `cron takes six fields (minutes hours day-of-month month day-of-week year); here are ${parts.length}`,
      verdict: "refused",
    };
  }
  for (const [index, field] of fields.entries()) {
    const problem = problemOf(parts[index] ?? "", field);
    if (problem) {
      return problem;
    }
  }
  if ((parts[2] === "?") === (parts[4] === "?")) {
    return { problem: "exactly one of day-of-month and day-of-week must be `?`", verdict: "refused" };
  }
  return tryPattern(parts);
}

function problemOf(text: string, field: Field): ScheduleProblem | undefined {
  if (field.special?.test(text)) {
    const name = /^[A-Z]{3}/.exec(text)?.[0];
    return name === undefined || field.names?.includes(name)
      ? undefined
      : { problem: `\`${name}\` is no ${field.name}`, verdict: "refused" };
  }
  for (const item of text.split(",")) {
    const match = /^(\*|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(item);
    const [from, to] = [match?.[2], match?.[3]].map((value) =>
      value === undefined ? undefined : number(value, field),
    );
    const step = match?.[4] === undefined ? undefined : Number(match[4]);
    if (step !== undefined && step > field.maximum - field.minimum + 1) {
      return { problem: `the step of \`${item}\` is longer than the field ${field.name}`, verdict: "unsaid" };
    }
    const outside = [from, to].find((value) => value !== undefined && !inside(value, field));
    if (!match || outside !== undefined || step === 0) {
      return { problem: `\`${item}\` is no ${field.name}: ${field.minimum} to ${field.maximum}`, verdict: "refused" };
    }
    if (from !== undefined && to !== undefined && from > to) {
      return { problem: `the range \`${item}\` of ${field.name} runs backwards`, verdict: "unsaid" };
    }
  }
  return undefined;
}

/** A name counts from the field's minimum: JAN is 1, and SUN is 1 to AWS. */
function number(text: string, field: Field): number {
  const index = field.names?.indexOf(text) ?? -1;
  return index >= 0 ? index + field.minimum : /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function inside(value: number, { minimum, maximum }: Field): boolean {
  return value >= minimum && value <= maximum;
}

function tryPattern(parts: readonly string[]): ParsedSchedule {
  const translated = parts.map((part, index) => {
    const field = fields[index];
    return part === "?" || !field
      ? "*"
      : part
          .split(",")
          .map((item) => translate(item, field))
          .join(",");
  });
  const pattern = ["0", ...translated].join(" ");
  try {
    return new Cron(pattern, inUtc).nextRun(referenceDate) === null
      ? { problem: "it never runs: no date to come has such a day", verdict: "never" }
      : { schedule: { pattern } };
  } catch {
    return { problem: "no calendar has such a time", verdict: "unsaid" };
  }
}

/** croner counts weekdays from SUN = 0, takes no start with a step, and has no `?`. */
function translate(item: string, field: Field): string {
  const stepped = /^(\*|\w+)\/(\d+)$/.exec(item);
  const start = stepped?.[1] === "*" ? field.minimum : stepped?.[1];
  const text = stepped ? `${start}-${field.maximum}/${stepped[2]}` : item;
  if (field.names !== weekdays) {
    return text;
  }
  return text === "L" ? "6" : text.replace(/^\d+|(?<=-)\d+/g, (day) => String(Number(day) - 1));
}
