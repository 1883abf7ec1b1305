/** The effective backup policies of an organization's places, before and after a change. */

import { effectivePolicyValidationErrors } from "../../evaluator/effective-backup-policy";
import { EffectivePolicies } from "../../evaluator/effective-policies";
import { type EffectivePlan, effectivePlans } from "../../evaluator/effective-plans";
import { effectivePolicy, type MergedPolicies } from "../../evaluator/effective-policy";
import { isObject, parseObject } from "../../terraform/synthesis";
import { type PlacedPolicy } from "./placed-policies";

/** What one set of policies comes to, place by place. What places have in common is made once. */
export class PoliciesInForce {
  private readonly merged: EffectivePolicies;
  private readonly plans = new Map<MergedPolicies, readonly EffectivePlan[]>();
  private readonly texts = new Map<MergedPolicies, string>();
  private readonly problems = new Map<MergedPolicies, readonly string[]>();

  /** Of policies that a plan holds, some have a content that is known only after the apply: they count for nothing. */
  constructor(policies: readonly PlacedPolicy[]) {
    this.merged = new EffectivePolicies(
      policies
        .filter(({ type, content }) => type === "BACKUP_POLICY" && parseObject(content))
        .map(({ targetIds, ...policy }) => ({ ...policy, targets: targetIds.map((id) => ({ id })) })),
    );
  }

  /** @param path ids from the root down */
  at(path: readonly string[]): MergedPolicies {
    const [id = "", ...ancestorIds] = path.toReversed();
    return this.merged.of({ id, ancestorIds });
  }

  /** None where AWS would refuse the policy. */
  plansOf(merged: MergedPolicies): readonly EffectivePlan[] {
    return known(this.plans, merged, () =>
      this.errorsOf(merged).length > 0 ? [] : effectivePlans(effectivePolicy(merged)),
    );
  }

  /** The effective policy as text, apart from the account in it and from the order in which policies came together. */
  textOf(merged: MergedPolicies): string {
    return known(this.texts, merged, () => JSON.stringify(effectivePolicy(merged), inOrderOfKeys));
  }

  /** What AWS would refuse, in words. */
  errorsOf(merged: MergedPolicies): readonly string[] {
    return known(this.problems, merged, () =>
      effectivePolicyValidationErrors(merged).map(({ ErrorMessage: words, PathToError: path }) => `${path}: ${words}`),
    );
  }
}

function inOrderOfKeys(_key: string, value: unknown): unknown {
  return isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}

function known<K, V>(answers: Map<K, V>, key: K, answer: () => V): V {
  const found = answers.get(key) ?? answer();
  answers.set(key, found);
  return found;
}
