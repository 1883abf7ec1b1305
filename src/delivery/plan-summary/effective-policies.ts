/** The effective backup policies of the accounts, before and after a change. */

import { isDeepStrictEqual } from "node:util";
import { effectivePolicyValidationErrors } from "../../evaluator/effective-backup-policy";
import { effectivePolicy, type MergedPolicies, mergeLevel, noPolicies } from "../../evaluator/effective-policy";
import { type ManagementPolicy, readManagementPolicy } from "../../evaluator/management-policy";
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
  { before, after }: PolicyChange,
  deploymentBefore: Deployment,
  deploymentAfter: Deployment,
): EffectiveChange {
  const [old, now] = [evaluator(before), evaluator(after)];
  const accounts = deploymentAfter.accounts
    .filter(({ purpose }) => purpose === "workload")
    .map((account) => {
      const earlier = deploymentBefore.accounts.find(({ id }) => id === account.id);
      return { account, was: earlier ? old(pathOf(earlier)) : noPolicies, is: now(pathOf(account)) };
    });
  const problems = (merged: MergedPolicies) =>
    merged === noPolicies
      ? []
      : effectivePolicyValidationErrors(merged).map(
          ({ ErrorMessage: words, PathToError: path }) => `${path}: ${words}`,
        );
  return {
    changed: accounts
      .filter(({ account: { id }, was, is }) => !isDeepStrictEqual(effectivePolicy(was, id), effectivePolicy(is, id)))
      .map(({ account }) => account.name)
      .sort(),
    invalid: accounts.flatMap(({ account, was, is }) => {
      const known = problems(was);
      return problems(is)
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

/** What the backup policies along a path, from the root down, come to. What paths have in common is merged once. */
function evaluator(policies: readonly PlacedPolicy[]): (path: readonly string[]) => MergedPolicies {
  const read = policies
    .filter(({ type }) => type === "BACKUP_POLICY")
    .map(({ name, content, targetIds }) => ({
      policy: readManagementPolicy(name, parseObject(content) ?? {}).policy,
      targetIds,
    }));
  const attached = (id: string): ManagementPolicy[] =>
    read.filter(({ targetIds }) => targetIds.includes(id)).map(({ policy }) => policy);
  const merged = new Map<string, MergedPolicies>();
  const merge = (path: readonly string[]): MergedPolicies => {
    const id = path.at(-1);
    const key = path.join("/");
    const result =
      merged.get(key) ?? (id === undefined ? noPolicies : mergeLevel(merge(path.slice(0, -1)), attached(id)));
    merged.set(key, result);
    return result;
  };
  return merge;
}
