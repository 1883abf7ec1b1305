/** What changes in service control policies: where they are attached, and what their statements deny. */

import { grouped } from "./grouped";
import { pairs } from "./pairs";
import { type PlacedPolicy, type PolicyChange } from "./placed-policies";
import { type StatementDifference, statementDifferences, statementsOf } from "./statement-differences";

export interface GuardrailDifference {
  /** Name of the policy. */
  readonly guardrail: string;
  readonly words: string;
  readonly kind: "attached" | "detached" | "weakened" | "exemptions" | "changed";
  /** Ids of what the policy is, or was, attached to. */
  readonly targetIds: readonly string[];
}

/** @param nameOf gives the name of a target */
export function guardrailDifferences(change: PolicyChange, nameOf: (id: string) => string): GuardrailDifference[] {
  const [before, after] = [change.before.filter(isGuardrail), change.after.filter(isGuardrail)];
  return pairs(before, after, ({ name }) => name).flatMap(({ before: old, after: now }): GuardrailDifference[] => {
    const policy = now ?? old;
    const difference = (kind: GuardrailDifference["kind"], words: string, targetIds = policy.targetIds) => ({
      guardrail: policy.name,
      kind,
      words,
      targetIds,
    });
    const gone = (old?.targetIds ?? []).filter((id) => !now?.targetIds.includes(id));
    const come = (now?.targetIds ?? []).filter((id) => !old?.targetIds.includes(id));
    const lost = old ? gone.filter((id) => !deniedElsewhere(old, id, after)) : [];
    return [
      ...(lost.length > 0
        ? [difference("detached", `is detached from ${lost.map(nameOf).sort().join(", ")}`, lost)]
        : []),
      ...(come.length > 0
        ? [difference("attached", `is attached to ${come.map(nameOf).sort().join(", ")}`, come)]
        : []),
      ...(old && now ? alike(statementDifferences(old.content, now.content)) : []).map(([first, statements]) =>
        difference(
          first.exempts ? "exemptions" : first.weakens ? "weakened" : "changed",
          `${statements.join(", ")} ${first.words}`,
        ),
      ),
    ];
  });
}

/** Statements that change in the same way, with the ids of all of them: what they say is said once. */
function alike(differences: readonly StatementDifference[]): [StatementDifference, string[]][] {
  return [...grouped(differences, ({ words, weakens }) => `${words} ${weakens}`).values()].flatMap((group) =>
    group[0] ? [[group[0], group.map(({ statement }) => statement)]] : [],
  );
}

function isGuardrail({ type }: PlacedPolicy): boolean {
  return type === "SERVICE_CONTROL_POLICY";
}

/** Whether other policies on the target have every statement of this one: it was split, merged or renamed. */
function deniedElsewhere({ content }: PlacedPolicy, targetId: string, after: readonly PlacedPolicy[]): boolean {
  const there = after
    .filter(({ targetIds }) => targetIds.includes(targetId))
    .flatMap((policy) => statementsOf(policy.content).map(({ body }) => JSON.stringify(body)));
  return statementsOf(content).every(({ body }) => there.includes(JSON.stringify(body)));
}
