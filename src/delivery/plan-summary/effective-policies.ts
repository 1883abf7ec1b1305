/** The effective backup policies of the accounts, before and after a change. */

import { isDeepStrictEqual } from "node:util";
import { effectivePolicyValidationErrors } from "../../evaluator/effective-backup-policy";
import { EffectivePolicies } from "../../evaluator/effective-policies";
import { effectivePolicy, type MergedPolicies, noPolicies } from "../../evaluator/effective-policy";
import { type Deployment, type PlacedAccount } from "../../model/deployment";
import { pathOf } from "../../model/places";
import { parseObject } from "../../terraform/synthesis";
import { placedPlans } from "./backup-plan";
import { type PlacedPolicy, type PolicyChange } from "./placed-policies";

export interface EffectiveChange {
  /** Names of the workload accounts that get another effective backup policy. Sorted. */
  readonly changed: readonly string[];
  /** What AWS would refuse about the effective policies after the change, and did not before, in words, by account. */
  readonly invalid: readonly { readonly account: string; readonly words: string }[];
}

/** A policy changes what an account gets, and so does a place elsewhere in the organization. */
export function effectiveChange(
  policies: PolicyChange,
  { accounts: accountsBefore }: Deployment,
  { accounts: accountsAfter }: Deployment,
): EffectiveChange {
  const [before, after] = [effectivePolicies(policies.before), effectivePolicies(policies.after)];
  const accounts = accountsAfter
    .filter(({ purpose }) => purpose === "workload")
    .map((account) => {
      const earlier = accountsBefore.find(({ id }) => id === account.id);
      return { account, was: earlier ? before.of(earlier) : noPolicies, is: after.of(account) };
    });
  return {
    changed: accounts
      .filter(({ account: { id }, was, is }) => !isDeepStrictEqual(effectivePolicy(was, id), effectivePolicy(is, id)))
      .map(({ account }) => account.name),
    invalid: accounts.flatMap(({ account, was, is }) => {
      const known = errorsOf(was);
      return errorsOf(is)
        .filter((words) => !known.includes(words))
        .map((words) => ({ account: account.name, words }));
    }),
  };
}

/** Names of the plans that reach an account, sorted. */
export function plansReaching(account: PlacedAccount, policies: readonly PlacedPolicy[]): string[] {
  const path = pathOf(account);
  return placedPlans(policies)
    .filter(({ targetIds }) => targetIds.some((id) => path.includes(id)))
    .map(({ name }) => name)
    .sort();
}

/** Of policies that a plan holds, some have a content that is known only after the apply: they count for nothing. */
function effectivePolicies(policies: readonly PlacedPolicy[]): EffectivePolicies {
  return new EffectivePolicies(
    policies
      .filter(({ type, content }) => type === "BACKUP_POLICY" && parseObject(content))
      .map(({ targetIds, ...policy }) => ({ ...policy, targets: targetIds.map((id) => ({ id })) })),
  );
}

function errorsOf(merged: MergedPolicies): string[] {
  return effectivePolicyValidationErrors(merged).map(
    ({ ErrorMessage: words, PathToError: path }) => `${path}: ${words}`,
  );
}
