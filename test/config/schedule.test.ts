/** Schedules as AWS reads them, and not as any other cron does. */

import fc from "fast-check";
import {
  parseSchedule,
  referenceDate,
  type Schedule,
  startDays,
  startsBetween,
  startsFrom,
} from "../../src/aws/schedule";

const from = new Date("2026-01-01T00:00:00Z");

function scheduleOf(expression: string): Schedule {
  const parsed = parseSchedule(expression);
  if ("problem" in parsed) {
    throw new Error(`\`${expression}\`: ${parsed.problem}`);
  }
  return parsed.schedule;
}

/** As `2026-01-01 00:00`. */
function startsOf(expression: string, count = 2): string[] {
  return startsFrom(scheduleOf(expression), from, count).map((start) =>
    start.toISOString().slice(0, 16).replace("T", " "),
  );
}

function problemOf(expression: string): string {
  const parsed = parseSchedule(expression);
  return "problem" in parsed ? parsed.problem : "none";
}

const valid: readonly (readonly [expression: string, first: string, second: string])[] = [
  // Stars, values, lists, ranges and steps.
  ["cron(0 2 ? * * *)", "2026-01-01 02:00", "2026-01-02 02:00"],
  ["cron(0 2 * * ? *)", "2026-01-01 02:00", "2026-01-02 02:00"],
  ["cron(0 0 ? * * *)", "2026-01-01 00:00", "2026-01-02 00:00"],
  ["cron(00 02 ? * * *)", "2026-01-01 02:00", "2026-01-02 02:00"],
  ["cron(  0  2  ?  *  *  *  )", "2026-01-01 02:00", "2026-01-02 02:00"],
  ["cron(10,40 2 ? * * *)", "2026-01-01 02:10", "2026-01-01 02:40"],
  ["cron(0 0 1-5,10-12 * ? *)", "2026-01-01 00:00", "2026-01-02 00:00"],
  ["cron(0/15 * * * ? *)", "2026-01-01 00:00", "2026-01-01 00:15"],
  ["cron(5/20 8-10 * * ? *)", "2026-01-01 08:05", "2026-01-01 08:25"],
  ["cron(50/20 0 ? * * *)", "2026-01-01 00:50", "2026-01-02 00:50"],
  ["cron(0 */6 ? * * *)", "2026-01-01 00:00", "2026-01-01 06:00"],
  ["cron(0 8/4 ? * MON-FRI *)", "2026-01-01 08:00", "2026-01-01 12:00"],
  ["cron(0 0 10/10 * ? *)", "2026-01-10 00:00", "2026-01-20 00:00"],
  ["cron(0 0 */10 * ? *)", "2026-01-01 00:00", "2026-01-11 00:00"],
  // Months by number and by name, in either case.
  ["cron(0 0 1 1/3 ? *)", "2026-01-01 00:00", "2026-04-01 00:00"],
  ["cron(0 0 1 JAN,JUL ? *)", "2026-01-01 00:00", "2026-07-01 00:00"],
  ["cron(0 0 1 feb-mar ? *)", "2026-02-01 00:00", "2026-03-01 00:00"],
  ["cron(0 0 ? JAN/6 7 *)", "2026-01-03 00:00", "2026-01-10 00:00"],
  // Weekdays, which AWS counts from SUN = 1.
  ["cron(0 0 ? * 1 *)", "2026-01-04 00:00", "2026-01-11 00:00"],
  ["cron(0 0 ? * SUN *)", "2026-01-04 00:00", "2026-01-11 00:00"],
  ["cron(0 0 ? * 7 *)", "2026-01-03 00:00", "2026-01-10 00:00"],
  ["cron(0 0 ? * 1,7 *)", "2026-01-03 00:00", "2026-01-04 00:00"],
  ["cron(0 0 ? * 2-6 *)", "2026-01-01 00:00", "2026-01-02 00:00"],
  ["cron(0 0 ? * MON,WED,FRI *)", "2026-01-02 00:00", "2026-01-05 00:00"],
  ["cron(0 0 ? * 2-6/2 *)", "2026-01-02 00:00", "2026-01-05 00:00"],
  ["cron(0 0 ? * 1/2 *)", "2026-01-01 00:00", "2026-01-03 00:00"],
  ["cron(0 0 ? * FRI/1 *)", "2026-01-02 00:00", "2026-01-03 00:00"],
  // L: the last day of the month, Saturday, and the last such weekday of the month.
  ["cron(30 1 L * ? *)", "2026-01-31 01:30", "2026-02-28 01:30"],
  ["cron(0 0 L 2 ? *)", "2026-02-28 00:00", "2027-02-28 00:00"],
  ["cron(0 0 ? * L *)", "2026-01-03 00:00", "2026-01-10 00:00"],
  ["cron(0 0 ? * 5L *)", "2026-01-29 00:00", "2026-02-26 00:00"],
  ["cron(0 0 ? * FRIL *)", "2026-01-30 00:00", "2026-02-27 00:00"],
  ["cron(0 0 ? * 1L *)", "2026-01-25 00:00", "2026-02-22 00:00"],
  // W: the weekday that is nearest, in the same month.
  ["cron(0 0 15W * ? *)", "2026-01-15 00:00", "2026-02-16 00:00"],
  ["cron(0 0 1W AUG ? *)", "2026-08-03 00:00", "2027-08-02 00:00"],
  ["cron(0 0 31W * ? *)", "2026-01-30 00:00", "2026-03-31 00:00"],
  ["cron(0 0 LW * ? *)", "2026-01-30 00:00", "2026-02-27 00:00"],
  // #: the weekday of that number in the month.
  ["cron(0 0 ? * 3#2 *)", "2026-01-13 00:00", "2026-02-10 00:00"],
  ["cron(0 0 ? * TUE#2 *)", "2026-01-13 00:00", "2026-02-10 00:00"],
  ["cron(0 0 ? * 6#5 *)", "2026-01-30 00:00", "2026-05-29 00:00"],
  ["cron(0 0 ? * 1#1 *)", "2026-01-04 00:00", "2026-02-01 00:00"],
  // Years, and days that few years have.
  ["cron(0 0 1 1 ? 2027,2030)", "2027-01-01 00:00", "2030-01-01 00:00"],
  ["cron(0 0 1 1 ? 2028/2)", "2028-01-01 00:00", "2030-01-01 00:00"],
  ["cron(0 0 29 2 ? *)", "2028-02-29 00:00", "2032-02-29 00:00"],
  ["cron(0 0 ? FEB 1#5 *)", "2032-02-29 00:00", "2060-02-29 00:00"],
];

test.each(valid)("%s starts at %s and at %s", (expression, first, second) => {
  expect(startsOf(expression)).toEqual([first, second]);
});

const noExpression = /^it is no `cron\(…\)`$|^it is `cron\(…\)` with other letters or spaces than AWS has$/;
const oneQuestionMark = /exactly one of day-of-month and day-of-week must be `\?`/;
const never = /never runs/;

const invalid: readonly (readonly [expression: string, problem: RegExp])[] = [
  ["", noExpression],
  ["daily", noExpression],
  ["0 2 * * *", noExpression],
  ["at(2026-01-01T00:00:00)", noExpression],
  ["cron(0 2 ? * * *", noExpression],
  [" cron(0 2 ? * * *)", noExpression],
  ["cron(0 2 ? * * *)\n", noExpression],
  ["Cron(0 2 ? * * *)", noExpression],
  ["rate(1 week)", noExpression],
  ["rate(1.5 hours)", noExpression],
  ["rate(-1 days)", noExpression],
  ["rate(day)", noExpression],
  // AWS Backup takes no rate. What starts as often is offered, where a cron expression can say it.
  ["rate(1 hour)", /^AWS Backup takes no rate: `cron\(0 \* \? \* \* \*\)` starts as often$/],
  ["rate(60 minutes)", /`cron\(0 \* \? \* \* \*\)`/],
  ["rate(12 hours)", /`cron\(0 0\/12 \? \* \* \*\)`/],
  ["Rate( 1 days )", /`cron\(0 0 \? \* \* \*\)`/],
  ["rate(24 hours)", /`cron\(0 0 \? \* \* \*\)`/],
  ["rate(7 days)", /`cron\(0 0 \? \* SUN \*\)`/],
  ["rate(5 hours)", /^AWS Backup takes no rate$/],
  ["rate(30 minutes)", /^AWS Backup takes no rate$/],
  ["rate(0 days)", /^AWS Backup takes no rate$/],
  ["cron()", /six fields/],
  ["cron(0 2 * * *)", /six fields .*; here are 5/],
  ["cron(0 0 2 ? * * *)", /six fields .*; here are 7/],
  ["cron(0 2 * * * *)", oneQuestionMark],
  ["cron(0 2 ? * ? *)", oneQuestionMark],
  ["cron(0 2 1 * MON *)", oneQuestionMark],
  ["cron(60 2 ? * * *)", /`60` is no minutes: 0 to 59/],
  ["cron(-1 2 ? * * *)", /`-1` is no minutes/],
  ["cron(0 24 ? * * *)", /`24` is no hours: 0 to 23/],
  ["cron(0 0 0 * ? *)", /`0` is no day of month: 1 to 31/],
  ["cron(0 0 32 * ? *)", /`32` is no day of month/],
  ["cron(0 0 32W * ? *)", /`32W` is no day of month/],
  ["cron(0 0 W * ? *)", /`W` is no day of month/],
  ["cron(0 0 L-3 * ? *)", /`L-3` is no day of month/],
  ["cron(0 0 ? 0 * *)", /`0` is no month: 1 to 12/],
  ["cron(0 0 ? 13 * *)", /`13` is no month/],
  ["cron(0 0 ? MON * *)", /`MON` is no month/],
  ["cron(0 0 ? * 0 *)", /`0` is no day of week: 1 to 7/],
  ["cron(0 0 ? * 8 *)", /`8` is no day of week/],
  ["cron(0 0 ? * JAN *)", /`JAN` is no day of week/],
  ["cron(0 0 ? * FOOL *)", /`FOO` is no day of week/],
  ["cron(0 0 ? * 1#6 *)", /`1#6` is no day of week/],
  ["cron(0 0 ? * 3#1,6#3 *)", /`3#1` is no day of week/],
  ["cron(0 0 ? * * 1969)", /`1969` is no year: 1970 to 2199/],
  ["cron(0 0 ? * * 2200)", /`2200` is no year/],
  ["cron(? 0 ? * * *)", /`\?` is no minutes/],
  ["cron(1,, 0 ? * * *)", /`` is no minutes/],
  ["cron(1- 0 ? * * *)", /`1-` is no minutes/],
  ["cron(0/0 0 ? * * *)", /`0\/0` is no minutes/],
  ["cron(30-10 0 ? * * *)", /`30-10` of minutes runs backwards/],
  ["cron(0 22-2 ? * * *)", /`22-2` of hours runs backwards/],
  ["cron(0 0 31 2 ? *)", never],
  ["cron(0 0 31 4,6,9,11 ? *)", never],
  ["cron(0 0 29 2 ? 2027)", never],
];

test.each(invalid)("%j is refused in words", (expression, problem) => {
  expect(problemOf(expression)).toMatch(problem);
});

test("a start at the very time counts, and one before it does not", () => {
  const noon = scheduleOf("cron(0 12 ? * * *)");
  const first = (time: string) => startsFrom(noon, new Date(time), 1).map((start) => start.toISOString());
  expect(first("2026-03-29T12:00:00Z")).toEqual(["2026-03-29T12:00:00.000Z"]);
  expect(first("2026-03-29T12:00:01Z")).toEqual(["2026-03-30T12:00:00.000Z"]);
});

test("weekday 01 is weekday 1, Sunday", () => {
  expect(startsOf("cron(0 0 ? * 01 *)")).toEqual(startsOf("cron(0 0 ? * 1 *)"));
});

test("years with a step count from 1970, the first that AWS takes", () => {
  expect(startsOf("cron(0 0 1 1 ? */3)")).toEqual(["2027-01-01 00:00", "2030-01-01 00:00"]);
});

test("what is offered in the place of a rate starts as often", () => {
  for (const hours of [1, 2, 3, 4, 6, 8, 12, 24]) {
    const offered = /`(.*)`/.exec(problemOf(`rate(${hours} hours)`))?.[1] ?? "";
    const [first, second] = startsFrom(scheduleOf(offered), from, 2);
    expect([hours, (second?.getTime() ?? 0) - (first?.getTime() ?? 0)]).toEqual([hours, hours * 3_600_000]);
  }
});

test("a start within the second before the time does not count", () => {
  const [first] = startsFrom(scheduleOf("cron(0 0 ? * * *)"), new Date("2026-01-01T00:00:00.500Z"), 1);
  expect(first?.toISOString()).toBe("2026-01-02T00:00:00.000Z");
});

/** A field as text, and what it means, told independently of the code under test. */
interface Field<T = number> {
  readonly text: string;
  readonly matches: (value: T) => boolean;
}

function plainField(minimum: number, maximum: number, names: readonly string[] = []): fc.Arbitrary<Field> {
  const number = fc.integer({ min: minimum, max: maximum });
  const written = (value: number) => {
    const name = names[value - minimum];
    return name === undefined ? fc.constant(`${value}`) : fc.constantFrom(`${value}`, name, name.toLowerCase());
  };
  const single = number.chain((value) =>
    written(value).map((text) => ({ text, matches: (at: number) => at === value })),
  );
  const range = fc.tuple(number, number).chain(([one, other]) => {
    const [first, last] = [Math.min(one, other), Math.max(one, other)];
    return fc
      .tuple(written(first), written(last))
      .map(([a, b]) => ({ text: `${a}-${b}`, matches: (at: number) => at >= first && at <= last }));
  });
  const stepFrom = fc.tuple(number, fc.integer({ min: 1, max: maximum - minimum })).chain(([first, step]) =>
    written(first).map((text) => ({
      text: `${text}/${step}`,
      matches: (at: number) => at >= first && (at - first) % step === 0,
    })),
  );
  const item = fc.oneof(single, range, stepFrom);
  const list = fc.array(item, { minLength: 2, maxLength: 4 }).map((items) => ({
    text: items.map(({ text }) => text).join(","),
    matches: (at: number) => items.some(({ matches }) => matches(at)),
  }));
  return fc.oneof(fc.constant({ text: "*", matches: () => true }), item, list);
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const dayMilliseconds = 86_400_000;

function lastDayOf(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

/** The weekday, Monday to Friday, that is nearest to a day of the date's month, without leaving the month. */
function nearestWeekday(date: Date, day: number): number | undefined {
  const last = lastDayOf(date);
  if (day > last) {
    return undefined;
  }
  const weekday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), day)).getUTCDay();
  if (weekday === 6) {
    return day === 1 ? 3 : day - 1;
  }
  if (weekday === 0) {
    return day === last ? day - 2 : day + 1;
  }
  return day;
}

const dayOfMonth: fc.Arbitrary<Field<Date>> = fc.oneof(
  plainField(1, 31).map(({ text, matches }) => ({ text, matches: (date: Date) => matches(date.getUTCDate()) })),
  fc.constant({ text: "L", matches: (date: Date) => date.getUTCDate() === lastDayOf(date) }),
  fc.constant({ text: "LW", matches: (date: Date) => date.getUTCDate() === nearestWeekday(date, lastDayOf(date)) }),
  fc.integer({ min: 1, max: 31 }).map((day) => ({
    text: `${day}W`,
    matches: (date: Date) => date.getUTCDate() === nearestWeekday(date, day),
  })),
);

const weekdayNumber = fc
  .integer({ min: 1, max: 7 })
  .chain((day) => fc.tuple(fc.constant(day), fc.constantFrom(`${day}`, weekdays[day - 1] ?? "")));

const dayOfWeek: fc.Arbitrary<Field<Date>> = fc.oneof(
  plainField(1, 7, weekdays).map(({ text, matches }) => ({
    text,
    matches: (date: Date) => matches(date.getUTCDay() + 1),
  })),
  fc.constant({ text: "L", matches: (date: Date) => date.getUTCDay() === 6 }),
  weekdayNumber.map(([day, text]) => ({
    text: `${text}L`,
    matches: (date: Date) => date.getUTCDay() + 1 === day && date.getUTCDate() > lastDayOf(date) - 7,
  })),
  fc.tuple(weekdayNumber, fc.integer({ min: 1, max: 5 })).map(([[day, text], occurrence]) => ({
    text: `${text}#${occurrence}`,
    matches: (date: Date) => date.getUTCDay() + 1 === day && Math.ceil(date.getUTCDate() / 7) === occurrence,
  })),
);

const anyDay: Field<Date> = { text: "?", matches: () => true };

const cron = fc
  .record({
    minutes: plainField(0, 59),
    hours: plainField(0, 23),
    days: fc.oneof(
      dayOfMonth.map((day) => [day, anyDay] as const),
      dayOfWeek.map((day) => [anyDay, day] as const),
    ),
    month: plainField(1, 12, months),
    year: fc.oneof({ weight: 2, arbitrary: fc.constant({ text: "*", matches: () => true }) }, plainField(2026, 2199)),
  })
  .map(({ minutes, hours, days: [dayInMonth, dayInWeek], month, year }) => ({
    expression: `cron(${[minutes, hours, dayInMonth, month, dayInWeek, year].map(({ text }) => text).join(" ")})`,
    matchesDay: (date: Date) =>
      dayInMonth.matches(date) &&
      dayInWeek.matches(date) &&
      month.matches(date.getUTCMonth() + 1) &&
      year.matches(date.getUTCFullYear()),
    matchesTime: (date: Date) => minutes.matches(date.getUTCMinutes()) && hours.matches(date.getUTCHours()),
  }));

const options = { numRuns: 1_000 };

test("every expression with valid fields starts exactly when its fields say, or is said never to run", () => {
  // Four years hold every date with every weekday that matters here often enough; later first starts are not compared.
  const days = Array.from({ length: 4 * 366 }, (_, index) => new Date(from.getTime() + index * dayMilliseconds));
  fc.assert(
    fc.property(cron, ({ expression, matchesDay, matchesTime }) => {
      const expectedDay = days.find(matchesDay);
      const parsed = parseSchedule(expression);
      if ("problem" in parsed) {
        expect([parsed.problem, expectedDay]).toEqual([expect.stringMatching(never), undefined]);
        return;
      }
      const starts = startsFrom(parsed.schedule, from, 5);
      for (const [index, start] of starts.entries()) {
        expect(start.getTime()).toBeGreaterThan(starts[index - 1]?.getTime() ?? from.getTime() - 1);
        expect([start.getUTCSeconds(), start.getUTCMilliseconds()]).toEqual([0, 0]);
        expect([start.toISOString(), matchesDay(start), matchesTime(start)]).toEqual([start.toISOString(), true, true]);
      }
      if (expectedDay) {
        expect(starts[0]?.toISOString().slice(0, 10)).toBe(expectedDay.toISOString().slice(0, 10));
      }
    }),
    options,
  );
});

test("no string throws: it is a schedule, or it has a problem in words", () => {
  const character = fc.constantFrom(..."0123456789*?/,-#LW() \tMONJANratecdyhus");
  const likely = fc.string({ unit: character, maxLength: 30 });
  const field = fc.string({ unit: character, maxLength: 5 });
  const fields = fc.array(field, { minLength: 6, maxLength: 6 }).map((texts) => texts.join(" "));
  const wrapped = fc.oneof(likely, fields).chain((text) => fc.constantFrom(text, `cron(${text})`, `rate(${text})`));
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" }), wrapped), (text) => {
      const parsed = parseSchedule(text);
      if ("problem" in parsed) {
        expect(parsed.problem).not.toBe("");
      } else {
        startsFrom(parsed.schedule, from, 3);
      }
    }),
    { ...options, numRuns: 5_000 },
  );
});

test.each([
  "cron(30 2 ? * * *)",
  "cron(0 0/6 * * ? *)",
  "cron(0 12 ? * MON-FRI *)",
  "cron(0 5 1 1,7 ? *)",
  "cron(0 0 29 2 ? *)",
])("%s: the days on which it starts are those of its starts, and two years of them or six", (expression) => {
  const day = 86_400_000;
  const dayOf = (start: Date) => Math.floor(start.getTime() / day);
  const schedule = scheduleOf(expression);
  const end = new Date(referenceDate.getTime() + 2 * 366 * day);
  const starts = startsBetween(schedule, referenceDate, end, Number.POSITIVE_INFINITY);
  const days = [...new Set((starts.length < 6 ? startsFrom(schedule, referenceDate, 6) : starts).map(dayOf))];
  expect(startDays(schedule)).toEqual(days);
});
