/** Rules of one plan that meet, against readings of AWS's words that are written out slowly and apart. */

import fc from "fast-check";
import { type PlannedRun, plannedRuns, type PlanRule } from "../../src/aws/overlapping-rules";

const hour = 3_600_000;
const firstHour = Date.UTC(2026, 4, 25) / hour;
const hours = 16 * 24;
/** The days whose runs are compared: the others are what they meet. */
const [from, to] = [firstHour + 6 * 24, firstHour + 9 * 24];

/** Whether a rule starts on a day, looked up in the calendar. */
const dayKinds: readonly { readonly fields: string; readonly isDay: (date: Date) => boolean }[] = [
  { fields: "? * * *", isDay: () => true },
  { fields: "? * MON *", isDay: (date) => date.getUTCDay() === 1 },
  { fields: "? * 3,5 *", isDay: (date) => [2, 4].includes(date.getUTCDay()) },
  { fields: "? * MON-FRI *", isDay: (date) => date.getUTCDay() > 0 && date.getUTCDay() < 6 },
  { fields: "? * 2#1 *", isDay: (date) => date.getUTCDay() === 1 && date.getUTCDate() < 8 },
  { fields: "1 * ? *", isDay: (date) => date.getUTCDate() === 1 },
  { fields: "L * ? *", isDay: (date) => new Date(date.getTime() + 24 * hour).getUTCDate() === 1 },
];
const hourKinds: readonly (readonly [field: string, hours: readonly number[]])[] = [
  ...[0, 2, 3, 4, 8, 10, 12, 16, 21, 23].map((one): [string, number[]] => [String(one), [one]]),
  ["0/12", [0, 12]],
  ["1,7,20", [1, 7, 20]],
];

const startsOfKinds = dayKinds.map(({ isDay }) =>
  hourKinds.map(([, starts]) =>
    Array.from({ length: hours }, (_, index) => firstHour + index).filter(
      (time) => starts.includes(((time % 24) + 24) % 24) && isDay(new Date(Math.floor(time / 24) * 24 * hour)),
    ),
  ),
);

interface DrawnRule {
  readonly day: number;
  readonly hours: number;
  readonly window: number;
  readonly kept: number | undefined;
  readonly continuous: boolean;
}

const drawnRules: fc.Arbitrary<DrawnRule[]> = fc.array(
  fc.record({
    day: fc.nat(dayKinds.length - 1),
    hours: fc.nat(hourKinds.length - 1),
    window: fc.constantFrom(1, 2, 8, 8, 8, 12, 30),
    kept: fc.constantFrom(7, 10, 35, 40, 370, undefined),
    continuous: fc.constantFrom(false, false, false, true),
  }),
  { minLength: 2, maxLength: 4 },
);

interface SlowRun {
  readonly rule: number;
  readonly start: number;
}

/** What AWS's sentences leave open. */
interface Reading {
  /** Whether a rule gives way to one that is not taken itself. */
  readonly givesWayToAny: boolean;
  /** Whether the later of equal rules is taken. */
  readonly takesLater: boolean;
  /** Whether a continuous rule and another one leave each other alone. */
  readonly continuousApart: boolean;
  /** Whether a continuous rule that is ignored still takes the place of others. */
  readonly ignoredCounts: boolean;
}

const readings: readonly Reading[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].map((bits) => ({
  givesWayToAny: (bits & 1) > 0,
  takesLater: (bits & 2) > 0,
  continuousApart: (bits & 4) > 0,
  ignoredCounts: (bits & 8) > 0,
}));

function runsAre(rules: readonly DrawnRule[]): SlowRun[] {
  return rules.flatMap((drawn, rule) =>
    (startsOfKinds[drawn.day]?.[drawn.hours] ?? []).map((start) => ({ rule, start })),
  );
}

/** Whether there is an hour in which both could start, hour by hour. */
function haveAnHourInCommon(one: SlowRun, other: SlowRun, rules: readonly DrawnRule[]): boolean {
  const end = other.start + (rules[other.rule]?.window ?? 0);
  for (let time = one.start; time < one.start + (rules[one.rule]?.window ?? 0); time++) {
    if (time >= other.start && time < end) {
      return true;
    }
  }
  return false;
}

/** The runs that one reading of AWS's words makes, by index. */
function madeIn(reading: Reading, rules: readonly DrawnRule[], runs: readonly SlowRun[], met: readonly number[][]) {
  const kept = (rule: number) => rules[rule]?.kept ?? Number.POSITIVE_INFINITY;
  const longer = (one: number, other: number) =>
    kept(one) > kept(other) || (kept(one) === kept(other) && (reading.takesLater ? one > other : one < other));
  const isContinuous = (rule: number) => rules[rule]?.continuous === true;
  const isIgnored = rules.map(
    (_, rule) =>
      isContinuous(rule) && rules.some((_other, other) => other !== rule && isContinuous(other) && longer(other, rule)),
  );
  const made = new Set<number>();
  const order = runs
    .map((_, index) => index)
    .sort((a, b) =>
      runs[a]?.rule === runs[b]?.rule ? a - b : longer(runs[a]?.rule ?? 0, runs[b]?.rule ?? 0) ? -1 : 1,
    );
  for (const index of order) {
    const rule = runs[index]?.rule ?? 0;
    const givesWay = (met[index] ?? []).some((other) => {
      const otherRule = runs[other]?.rule ?? 0;
      return (
        longer(otherRule, rule) &&
        (!reading.continuousApart || isContinuous(rule) === isContinuous(otherRule)) &&
        (!isIgnored[otherRule] || reading.ignoredCounts) &&
        (reading.givesWayToAny || made.has(other) || isIgnored[otherRule] === true)
      );
    });
    if (!isIgnored[rule] && !givesWay) {
      made.add(index);
    }
  }
  return made;
}

function planRules(rules: readonly DrawnRule[]): PlanRule[] {
  return rules.map(({ day, hours: hourKind, window, kept, continuous }, index) => ({
    name: String(index),
    schedule: `cron(0 ${hourKinds[hourKind]?.[0]} ${dayKinds[day]?.fields})`,
    ...(window === 8 ? {} : { startWindowMinutes: window * 60 }),
    lifecycle: { deleteAfterDays: kept },
    continuousBackup: continuous,
  }));
}

test("ten thousand plans: what is promised is so in every reading, and what is not made in none", () => {
  fc.assert(
    fc.property(drawnRules, (rules) => {
      const runs = runsAre(rules);
      const met = runs.map((run) =>
        runs.flatMap((other, index) =>
          other.rule !== run.rule && haveAnHourInCommon(run, other, rules) ? [index] : [],
        ),
      );
      const all = readings.map((reading) => madeIn(reading, rules, runs, met));
      const planned = new Map(
        plannedRuns(planRules(rules), new Date(from * hour), new Date(to * hour)).map(({ rule, start, outcome }) => [
          `${rule.name} ${start.getTime() / hour}`,
          outcome,
        ]),
      );
      const looked = runs.flatMap((run, index) => (run.start >= from && run.start < to ? [{ run, index }] : []));
      const wrong = looked.filter(({ run, index }) => {
        const outcome = planned.get(`${run.rule} ${run.start}`);
        const made = all.filter((reading) => reading.has(index)).length;
        const isOneOf = outcome?.is === "one-of" ? outcome.rules : [];
        const group = [index, ...(met[index] ?? [])].filter((one) => isOneOf.includes(String(runs[one]?.rule)));
        return (
          (outcome?.is === "made") !== (made === all.length) ||
          (outcome?.is === "gives-way" && made > 0) ||
          (outcome?.is === "one-of" &&
            all.some((reading) => group.filter((one) => reading.has(one)).length !== 1 || group.length < 2)) ||
          (outcome?.is === "unsaid" && made === all.length)
        );
      });
      return planned.size === looked.length && wrong.length === 0;
    }),
    { numRuns: 10_000 },
  );
});

test("of two rules that do not keep equally long, AWS says all", () => {
  fc.assert(
    fc.property(drawnRules, (rules) => {
      const two = rules.slice(0, 2).map((rule, index) => ({ ...rule, kept: 10 + index, continuous: false }));
      const outcomes = plannedRuns(planRules(two), new Date(from * hour), new Date(to * hour));
      return outcomes.every(
        ({ rule, outcome }) => outcome.is === "made" || (outcome.is === "gives-way" && rule.name === "0"),
      );
    }),
    { numRuns: 500 },
  );
});

test("a run is judged by what is around it, however many days are asked for", () => {
  fc.assert(
    fc.property(drawnRules, (rules) => {
      const days = Array.from({ length: 50 }, (_, index) => firstHour * hour + index * 24 * hour);
      const [first = 0, second = 0] = days;
      const apart = days.flatMap((day) =>
        plannedRuns(planRules(rules), new Date(day), new Date(day + second - first)).map(answer),
      );
      const whole = plannedRuns(planRules(rules), new Date(first), new Date(first + 50 * 24 * hour)).map(answer);
      expect(whole.sort()).toEqual(apart.sort());
    }),
    { numRuns: 300 },
  );
});

function answer({ rule, start, outcome }: PlannedRun): string {
  return JSON.stringify([start, rule.name, outcome]);
}

const june = [new Date("2026-06-01T00:00:00Z"), new Date("2026-06-02T00:00:00Z")] as const;

/** Such as `daily 02:00 40`, with its window in minutes. */
function rule(text: string, startWindowMinutes?: number, continuousBackup = false): PlanRule {
  const [name = "", time = "", kept] = text.split(" ");
  const [hours = "", minutes = ""] = time.split(":");
  return {
    name,
    schedule: `cron(${Number(minutes)} ${Number(hours)} ? * * *)`,
    startWindowMinutes,
    lifecycle: { deleteAfterDays: kept === undefined ? undefined : Number(kept) },
    continuousBackup,
  };
}

function inWords({ rule: { name }, outcome }: PlannedRun): string {
  switch (outcome.is) {
    case "made":
      return `${name} is made`;
    case "one-of":
      return `one of ${outcome.rules.join(", ")} is made`;
    case "gives-way":
      return `${name} gives way to ${outcome.rules.join(", ")}${outcome.startsFirst ? ", and starts first" : ""}`;
    case "unsaid":
      return `${name}: ${outcome.why}, ${outcome.rules.join(", ")}`;
  }
}

test.each<[string, PlanRule[], string[]]>([
  ["at one hour", [rule("a 02:00 10"), rule("b 02:00 40")], ["a gives way to b", "b is made"]],
  ["within the window", [rule("a 03:00 10"), rule("b 02:00 40")], ["a gives way to b", "b is made"]],
  [
    "the shorter one first",
    [rule("a 02:00 10"), rule("b 04:00 40")],
    ["a gives way to b, and starts first", "b is made"],
  ],
  ["at the end of the window", [rule("a 08:00 10"), rule("b 00:00 40")], ["a is made", "b is made"]],
  ["a minute before it", [rule("a 07:59 10"), rule("b 00:00 40")], ["a gives way to b", "b is made"]],
  ["over midnight", [rule("a 01:00 10"), rule("b 22:00 40")], ["a gives way to b", "b is made"]],
  ["in short windows", [rule("a 02:00 10", 60), rule("b 03:00 40", 60)], ["a is made", "b is made"]],
  ["for ever is longest", [rule("a 02:00"), rule("b 02:00 36500")], ["a is made", "b gives way to a"]],
  ["equally long", [rule("a 02:00 10"), rule("b 04:00 10")], ["one of a, b is made", "one of b, a is made"]],
  [
    "two equals, and a shorter one",
    [rule("a 02:00 40"), rule("b 02:00 40"), rule("c 02:00 10")],
    ["one of a, b is made", "one of b, a is made", "c gives way to a, b"],
  ],
  [
    "a chain",
    [rule("a 00:00 10"), rule("b 07:00 40"), rule("c 13:00 370")],
    ["a: chain, b", "b gives way to c, and starts first", "c is made"],
  ],
  [
    "a chain of equals",
    [rule("a 00:00 10"), rule("b 07:00 10"), rule("c 13:00 10")],
    ["a: equal, b", "b: equal, a, c", "c: equal, b"],
  ],
  [
    "continuous rules that do not meet",
    [rule("a 02:00 10", 60, true), rule("b 12:00 35", 60, true)],
    ["a gives way to b", "b is made"],
  ],
  [
    "equal continuous rules",
    [rule("a 02:00 35", 60, true), rule("b 12:00 35", 60, true)],
    ["a: equal, b", "b: equal, a"],
  ],
  [
    "a continuous rule and a longer one",
    [rule("a 02:00 35", 480, true), rule("b 02:00 40")],
    ["a: continuous, b", "b is made"],
  ],
])("%s", (_what, rules, words) => {
  expect(plannedRuns(rules, ...june).map(inWords)).toEqual(words);
});

test("a window of years is no trouble", () => {
  const runs = plannedRuns([rule("a 02:00 10", 52_560_000), rule("b 12:00 40", 60)], ...june);
  expect(runs.map(inWords)).toEqual(["a gives way to b, and starts first", "b is made"]);
});
