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

/** Milliseconds over which windows are followed to both sides: longer ones count as long as this. */
const longestWindow = 31 * 1440 * minute;

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
  const around = rules.length > 1 ? 3 * Math.max(...windows) : 0;
  const day = 1440 * minute;
  const first = Math.floor((from.getTime() - around) / day) * day;
  const last = Math.ceil((to.getTime() + around) / day) * day;
  const judge = new Judge(
    rules.map((rule, index) => ({ rule, starts: startsOf(rule, first, last), window: windows[index] ?? 0 })),
  );
  return judge.lines.flatMap((line) =>
    line.starts
      .filter((start) => start >= from.getTime() && start < to.getTime())
      .slice(0, most)
      .map((start) => ({ rule: line.rule as R, start: new Date(start), outcome: judge.outcomeOf({ line, start }) })),
  );
}

function windowOf({ startWindowMinutes = defaultWindowMinutes.start }: PlanRule): number {
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
  readonly start: number;
}

class Judge {
  constructor(readonly lines: readonly Line[]) {}

  outcomeOf(run: Start): Outcome {
    if (this.lines.length === 1) {
      return made;
    }
    const { rule } = run.line;
    const { ignoredFor, equals } = this.otherContinuous(rule);
    if (ignoredFor) {
      return { is: "gives-way", rules: [ignoredFor.name], startsFirst: false };
    }
    if (equals.length > 0) {
      return { is: "unsaid", why: "equal", rules: equals.map(({ name }) => name) };
    }
    const group = this.groupOf(run);
    if (group) {
      return group.length === 1
        ? made
        : { is: "one-of", rules: namesOf(group), starts: group.map(({ start }) => new Date(start)) };
    }
    const met = this.metBy(run);
    const longer = met.filter(({ line }) => keptDays(line.rule) > keptDays(rule));
    const decided = longer.flatMap((other) => {
      const made = this.groupOf(other);
      return made?.every((one) => meet(one, run)) ? [made] : [];
    });
    const [winner] = decided
      .filter(([one]) => one?.line.rule.continuousBackup === rule.continuousBackup)
      .map((made) => ({ made, startsFirst: made.every(({ start }) => run.start < start) }))
      .sort(
        (a, b) =>
          Number(a.startsFirst) - Number(b.startsFirst) ||
          Math.sign(longest(b.made) - longest(a.made) || 0) ||
          firstStart(a.made) - firstStart(b.made),
      );
    if (winner) {
      return { is: "gives-way", rules: namesOf(winner.made), startsFirst: winner.startsFirst };
    }
    const why = longer.length === 0 ? "equal" : decided.length > 0 ? "continuous" : "chain";
    const others = longer.length > 0 ? longer : met.filter(({ line }) => keptDays(line.rule) === keptDays(rule));
    return { is: "unsaid", why, rules: namesOf(others) };
  }

  /** The runs of which AWS makes exactly one, with this one among them: it alone, or it and its equals. */
  private groupOf(run: Start): readonly Start[] | undefined {
    const equals = this.noneLonger(run);
    if (!equals) {
      return undefined;
    }
    const group = [run, ...equals];
    const isClosed = equals.every((one) => {
      const others = this.noneLonger(one);
      return (
        others?.length === equals.length &&
        one.line.rule.continuousBackup === run.line.rule.continuousBackup &&
        others.every((other) => group.some(({ line, start }) => line === other.line && start === other.start))
      );
    });
    return isClosed && new Set(group.map(({ line }) => line)).size === group.length ? group : undefined;
  }

  /** The equals of a run among those that it meets; undefined where it meets a longer one, or counts for nothing. */
  private noneLonger(run: Start): readonly Start[] | undefined {
    const { ignoredFor, equals } = this.otherContinuous(run.line.rule);
    const kept = keptDays(run.line.rule);
    const met = this.metBy(run);
    return ignoredFor || equals.length > 0 || met.some(({ line }) => keptDays(line.rule) > kept)
      ? undefined
      : met.filter(({ line }) => keptDays(line.rule) === kept);
  }

  /** The runs of other rules whose windows have a moment in common with its own. */
  private metBy(run: Start): readonly Start[] {
    return this.lines.flatMap((line) => {
      if (line === run.line) {
        return [];
      }
      const met: Start[] = [];
      const end = run.start + run.line.window;
      for (let index = firstAfter(line.starts, run.start - line.window); (line.starts[index] ?? end) < end; index++) {
        met.push({ line, start: line.starts[index] ?? 0 });
      }
      return met;
    });
  }

  /** Of the continuous rules for one vault, the longest counts, whether or not their windows meet. */
  private otherContinuous(rule: PlanRule): { ignoredFor: PlanRule | undefined; equals: readonly PlanRule[] } {
    const others = rule.continuousBackup
      ? this.lines
          .map((line) => line.rule)
          .filter((other) => other !== rule && other.continuousBackup && other.targetVaultName === rule.targetVaultName)
      : [];
    return {
      ignoredFor: others
        .filter((other) => keptDays(other) > keptDays(rule))
        .reduce<PlanRule | undefined>((best, one) => (best && keptDays(best) >= keptDays(one) ? best : one), undefined),
      equals: others.filter((other) => keptDays(other) === keptDays(rule)),
    };
  }
}

/** The index of the first number that is greater. */
function firstAfter(sorted: readonly number[], bound: number): number {
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

function longest(runs: readonly Start[]): number {
  return Math.max(...runs.map(({ line }) => keptDays(line.rule)));
}

function firstStart(runs: readonly Start[]): number {
  return Math.min(...runs.map(({ start }) => start));
}

function namesOf(runs: readonly Start[]): readonly string[] {
  return [...new Set(runs.map(({ line }) => line.rule.name))];
}
