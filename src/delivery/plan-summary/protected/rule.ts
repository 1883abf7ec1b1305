/** What a rule about protected changes is. */

import { regions } from "../../../aws/regions";
import { apartFromPlaces } from "../words-and-places";
import { type Action, type ResourceChange } from "../../../terraform/plan-json";
import { changedAttributes } from "../../../terraform/noise";
import { type StackPlan } from "../../../terraform/plan-file";
import { type Json } from "../../../terraform/synthesis";
import { type BackupDifference, type BackupDifferenceKind } from "../backup-difference";
import { type CodeChanges } from "../../code/code-changes";
import { type LostState } from "../lost-states";
import { type GuardrailDifference } from "../guardrail-differences";

/** What the rules look at. */
export interface Evidence {
  readonly stacks: readonly StackPlan[];
  readonly backupDifferences: readonly BackupDifference[];
  readonly guardrailDifferences: readonly GuardrailDifference[];
  readonly accountDifferences: readonly AccountDifference[];
  readonly lostStates: readonly LostState[];
  /** Undefined where nobody compared the code. */
  readonly codeChanges: CodeChanges | undefined;
  /** What AWS would refuse about the effective policies of accounts. */
  readonly invalidEffectivePolicies: readonly { readonly account: string; readonly words: string }[];
  /** As in `2 accounts`, or the names of the targets where nobody knows the accounts. */
  reachOf(targetIds: readonly string[]): string;
}

export interface AccountDifference {
  readonly kind: "removed" | "added" | "moved" | "region-removed" | "endpoints-left";
  /** Name of the account; for `region-removed`, the Region that leaves the organization. */
  readonly name: string;
  readonly words: string;
  /** Whether it loses backups because it stands elsewhere. */
  readonly losesPlans: boolean;
  /** What the words leave out. */
  readonly detail: Json;
}

/** One place at which a rule found something. Those of one decision are shown, and approved, as one. */
export interface Occurrence {
  /** In words, without the place: `the lock minimum 30 → 7 days`. */
  readonly what: string;
  /** A stack, or a stack with a Region. */
  readonly where: string;
  /** Everything that an approval is for, in full, where the words sum it up. Is not shown. */
  readonly detail: Json;
  /**
   * What takes the place of `what` and `where` in an approval, where these have names or accounts that only a config
   * knows: an approval is the same with and without one.
   */
  readonly named?: { readonly decision: string; readonly place: Json } | undefined;
  /** Whether nothing is lost here: it needs no approval, and belongs to that of the same decision elsewhere. */
  readonly isHarmless?: boolean;
  /** What is irreversible when; not part of what an approval names, because it moves with the day. */
  readonly note?: string | undefined;
}

export interface ProtectedChangeRule {
  /** Part of every approval: it never changes its meaning. At most 27 characters, so that a label has room for it. */
  readonly id: string;
  /** What the rule looks for. */
  readonly what: string;
  /** Why it needs an approval. */
  readonly why: string;
  detect(evidence: Evidence): readonly Occurrence[];
}

export interface StackChange extends ResourceChange {
  readonly stack: StackPlan;
  /** The Region in the resource's name, where it has one. */
  readonly region: string | undefined;
}

/** Changes of resources of a type that do one of the actions. */
export function changesOf({ stacks }: Evidence, type: string, ...actions: readonly Action[]): StackChange[] {
  return stacks.flatMap((stack) =>
    (stack.plan?.changes ?? [])
      .filter((change) => change.type === type && change.action !== undefined && actions.includes(change.action))
      .map((change) => ({ ...change, stack, region: regionIn(change.name) })),
  );
}

/** The Region at the end of a resource's name. */
export function regionIn(resourceName: string): string | undefined {
  return regions.map(({ name }) => name).find((region) => resourceName.endsWith(`-${region}`));
}

/** As in `member-payments (eu-west-1)`. */
export function placeOf({ stack, region }: StackChange): string {
  return region ? `${stack.stackId} (${region})` : stack.stackId;
}

/** Differences of backup plans of some kinds, as occurrences. */
export function backupOccurrences(evidence: Evidence, ...kinds: readonly BackupDifferenceKind[]): Occurrence[] {
  return evidence.backupDifferences
    .filter(({ kind }) => kinds.includes(kind))
    .map((difference) => {
      const { kind, plan, entry, rule, decision, region, targetIds, detail, isHarmless, opensPlans } = difference;
      const reach = evidence.reachOf(targetIds);
      return {
        what: planWords(difference),
        where: region === undefined || plan === entry ? reach : `${reach} in ${region}`,
        detail,
        isHarmless,
        named: {
          // Plans of one place are open to others together.
          decision: JSON.stringify([kind, opensPlans ? null : entry, rule ?? null, apartFromPlaces(decision)]),
          place: [plan, decision, targetIds.toSorted()],
        },
      };
    });
}

/** A change of a resource, as an occurrence that names its attributes before and after. */
export function occurrenceOf(change: StackChange, what: string, where = placeOf(change)): Occurrence {
  return { what, where, detail: detailOf(change) };
}

/** Attributes of a resource that goes are left out, because AWS may change them until then. */
function detailOf({ stack, ...change }: StackChange): Json {
  const { address, action = null, before, after, unknown } = change;
  const attributes = action === "destroy" || action === "forget" ? ["id", "arn", "name"] : changedAttributes(change);
  return [
    stack.stackId,
    address,
    action,
    unknown,
    attributes.map((name) => [name, before?.[name] ?? null, after?.[name] ?? null]),
  ];
}

/** As in `daily, rule weekly: kept 35 → 14 days`. */
export function planWords({ entry, rule, words }: BackupDifference): string {
  return `${entry}${rule === undefined || rule === entry ? "" : `, rule ${rule}`}: ${words}`;
}
