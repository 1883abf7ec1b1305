/** Hours for the rules of a plan at which their start windows do not meet. */

import { defaultWindowMinutes, startWindowMinutes } from "./backup-windows";
import { type PlanRule } from "./overlapping-rules";
import { parseSchedule, referenceDate, startTimes } from "./schedule";

export interface FreeHours {
  /** The window that every rule must have, in minutes, where their own are too long. */
  readonly window: number | undefined;
  /** The hours in UTC at which rules start then. Rules that are not named stay as they are. */
  readonly hours: readonly { readonly rule: string; readonly hour: number }[];
}

const dayMinutes = 1440;
const dayMilliseconds = 86_400_000;

/**
 * Moves rules that start once a day to other hours, as few as possible and the rules that keep longest first, so that no
 * windows meet on any day; with the shortest windows that AWS takes, where there is no other way. Undefined where there is
 * none at all.
 */
export function freeHours(rules: readonly PlanRule[]): FreeHours | undefined {
  for (const window of [undefined, startWindowMinutes.minimum]) {
    const hours = hoursWith(rules, window);
    if (hours) {
      return { window, hours };
    }
  }
  return undefined;
}

interface Placed {
  readonly times: readonly number[];
  readonly window: number;
}

function hoursWith(rules: readonly PlanRule[], window: number | undefined): FreeHours["hours"] | undefined {
  const kept = ({ lifecycle }: PlanRule) => lifecycle.deleteAfterDays ?? Number.MAX_SAFE_INTEGER;
  const candidates = rules
    .map((rule) => ({
      rule,
      times: minutesOfDay(rule.schedule),
      window: window ?? rule.startWindowMinutes ?? defaultWindowMinutes.start,
    }))
    // Those that start more than once a day stay.
    .sort((a, b) => Number(b.times.length > 1) - Number(a.times.length > 1) || kept(a.rule) - kept(b.rule));
  const placed: Placed[] = [];
  const moved: { rule: string; hour: number }[] = [];
  for (const { rule, times, window: own } of candidates) {
    const [time = 0] = times;
    const hourOfNow = Math.floor(time / 60);
    const found = Array.from({ length: times.length > 1 ? 1 : 24 }, (_, step) => (hourOfNow + step) % 24).find(
      (hour) => {
        const there = { times: times.map((minute) => minute + (hour - hourOfNow) * 60), window: own };
        return placed.every((other) => !meet(there, other));
      },
    );
    if (found === undefined) {
      return undefined;
    }
    placed.push({ times: times.map((minute) => minute + (found - hourOfNow) * 60), window: own });
    if (found !== hourOfNow) {
      moved.push({ rule: rule.name, hour: found });
    }
  }
  return moved;
}

/** On a day or the next, whichever days the schedules have. */
function meet(one: Placed, other: Placed): boolean {
  return one.times.some((first) =>
    other.times.some((second) => {
      const after = (((second - first) % dayMinutes) + dayMinutes) % dayMinutes;
      return after < one.window || dayMinutes - after < other.window || after === 0;
    }),
  );
}

/** The minutes of a day at which a schedule starts, on its days. */
function minutesOfDay(expression: string): readonly number[] {
  const parsed = parseSchedule(expression);
  const [, minutes = "", hours = ""] = "schedule" in parsed ? parsed.schedule.pattern.split(" ") : [];
  const first = referenceDate.getTime();
  const starts = startTimes({ pattern: `0 ${minutes} ${hours} * * *` }, first, first + dayMilliseconds);
  return starts.map((start) => (start - first) / 60_000);
}
