/**
 * What accounts get, computed from the model alone, day by day and without haste. It knows no policy, no plan file and
 * nothing of the summary: the two must agree.
 */

import { type Built } from "../../src/answers/validate";
import { type BackupPlan, type BackupRule, type Deployment, type Selection } from "../../src/model/deployment";

/** Resources that differ in what selections of the test can tell apart. */
const resources = [undefined, "x", "y"].flatMap((tag) => ["S3", "RDS", "EFS"].map((kind) => ({ tag, kind })));
type Resource = (typeof resources)[number];

const [firstDay, lastDay] = [Date.UTC(2026, 0, 1), Date.UTC(2028, 0, 1)];
const [hour, day] = [3_600_000, 86_400_000];

interface Point {
  readonly time: number;
  readonly keptDays: number;
}

/** By what they are: `backups`, or the ARN of a vault with copies. */
type Points = Map<string, Point[]>;

interface Protection {
  /** All that decides on the rest, as text. */
  readonly plans: string;
  readonly points: Points;
  readonly continuousDays: number;
}

/** Whether a resource of an account gets less than before, or a vault loses its lock. */
export function gotWorse(before: Built, after: Built): boolean {
  return lostLock(before.deployment, after.deployment) || accountLost(before.deployment, after.deployment);
}

function lostLock(before: Deployment, after: Deployment): boolean {
  const vaults = ({ members, centralVaults }: Deployment) => [
    ...members.flatMap(({ account, vaults: own }) => own.map((vault) => ({ ...vault, account: account.id }))),
    ...centralVaults.vaults.map((vault) => ({ ...vault, account: "central" })),
  ];
  return vaults(before).some(
    (old) =>
      old.lock &&
      vaults(after).some((now) => now.account === old.account && now.region === old.region && now.lock === undefined),
  );
}

function accountLost(before: Deployment, after: Deployment): boolean {
  return before.accounts
    .filter(({ purpose }) => purpose === "workload")
    .some((account) => {
      const there = after.accounts.find(({ id }) => id === account.id);
      return (
        there === undefined ||
        before.regions.some((region) =>
          resources.some((resource) =>
            isWorse(
              protectionOf(before, [account.id, ...account.ancestorIds], region, resource),
              protectionOf(after, [there.id, ...there.ancestorIds], region, resource),
            ),
          ),
        )
      );
    });
}

function protectionOf(
  { backupPlanGroups }: Deployment,
  place: readonly string[],
  region: string,
  resource: Resource,
): Protection {
  const plans = backupPlanGroups
    .filter(({ targets, selection }) => targets.some(({ id }) => place.includes(id)) && takes(selection, resource))
    .flatMap((group) => group.plans)
    .filter(({ regions }) => regions.includes(region))
    // What has no continuous backups gets snapshots.
    .map(({ rules }) =>
      resource.kind === "EFS" ? { rules: rules.map((rule) => ({ ...rule, continuousBackup: false })) } : { rules },
    );
  const points: Points = new Map();
  for (const plan of plans) {
    for (const [what, made] of pointsOf(plan)) {
      points.set(what, [...(points.get(what) ?? []), ...made]);
    }
  }
  const continuous = plans.flatMap(({ rules }) => rules).filter(({ continuousBackup }) => continuousBackup);
  return {
    points,
    plans: JSON.stringify(plans.map(({ rules }) => rules)),
    continuousDays: Math.max(-1, ...continuous.map(({ lifecycle }) => keptDays(lifecycle))),
  };
}

function takes(selection: Selection, { tag, kind }: Resource): boolean {
  return selection.by === "tag"
    ? tag !== undefined && selection.values.includes(tag)
    : selection.resourceTypes.some((type) => type === "*" || type === kind);
}

const known = new Map<string, Points>();

function pointsOf(plan: Pick<BackupPlan, "rules">): Points {
  const key = JSON.stringify(plan.rules);
  const points = known.get(key) ?? madeBy(plan);
  known.set(key, points);
  return points;
}

function madeBy({ rules }: Pick<BackupPlan, "rules">): Points {
  const points: Points = new Map([["backups", []]]);
  const add = (what: string, point: Point) => points.set(what, [...(points.get(what) ?? []), point]);
  const made: [string, Point][] = [];
  for (let midnight = firstDay; midnight < lastDay; midnight += day) {
    for (const rule of rules) {
      const time = startOn(midnight, rule);
      if (time !== undefined) {
        // Where it meets one that is kept as long or longer, that one stands for it, with the copies that it has.
        const other = rules.find(
          (one) => one !== rule && meets(time, rule, one) && keptDays(one.lifecycle) >= keptDays(rule.lifecycle),
        );
        if (other && other.continuousBackup !== rule.continuousBackup) {
          // AWS does not say which of the two is made.
          continue;
        }
        made.push(["backups", { time, keptDays: keptDays(rule.lifecycle) }]);
        for (const copy of copiesOf(rule)) {
          const same = other && copiesOf(other).find(({ vaultArn }) => vaultArn === copy.vaultArn);
          if (!other || (same && same.keptDays >= copy.keptDays)) {
            made.push([copy.vaultArn, { time, keptDays: copy.keptDays }]);
          }
        }
      }
    }
  }
  made.forEach(([what, point]) => points.get(what)?.push(point) ?? add(what, point));
  return points;
}

/** The schedules of the test: at an hour of every day, of a weekday, or of a day of the month. */
function startOn(midnight: number, { schedule }: BackupRule): number | undefined {
  const { at, dayOfMonth, weekday } = read(schedule);
  const date = new Date(midnight);
  const runs =
    dayOfMonth === undefined ? weekday === undefined || weekday === date.getUTCDay() : dayOfMonth === date.getUTCDate();
  return runs ? midnight + at * hour : undefined;
}

interface Times {
  readonly at: number;
  readonly dayOfMonth: number | undefined;
  readonly weekday: number | undefined;
}

const readTimes = new Map<string, Times>();

function read(schedule: string): Times {
  const times = readTimes.get(schedule);
  if (times) {
    return times;
  }
  const [, at = "", dayOfMonth = "", weekday = ""] = /^cron\(0 (\d+) (\S+) \* (\S+) \*\)$/.exec(schedule) ?? [];
  const number = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"].indexOf(weekday);
  const found = {
    at: Number(at),
    dayOfMonth: dayOfMonth === "?" ? undefined : Number(dayOfMonth),
    weekday: number < 0 ? undefined : number,
  };
  readTimes.set(schedule, found);
  return found;
}

function meets(time: number, rule: BackupRule, other: BackupRule): boolean {
  const end = time + (rule.startWindowMinutes ?? 480) * 60_000;
  return [-day, 0, day].some((shift) => {
    const start = startOn(Math.floor(time / day) * day + shift, other);
    return start !== undefined && start < end && time < start + (other.startWindowMinutes ?? 480) * 60_000;
  });
}

function copiesOf({ copies, lifecycle }: BackupRule): { vaultArn: string; keptDays: number }[] {
  return copies.map((copy) => ({
    vaultArn: copy.vaultArn,
    keptDays: copy.lifecycle?.deleteAfterDays ?? keptDays(lifecycle),
  }));
}

function keptDays({ deleteAfterDays }: { readonly deleteAfterDays?: number | undefined }): number {
  return deleteAfterDays ?? Number.MAX_SAFE_INTEGER;
}

/**
 * However long points must be kept: fewer of them, by more than a fiftieth, or more than a tenth longer without one.
 */
function isWorse(before: Protection, after: Protection): boolean {
  return (
    before.plans !== after.plans &&
    (after.continuousDays < before.continuousDays ||
      [...before.points].some(([what, old]) => {
        const now = after.points.get(what) ?? [];
        return [...new Set(old.map((point) => point.keptDays))].some((least) => {
          const [was, is] = [timesOf(old, least), timesOf(now, least)];
          return is.length < was.length * 0.98 || longestWait(is) > longestWait(was) * 1.1;
        });
      }))
  );
}

function timesOf(points: readonly Point[], least: number): number[] {
  return points
    .filter((point) => point.keptDays >= least)
    .map(({ time }) => time)
    .sort((a, b) => a - b);
}

function longestWait(times: readonly number[]): number {
  let [longest, last] = [0, firstDay];
  for (const time of [...times, lastDay]) {
    longest = Math.max(longest, time - last);
    last = time;
  }
  return longest;
}
