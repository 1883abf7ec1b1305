/** What changes in policies that deny, SCPs and RCPs: where they are attached, and what their statements deny. */

import { isAuthorizationPolicy } from "../../aws/authorization-policies";
import { type Built } from "../../answers/validate";
import { type Deployment } from "../../model/deployment";
import { parentOf, pathOf } from "../../model/places";
import { type Json } from "../../terraform/synthesis";
import { grouped } from "../../grouped";
import { pairs } from "./pairs";
import { type PlacedPolicy, type PolicyChange } from "./placed-policies";
import { pathTo } from "./protection/places";
import { type StatementDifference, statementDifferences, statementsOf } from "./statement-differences";

export interface GuardrailDifference {
  /** Name of the policy. */
  readonly guardrail: string;
  readonly words: string;
  readonly kind: "attached" | "detached" | "weakened" | "exemptions" | "changed";
  /** Ids of what the policy is, or was, attached to. */
  readonly targetIds: readonly string[];
  /** What an approval is for, from the plans alone. Undefined where no plan shows it. */
  readonly named: { readonly decision: string; readonly place: Json } | undefined;
  /** Every statement that the words sum up, before and after. */
  readonly detail: Json;
}

/**
 * @param nameOf gives the name of a target
 * @param pathsBelow the paths, as they are after the change, of what stands below a target
 */
export function guardrailDifferences(
  change: PolicyChange,
  nameOf: (id: string) => string,
  pathsBelow: (targetId: string) => readonly (readonly string[])[] = (id) => [[id]],
): GuardrailDifference[] {
  const [before, after] = [change.before.filter(isGuardrail), change.after.filter(isGuardrail)];
  return pairs(before, after, ({ name }) => name).flatMap(({ before: old, after: now }): GuardrailDifference[] => {
    const policy = now ?? old;
    const difference = (
      kind: GuardrailDifference["kind"],
      words: string,
      targetIds = policy.targetIds,
      detail: Json = policy.content,
      decision = words,
      place = targetIds,
    ) => ({
      guardrail: policy.name,
      kind,
      words,
      targetIds,
      named: { decision: JSON.stringify([policy.name, kind, decision]), place },
      // What takes the place of a statement may deny the same, or nothing: an approval is for the policy as it will be.
      detail: [detail, old ? documentOf(old) : null, now ? documentOf(now) : null],
    });
    const gone = (old?.targetIds ?? []).filter((id) => !now?.targetIds.includes(id));
    const come = (now?.targetIds ?? []).filter((id) => !old?.targetIds.includes(id));
    const lost = old ? gone.filter((id) => pathsBelow(id).some((path) => !denied(old, path, after))) : [];
    return [
      ...(lost.length > 0
        ? [
            difference(
              "detached",
              `is detached from ${lost.map(nameOf).sort().join(", ")}`,
              lost,
              old?.content,
              "is detached",
              gone,
            ),
          ]
        : []),
      ...(come.length > 0
        ? [difference("attached", `is attached to ${come.map(nameOf).sort().join(", ")}`, come)]
        : []),
      ...(old && now ? alike(statementDifferences(old.content, now.content)) : []).map((group) => {
        const [first] = group;
        const ids = group.map(({ statement }) => statement).join(", ");
        return difference(
          first.exempts ? "exemptions" : first.weakens ? "weakened" : "changed",
          `${ids} ${first.words}`,
          [...new Set([...(old?.targetIds ?? []), ...policy.targetIds])].sort(),
          group.map(({ statements }) => statements),
        );
      }),
    ];
  });
}

/**
 * What stands below a target: the accounts that a config knows there, without the management account, which none binds;
 * where there is none, whatever else is there.
 */
export function pathsBelowIn(before: Built, after: Built): (targetId: string) => readonly (readonly string[])[] {
  const earlier = new Map(before.deployment.accounts.map((account) => [account.id, pathOf(account)]));
  const accounts = after.deployment.accounts
    .filter(({ purpose }) => purpose !== "management")
    .map((account) => ({ old: earlier.get(account.id) ?? [], now: pathOf(account) }));
  return (targetId) => {
    const below = accounts.filter(({ old }) => old.includes(targetId)).map(({ now }) => now);
    return below.length > 0 ? below : [pathTo(targetId, after, before)];
  };
}

/** Policies that deny something to an account no longer, because it stands elsewhere. */
export function guardrailsLeft(
  before: Deployment,
  after: Deployment,
  policies: readonly PlacedPolicy[],
): GuardrailDifference[] {
  const guardrails = policies.filter(isGuardrail);
  return after.accounts.flatMap((account) => {
    const earlier = before.accounts.find(({ id }) => id === account.id);
    const [old, now] = [earlier ? pathOf(earlier) : [], pathOf(account)];
    return guardrails
      .filter((policy) => policy.targetIds.some((id) => old.includes(id)) && !denied(policy, now, guardrails))
      .map(({ name, content }) => ({
        guardrail: name,
        kind: "detached" as const,
        words: `no longer reaches account ${account.name}, which is now in ${parentOf(account, after)}`,
        targetIds: [account.id],
        named: undefined,
        detail: content,
      }));
  });
}

function documentOf({ type, content, targetIds }: PlacedPolicy): Json {
  return [type, content, targetIds.toSorted()];
}

type Alike = readonly [StatementDifference, ...StatementDifference[]];

/** Statements that change in the same way: what they say is said once. */
function alike(differences: readonly StatementDifference[]): Alike[] {
  const groups = [...grouped(differences, ({ words, weakens }) => `${words} ${weakens}`).values()];
  return groups.filter((group): group is typeof group & Alike => group.length > 0);
}

function isGuardrail({ type }: PlacedPolicy): boolean {
  return isAuthorizationPolicy(type);
}

/** Whether the policies of its type on the targets have every statement of this one: it may have been split, merged or renamed. */
function denied({ type, content }: PlacedPolicy, path: readonly string[], policies: readonly PlacedPolicy[]): boolean {
  const there = policies
    .filter((policy) => policy.type === type && policy.targetIds.some((id) => path.includes(id)))
    .flatMap((policy) => statementsOf(policy.content).map(({ body }) => JSON.stringify(body)));
  return statementsOf(content).every(({ body }) => there.includes(JSON.stringify(body)));
}
