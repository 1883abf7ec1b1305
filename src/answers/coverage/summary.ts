import { type Coverage } from "./coverage";

interface Line {
  readonly count: number;
  readonly of?: number;
  readonly what: string;
  readonly text: string;
  /** Whether somebody should look at it. */
  readonly isGap: boolean;
}

/** The coverage in a few numbers. */
export function summaryOf({ accounts, plans, regions }: Coverage): Line[] {
  const workloads = accounts.filter(({ isWorkload }) => isWorkload);
  const reached = workloads.filter(({ isReached }) => isReached);
  const places = workloads.flatMap((account) => account.regions).filter(({ state }) => state !== "unused");
  const covered = places.filter(({ state }) => state === "covered");
  const failing = accounts.flatMap((account) => account.regions).filter(({ state }) => state === "no-vault");
  const copied = plans.filter(({ rules }) => rules.some(({ copies }) => copies.length > 0));
  const unreached = workloads.filter(({ isReached }) => !isReached).map(({ account }) => account.name);
  const line = (count: number, of: number | undefined, what: string, isGap: boolean, more = ""): Line => ({
    count,
    of,
    what,
    text: `${of === undefined ? count : `${count} of ${of}`} ${what}${more}`,
    isGap,
  });
  const named = unreached.length > 20 ? [...unreached.slice(0, 20), `${unreached.length - 20} more`] : unreached;
  return [
    line(
      reached.length,
      workloads.length,
      "workload accounts are reached by a backup plan",
      reached.length < workloads.length,
      unreached.length > 0 ? `; not reached: ${named.join(", ")}` : "",
    ),
    line(
      covered.length,
      places.length,
      "places (an account in a Region) have a backup plan",
      covered.length < places.length,
    ),
    ...(failing.length > 0
      ? [line(failing.length, undefined, "places have a backup plan but no vault: backups fail", true)]
      : []),
    line(copied.length, plans.length, "backup plans copy to the central account", copied.length < plans.length),
    line(regions.length, undefined, regions.length === 1 ? "Region" : "Regions", false),
  ];
}
