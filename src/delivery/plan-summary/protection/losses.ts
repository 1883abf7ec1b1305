/** What the resources of an account lose between two effective backup policies. */

import { isDeepStrictEqual } from "node:util";
import { type Selectable, selectionsOf } from "../../../answers/protection/selects";
import { type EffectivePlan } from "../../../evaluator/effective-plans";
import { type Sort } from "../../../aws/rule-overlaps";
import { grouped } from "../../../grouped";
import { remembered } from "../../../remembered";
import { entryOf } from "../entry";
import { resourcesOf } from "./resources";
import { type Series, type Stream, streamsOf } from "./streams";
import { worsening } from "./worse";

/** Recovery points that a rule made before the change, and that get fewer or older no more. */
export interface Loss {
  readonly of: "backups" | "copies" | "point-in-time restore";
  readonly region: string;
  readonly entry: string;
  /** In lower case. */
  readonly rule: string;
  /** Of copies. */
  readonly vaultArn: string | undefined;
  /** Whether there are fewer recovery points; otherwise they are kept for a shorter time. */
  readonly fewer: boolean;
}

/**
 * Every loss, once for all resources that have it. Compares what each resource gets from all plans together: how they are
 * called, and which plan or rule makes what, does not count.
 */
export function lossesBetween(before: readonly EffectivePlan[], after: readonly EffectivePlan[]): Loss[] {
  const changed = withoutCounterpart(before, after);
  const all = [...before, ...after].flatMap(({ selections }) => selections);
  const found = new Map<string, Loss>();
  for (const plan of changed) {
    const resources = plan.selections.flatMap((selection) => resourcesOf(selection, all));
    for (const regions of regionsAlike(plan.regions, before, after)) {
      const [region = ""] = regions;
      for (const { sort, ...resource } of resources) {
        const streams = (plans: readonly EffectivePlan[]) => streamsFor(resource, sort, region, plans);
        for (const loss of lossesOf(streams(before), streams(after))) {
          for (const one of regions) {
            const there = { ...loss, region: one };
            found.set(JSON.stringify(there), there);
          }
        }
      }
    }
  }
  return [...found.values()];
}

/** The plans that are not just so on the other side: what these give, all resources still get. */
function withoutCounterpart(before: readonly EffectivePlan[], after: readonly EffectivePlan[]): EffectivePlan[] {
  const left = after.map((plan) => JSON.stringify({ ...plan, name: "" }));
  return before.filter((plan) => {
    const index = left.indexOf(JSON.stringify({ ...plan, name: "" }));
    left.splice(index, index < 0 ? 0 : 1);
    return index < 0;
  });
}

/** Regions in which the same plans run, before and after. */
function regionsAlike(
  regions: readonly string[],
  before: readonly EffectivePlan[],
  after: readonly EffectivePlan[],
): string[][] {
  const runsIn = (region: string) => (plans: readonly EffectivePlan[]) =>
    plans.map((plan) => Number(plan.regions.includes(region))).join("");
  return [...grouped(regions, (region) => [before, after].map(runsIn(region)).join()).values()];
}

interface PlacedStream extends Stream {
  readonly entry: string;
}

function streamsFor(resource: Selectable, sort: Sort, region: string, plans: readonly EffectivePlan[]): PlacedStream[] {
  return plans
    .filter((plan) => plan.regions.includes(region) && selectionsOf(plan, resource).length > 0)
    .flatMap((plan) => {
      const entry = entryOf(plan.name, plan.regions).toLowerCase();
      return streamsOfRules(JSON.stringify([plan.rules, sort])).map((stream) => ({ ...stream, entry }));
    });
}

const streamsOfRules = remembered(
  (rules: string): readonly Stream[] => streamsOf(...(JSON.parse(rules) as Parameters<typeof streamsOf>)),
  1000,
);

type Placed = Series & { readonly stream: PlacedStream };

function lossesOf(before: readonly PlacedStream[], after: readonly PlacedStream[]): Omit<Loss, "region">[] {
  const loss = (of: Loss["of"], stream: PlacedStream, fewer: boolean, vaultArn?: string) => ({
    of,
    entry: stream.entry,
    rule: stream.rule,
    vaultArn,
    fewer,
  });
  const compared = (of: Loss["of"], old: readonly Placed[], now: readonly Placed[], vaultArn?: string) => {
    const worse = worsening(old, now);
    const stays = (one: Placed) => now.some((other) => isDeepStrictEqual(content(one), content(other)));
    const lost = worse ? old.filter(({ keptDays }) => keptDays >= worse.keptDays) : [];
    const changed = lost.filter((one) => !stays(one));
    return (changed.length > 0 ? changed : lost).map(({ stream }) => loss(of, stream, worse?.fewer === true, vaultArn));
  };
  const points = (streams: readonly PlacedStream[]) => streams.map((stream) => ({ ...stream, stream }));
  const copies = (streams: readonly PlacedStream[], vaultArn: string) =>
    streams.flatMap((stream) =>
      stream.copies.filter((copy) => copy.vaultArn === vaultArn).map((copy) => ({ ...copy, stream })),
    );
  const vaults = [...new Set(before.flatMap((stream) => stream.copies.map(({ vaultArn }) => vaultArn)))];
  const continuous = (streams: readonly PlacedStream[]) =>
    Math.max(-1, ...streams.filter((stream) => stream.continuous).map(({ keptDays }) => keptDays));
  const reach = continuous(after);
  return [
    ...compared("backups", points(before), points(after)),
    ...vaults.flatMap((vaultArn) => compared("copies", copies(before, vaultArn), copies(after, vaultArn), vaultArn)),
    ...before
      .filter((stream) => stream.continuous && stream.keptDays > reach)
      .map((stream) => loss("point-in-time restore", stream, reach < 0)),
  ];
}

function content({ starts, keptDays, endless }: Series): unknown {
  return [starts, keptDays, endless];
}
