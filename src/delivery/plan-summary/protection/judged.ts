/** Which differences of backup plans cost a backup, as accounts see it. */

import { type Json } from "../../../terraform/synthesis";
import { grouped } from "../../../grouped";
import { type BackupDifference, type BackupDifferenceKind } from "../backup-difference";
import { placedPlans } from "../backup-plan";
import { type PlacedPolicy, type PolicyChange } from "../placed-policies";
import { vaultIn } from "../rule-differences";
import { type InForce, type PlaceLosses } from "./account-losses";
import { type Loss } from "./losses";
import { loosenedAt, placesAbove } from "./loosened";
import { type Place } from "./places";

/** What a difference does in the words of a kind says more than its words, and is shown where it costs nothing. */
const harmless = "no backup is lost";

/** Differences that may cost something, with what. Of the others, none does. */
const costs: Readonly<Partial<Record<BackupDifferenceKind, readonly Loss["of"][]>>> = {
  "plan-removed": ["backups", "copies", "point-in-time restore"],
  "rule-removed": ["backups", "copies", "point-in-time restore"],
  "runs-less-often": ["backups", "copies", "point-in-time restore"],
  "schedule-changed": ["backups", "copies", "point-in-time restore"],
  "retention-shortened": ["backups", "copies", "point-in-time restore"],
  "target-removed": ["backups", "copies", "point-in-time restore"],
  "region-removed": ["backups", "copies", "point-in-time restore"],
  "selection-removed": ["backups", "copies", "point-in-time restore"],
  "selection-changed": ["backups", "copies", "point-in-time restore"],
  "continuous-removed": ["backups", "point-in-time restore"],
  "backups-give-way": ["backups"],
  "copies-give-way": ["copies"],
  "copy-removed": ["copies"],
};

/** Kinds whose words say already what becomes of the backups. */
const saidAlready: readonly BackupDifferenceKind[] = ["schedule-changed", "backups-give-way", "copies-give-way"];

/** Kinds that cost nothing by themselves. */
const quiet: readonly BackupDifferenceKind[] = ["schedule-changed", "backups-give-way"];

export interface Judgement {
  readonly places: readonly Place[];
  readonly losses: readonly PlaceLosses[];
  readonly inForce: InForce;
  readonly policies: PolicyChange;
}

/**
 * The differences, each with whether it costs something. What accounts lose and no difference explains, because several
 * policies have it together, is a difference of its own.
 */
export function judged(differences: readonly BackupDifference[], judgement: Judgement): BackupDifference[] {
  const { places, losses, inForce, policies } = judgement;
  const known = new Set(places.flatMap(idsOf));
  const shared = sharedLosses(losses);
  const free = lazily(() => freedoms(places, inForce));
  const explained = new Set<Loss>();
  const judgedOnes = differences.map((difference): BackupDifference => {
    const { kind, targetIds } = difference;
    const here = (ids: ReadonlySet<string>) => targetIds.some((id) => ids.has(id));
    if (kind === "enforcement-loosened") {
      const found = free().filter(({ ids }) => here(ids));
      const entries = [difference.plan.toLowerCase(), ...(difference.opensPlans ? ["*"] : [])];
      // Without a config, nobody knows which other policies bind lower ones there.
      const isUnknown = found.length === 0 || places.every(({ account }) => account === undefined);
      const isFree = isUnknown || found.some(({ names }) => entries.some((name) => names.has(name)));
      return { ...difference, isHarmless: !isFree };
    }
    const of = costs[kind];
    if (!of || !here(known)) {
      return quiet.includes(kind) ? { ...difference, isHarmless: true } : difference;
    }
    const found = shared
      .filter(({ ids }) => here(ids))
      .flatMap(({ byEntry }) => byEntry.get(difference.entry.toLowerCase()) ?? [])
      .filter((loss) => of.includes(loss.of) && explains(difference, loss));
    found.forEach((loss) => explained.add(loss));
    return found.length > 0 ? { ...difference, isHarmless: false } : withoutHarm(difference);
  });
  const left = shared.flatMap(({ byPolicies }) => byPolicies.filter((loss) => !explained.has(loss)));
  return [...judgedOnes, ...(left.length > 0 ? unexplained(left, policies) : [])];
}

function idsOf({ before, after }: Place): string[] {
  return [...(before ?? []), ...after];
}

interface SharedLosses {
  readonly byPolicies: readonly Loss[];
  readonly byEntry: ReadonlyMap<string, readonly Loss[]>;
  /** Ids of the places that have them, and of what is above these. */
  readonly ids: Set<string>;
}

/** Accounts with the same policies lose the same. */
function sharedLosses(losses: readonly PlaceLosses[]): SharedLosses[] {
  const shared = new Map<readonly Loss[], SharedLosses>();
  for (const { place, byPolicies } of losses) {
    const one = shared.get(byPolicies) ?? {
      byPolicies,
      byEntry: grouped(byPolicies, ({ entry }) => entry),
      ids: new Set<string>(),
    };
    idsOf(place).forEach((id) => one.ids.add(id));
    shared.set(byPolicies, one);
  }
  return [...shared.values()];
}

/** Where lower policies may do more than before, once for all places below the same OUs. */
function freedoms(places: readonly Place[], inForce: InForce) {
  const alike = grouped(places, (place) => JSON.stringify(placesAbove(place)));
  return [...alike.values()].flatMap((same) =>
    same[0] ? [{ ids: new Set(same.flatMap(idsOf)), names: loosenedAt(same[0], inForce) }] : [],
  );
}

function lazily<T>(answer: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: answer() }).value;
}

function explains({ rule, vaultArn, region }: BackupDifference, loss: Loss): boolean {
  return (
    (rule === undefined || rule.toLowerCase() === loss.rule) &&
    (vaultArn === undefined || vaultArn === loss.vaultArn) &&
    (region === undefined || region === loss.region)
  );
}

function withoutHarm(difference: BackupDifference): BackupDifference {
  const { kind, words } = difference;
  const said = kind === "target-removed" ? words.replace("no longer reaches", "is no longer attached to") : words;
  return {
    ...difference,
    isHarmless: true,
    words: saidAlready.includes(kind) ? words : `${said}; ${harmless}`,
  };
}

/** An approval of them is for all backup policies as they are. */
function unexplained(losses: readonly Loss[], { before, after }: PolicyChange): BackupDifference[] {
  const plans = placedPlans(before);
  const key = ({ of, region, entry, rule, vaultArn, fewer }: Loss) =>
    JSON.stringify([of, region, entry, rule, vaultArn, fewer]);
  return [...grouped(losses, key).values()].flatMap(([loss]): BackupDifference[] => {
    if (!loss) {
      return [];
    }
    const { of, region, entry, rule, vaultArn, fewer } = loss;
    const own = plans.filter((plan) => plan.entry.toLowerCase() === entry);
    const named = own.flatMap(({ rules }) => rules).find(({ name }) => name.toLowerCase() === rule);
    const words = wordsOf(loss);
    return [
      {
        kind: of === "copies" ? "copy-removed" : fewer ? "rule-removed" : "retention-shortened",
        plan: own[0]?.name ?? entry,
        entry: own[0]?.entry ?? entry,
        rule: named?.name ?? rule,
        words: `${words} in ${region}`,
        decision: words,
        region,
        vaultArn,
        targetIds: [...new Set(own.flatMap(({ targetIds }) => targetIds))].sort(),
        detail: [contents(before), contents(after)],
        isHarmless: false,
        opensPlans: false,
      },
    ];
  });
}

function wordsOf({ of, vaultArn, fewer }: Loss): string {
  const what = vaultArn === undefined ? of : `copies in ${vaultIn({ vaultArn })}`;
  return fewer
    ? `resources get fewer ${what} than before`
    : `the ${what} of resources ${of === "point-in-time restore" ? "reaches back fewer days" : "are kept for fewer days"} than before`;
}

function contents(policies: readonly PlacedPolicy[]): Json {
  return policies
    .filter(({ type }) => type === "BACKUP_POLICY")
    .map(({ name, content, targetIds }) => [name, content, targetIds]);
}
