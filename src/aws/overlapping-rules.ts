/**
 * What AWS Backup makes of the rules of one plan whose start windows meet.
 *
 * Sources: AWS Backup Developer Guide, "Backup plan options and configuration", section "Backup rules": where the time
 * frames of two rules overlap, AWS Backup takes a backup for the rule with the longer retention, and it looks at the full
 * start window; "Backup plan summaries": a run at the end of a window does run, and a copy rule runs only if its backup
 * rule has run; "Point-in-time recovery": of several continuous rules for one vault, the one with the longest retention
 * counts. Read 2026-11-26. AWS says nothing of rules that keep equally long, of chains (A meets B, and B meets C), of a
 * run that starts before the longer one, and of a continuous rule that meets another one. Plans are never merged with
 * each other.
 */

import { defaultWindowMinutes } from "./backup-windows";
import { parseSchedule, startTimes } from "./schedule";

/** A rule of a backup plan, as far as it decides which of its backups AWS makes. */
export interface PlanRule {
  readonly name: string;
  readonly schedule: string;
  readonly startWindowMinutes?: number | undefined;
  readonly lifecycle: { readonly deleteAfterDays?: number | undefined };
  readonly continuousBackup: boolean;
  /** Rules that name none have one in common. */
  readonly targetVaultName?: string;
}

/** The rules as AWS Backup runs them for kinds of resources without continuous backups: it makes snapshots of them. */
export function asSnapshots<R extends PlanRule>(rules: readonly R[]): readonly R[] {
  return rules.some(({ continuousBackup }) => continuousBackup)
    ? rules.map((rule) => ({ ...rule, continuousBackup: false }))
    : rules;
}

export type Outcome =
  /** Every reading of AWS's words has this backup. */
  | { readonly is: "made" }
  /**
   * One of these is made, and this is one of them: they keep equally long, and AWS does not say which it takes. `starts`
   * are theirs, in the same order.
   */
  | { readonly is: "one-of"; readonly rules: readonly string[]; readonly starts: readonly Date[] }
  /**
   * It gives way to the rules, of which one is made. `startsFirst`: it starts before them, and AWS does not say what
   * becomes of it, so nobody can rely on it.
   */
  | { readonly is: "gives-way"; readonly rules: readonly string[]; readonly startsFirst: boolean }
  /** AWS does not say whether it is made. */
  | { readonly is: "unsaid"; readonly why: Unsaid; readonly rules: readonly string[] };

/** Why AWS's words do not decide, with the rules that it is about. */
export const unsaid = {
  equal: "which of two rules it takes that keep their backups equally long",
  chain: "whether a rule gives way to one that gives way itself",
  continuous: "whether a continuous rule and another one give way to each other",
} as const;
export type Unsaid = keyof typeof unsaid;

export interface PlannedRun<R extends PlanRule = PlanRule> {
  readonly rule: R;
  readonly start: Date;
  readonly outcome: Outcome;
}

const made: Outcome = { is: "made" };

const minute = 60_000;
const day = 1440 * minute;

/** Days over which windows are followed to both sides: longer ones count as long as this. */
export const mostComparedDays = 31;
const longestWindow = mostComparedDays * day;

/** Whether its start window counts as shorter than it is. */
export function isWindowCut({ startWindowMinutes = 0 }: Pick<PlanRule, "startWindowMinutes">): boolean {
  return startWindowMinutes * minute > longestWindow;
}

/**
 * Every scheduled run of a plan's rules at or after one time and before another, rule by rule, with what AWS makes of it.
 * A rule whose schedule nobody can read has none.
 *
 * @param most runs of a rule
 */
export function plannedRuns<R extends PlanRule>(
  rules: readonly R[],
  from: Date,
  to: Date,
  most = Number.POSITIVE_INFINITY,
): PlannedRun<R>[] {
  const windows = rules.map(windowOf);
  // A run depends on those that it meets, on those that they meet, and so on for three steps.
  const around = rules.length > 1 ? Math.ceil((3 * Math.max(...windows)) / day) : 0;
  const firstDay = Math.floor(from.getTime() / day) - around;
  const lastDay = Math.ceil(to.getTime() / day) + around;
  const lines = rules.map((rule, index) => ({
    rule,
    starts: startsOf(rule, firstDay * day, lastDay * day),
    window: windows[index] ?? 0,
  }));
  const judge = new Judge(lines);
  const daysAround = new DaysAround(lines, firstDay, lastDay, around);
  return lines.flatMap((line) => {
    const begin = firstAfter(line.starts, from.getTime() - 1);
    const end = Math.min(firstAfter(line.starts, to.getTime() - 1), begin + most);
    const known = new Map<number, Map<number, { readonly start: number; readonly outcome: Outcome }>>();
    return line.starts.slice(begin, end).map((start, index) => {
      const kind = daysAround.of(start);
      const ofKind = known.get(kind) ?? new Map();
      known.set(kind, ofKind);
      const alike = ofKind.get(start % day) ?? {
        start,
        outcome: judge.outcomeOf({ line, index: begin + index, start }),
      };
      ofKind.set(start % day, alike);
      return { rule: line.rule, start: new Date(start), outcome: later(alike.outcome, start - alike.start) };
    });
  });
}

function later(outcome: Outcome, milliseconds: number): Outcome {
  return outcome.is === "one-of" && milliseconds !== 0
    ? { ...outcome, starts: outcome.starts.map((start) => new Date(start.getTime() + milliseconds)) }
    : outcome;
}

/**
 * Which days are alike: those around which the same rules start on the same days. A rule starts at the same times on each
 * of its days, so what becomes of a run is the same on days that are alike, and few days of two years are not.
 */
class DaysAround {
  /** By day from the first one, a character for the set of rules that start on it. */
  private readonly rulesOfDays: string;
  private readonly kinds = new Map<string, number>();
  private readonly ofDays: (number | undefined)[] = [];

  constructor(
    lines: readonly Line[],
    private readonly firstDay: number,
    lastDay: number,
    private readonly around: number,
  ) {
    const sets = new Map<string, string>();
    this.rulesOfDays = Array.from({ length: lastDay - firstDay }, (_, index) => {
      const begin = (firstDay + index) * day;
      const starting = lines.filter(({ starts }) => (starts[firstAfter(starts, begin - 1)] ?? Infinity) < begin + day);
      const set = starting.map((line) => lines.indexOf(line)).join();
      const character = sets.get(set) ?? String.fromCharCode(sets.size);
      sets.set(set, character);
      return character;
    }).join("");
  }

  /** A number for the kind of day on which a run starts. */
  of(start: number): number {
    const index = Math.floor(start / day) - this.firstDay;
    return (this.ofDays[index] ??= this.kindOf(this.rulesOfDays.slice(index - this.around, index + this.around + 1)));
  }

  private kindOf(rulesAround: string): number {
    const kind = this.kinds.get(rulesAround) ?? this.kinds.size;
    this.kinds.set(rulesAround, kind);
    return kind;
  }
}

/** Milliseconds over which a run may start, as far as rules are compared. */
export function windowOf({
  startWindowMinutes = defaultWindowMinutes.start,
}: Pick<PlanRule, "startWindowMinutes">): number {
  return Math.min(startWindowMinutes * minute, longestWindow);
}

function startsOf({ schedule }: PlanRule, from: number, to: number): readonly number[] {
  const parsed = parseSchedule(schedule);
  return "schedule" in parsed ? startTimes(parsed.schedule, from, to) : [];
}

/** A rule with all its starts, in order, and the length of its start window. Milliseconds. */
interface Line {
  readonly rule: PlanRule;
  readonly starts: readonly number[];
  readonly window: number;
}

interface Start {
  readonly line: Line;
  readonly index: number;
  readonly start: number;
}

/** The runs of which AWS makes exactly one: one that meets none as long, or several equals. */
type Group = readonly Start[];

/** Looks up neighbors in sorted starts: each run costs a few binary searches, however many it meets. */
class Judge {
  private readonly relations: ReadonlyMap<Line, Relations>;
  private readonly groups = new Map<Line, (Group | "none" | undefined)[]>();
  /** Of runs without a group, the index of a later one before which none has a group. */
  private readonly next = new Map<Line, (number | undefined)[]>();

  constructor(readonly lines: readonly Line[]) {
    this.relations = new Map(lines.map((line) => [line, relationsOf(line, lines)]));
  }

  outcomeOf(run: Start): Outcome {
    if (this.lines.length === 1) {
      return made;
    }
    const { rule } = run.line;
    const { ignoredFor, equalContinuous, longer, equal } = this.relationsOf(run.line);
    if (ignoredFor) {
      return { is: "gives-way", rules: [ignoredFor.name], startsFirst: false };
    }
    if (equalContinuous.length > 0) {
      return { is: "unsaid", why: "equal", rules: equalContinuous.map(({ name }) => name) };
    }
    const group = this.groupOf(run);
    if (group) {
      return group.length === 1
        ? made
        : { is: "one-of", rules: namesOf(group), starts: group.map(({ start }) => new Date(start)) };
    }
    const met = longer.filter((line) => meetsAny(run, line));
    const decided = met.flatMap((line) => this.firstDecided(line, run) ?? []);
    const alike = decided.filter(([one]) => one?.line.rule.continuousBackup === rule.continuousBackup);
    if (alike.length > 0) {
      const winner = alike.reduce((best, one) => (isBetter(one, best, run.start) ? one : best));
      return { is: "gives-way", rules: namesOf(winner), startsFirst: firstStart(winner) > run.start };
    }
    const why = met.length === 0 ? "equal" : decided.length > 0 ? "continuous" : "chain";
    const others = met.length > 0 ? met : equal.filter((line) => meetsAny(run, line));
    return { is: "unsaid", why, rules: [...new Set(others.map((line) => line.rule.name))] };
  }

  /** The runs of which AWS makes exactly one, with this one among them: it alone, or it and its equals. */
  private groupOf(run: Start): Group | undefined {
    const known = this.groups.get(run.line) ?? new Array<Group | "none" | undefined>(run.line.starts.length);
    this.groups.set(run.line, known);
    const group = (known[run.index] ??= this.findGroup(run) ?? "none");
    return group === "none" ? undefined : group;
  }

  private findGroup(run: Start): Group | undefined {
    const equals = this.noneLonger(run);
    const group = equals && [run, ...equals];
    const isClosed = equals?.every((one) => {
      const others = this.noneLonger(one);
      return (
        others?.length === equals.length &&
        one.line.rule.continuousBackup === run.line.rule.continuousBackup &&
        others.every((other) => group?.some(({ line, start }) => line === other.line && start === other.start))
      );
    });
    return isClosed ? group : undefined;
  }

  /**
   * The equals of a run among those that it meets; undefined where it meets a longer one, counts for nothing, or meets two
   * runs of one rule.
   */
  private noneLonger(run: Start): readonly Start[] | undefined {
    const { ignoredFor, equalContinuous, longer, equal } = this.relationsOf(run.line);
    if (ignoredFor || equalContinuous.length > 0 || longer.some((line) => meetsAny(run, line))) {
      return undefined;
    }
    const equals: Start[] = [];
    for (const line of equal) {
      const index = firstMet(run, line);
      const end = run.start + run.line.window;
      const [start, next] = [line.starts[index] ?? end, line.starts[index + 1] ?? end];
      if (next < end) {
        return undefined;
      }
      if (start < end) {
        equals.push({ line, index, start });
      }
    }
    return equals;
  }

  /** The first group with a run of the line, all of whose runs it meets. */
  private firstDecided(line: Line, run: Start): [Group] | undefined {
    const { starts } = line;
    const end = run.start + run.line.window;
    const groupFrom = (index: number) => this.nextDecided(line, index, end);
    for (let index = groupFrom(firstMet(run, line)); (starts[index] ?? end) < end; index = groupFrom(index + 1)) {
      const group = this.groupOf({ line, index, start: starts[index] ?? end });
      if (group?.every((one) => meet(one, run))) {
        return [group];
      }
    }
    return undefined;
  }

  /** The index of the first run of the line from an index on that is in a group, or of one that starts at the end or later. */
  private nextDecided(line: Line, from: number, end: number): number {
    const next = this.next.get(line) ?? [];
    this.next.set(line, next);
    const passed: number[] = [];
    let index = from;
    for (let start = line.starts[index]; start !== undefined && start < end; start = line.starts[index]) {
      const known = next[index];
      if (known === undefined && this.groupOf({ line, index, start })) {
        break;
      }
      passed.push(index);
      index = known ?? index + 1;
    }
    // Each run is passed once, however many meet it.
    passed.forEach((one) => (next[one] = index));
    return index;
  }

  private relationsOf(line: Line): Relations {
    return this.relations.get(line) ?? relationsOf(line, this.lines);
  }
}

/** How a rule stands to the others of its plan, whenever they start. */
interface Relations {
  readonly longer: readonly Line[];
  readonly equal: readonly Line[];
  /** Of the continuous rules for one vault, the longest counts, whether or not their windows meet. */
  readonly ignoredFor: PlanRule | undefined;
  readonly equalContinuous: readonly PlanRule[];
}

function relationsOf(line: Line, lines: readonly Line[]): Relations {
  const { rule } = line;
  const kept = keptDays(rule);
  const others = lines.filter((other) => other !== line);
  const continuous = others
    .map((other) => other.rule)
    .filter(
      (other) => rule.continuousBackup && other.continuousBackup && other.targetVaultName === rule.targetVaultName,
    );
  return {
    longer: others.filter((other) => keptDays(other.rule) > kept),
    equal: others.filter((other) => keptDays(other.rule) === kept),
    ignoredFor: continuous
      .filter((other) => keptDays(other) > kept)
      .reduce<PlanRule | undefined>((best, one) => (best && keptDays(best) >= keptDays(one) ? best : one), undefined),
    equalContinuous: continuous.filter((other) => keptDays(other) === kept),
  };
}

/** The index of the first run of a line whose window has not ended when the run starts. */
function firstMet(run: Start, line: Line): number {
  return firstAfter(line.starts, run.start - line.window);
}

function meetsAny(run: Start, line: Line): boolean {
  const end = run.start + run.line.window;
  return (line.starts[firstMet(run, line)] ?? end) < end;
}

/** The index of the first number that is greater. */
export function firstAfter(sorted: readonly number[], bound: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? bound) > bound) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

function meet(one: Start, other: Start): boolean {
  return one.start < other.start + other.line.window && other.start < one.start + one.line.window;
}

/** Infinite: for ever. */
function keptDays({ lifecycle }: PlanRule): number {
  return lifecycle.deleteAfterDays ?? Number.POSITIVE_INFINITY;
}

/** Whether a run gives way rather to this group: one that starts no later than it, then the longest, then the first. */
function isBetter(one: Group, other: Group, start: number): boolean {
  const [later, otherLater] = [firstStart(one) > start, firstStart(other) > start];
  const [kept, otherKept] = [longest(one), longest(other)];
  return later !== otherLater
    ? otherLater
    : kept !== otherKept
      ? kept > otherKept
      : firstStart(one) < firstStart(other);
}

function longest(runs: Group): number {
  return runs[0] ? keptDays(runs[0].line.rule) : 0;
}

function firstStart(runs: Group): number {
  return runs.reduce((first, { start }) => Math.min(first, start), Number.POSITIVE_INFINITY);
}

function namesOf(runs: Group): readonly string[] {
  return [...new Set(runs.map(({ line }) => line.rule.name))];
}
