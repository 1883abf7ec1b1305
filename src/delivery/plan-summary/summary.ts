/** What a set of plans means, as data. */

import { type Built } from "../../answers/validate";
import { type Deployment } from "../../model/deployment";
import { namesIn, workloadAccountsBelow } from "../../model/places";
import { countChanges, type Counts } from "../../terraform/counts";
import { changedAttributes, driftIn, isNoise } from "../../terraform/noise";
import { type StackPlan } from "../../terraform/plan-file";
import { type ResourceChange } from "../../terraform/plan-json";
import { hasChanges } from "../../terraform/plan-stack";
import { trustedRunUrl } from "../../terraform/run-url";
import { type CodeChanges } from "../code/code-changes";
import { accountDifferences } from "./account-differences";
import { adviceFor } from "./advice";
import { type BackupDifference } from "./backup-difference";
import { backupDifferences } from "./backup-differences";
import { effectiveChange } from "./effective-change";
import { PoliciesInForce } from "./policies-in-force";
import { grouped } from "../../grouped";
import { guardrailDifferences, guardrailsLeft, pathsBelowIn } from "./guardrail-differences";
import { lostStates } from "./lost-states";
import { notesOn } from "./notes";
import { policiesOfConfig, policiesOfPlans, type PolicyChange } from "./placed-policies";
import { placeLosses } from "./protection/account-losses";
import { judged } from "./protection/judged";
import { placesOf } from "./protection/places";
import { findProtectedChanges, type ProtectedChange } from "./protected/find";
import { type Evidence, planWords } from "./protected/rule";
import { type ValueChange, valueChanges } from "./value-changes";
import { apartFromPlaces, together } from "./words-and-places";

export interface StackSummary {
  readonly stack: string;
  readonly result: "failed" | "changes" | "no changes";
  /** Null where there is no plan to count in. */
  readonly counts: Counts | null;
  /** What happens to resources, without noise. */
  readonly changes: readonly ResourceSummary[];
  /** What somebody changed outside of Terraform, without noise. */
  readonly drift: readonly ResourceSummary[];
  readonly failure: string | null;
  /** What to do about the failure, where that is known. */
  readonly advice: string | null;
  readonly url: string | null;
}

export interface ResourceSummary {
  readonly address: string;
  /** In words: `create`, `import and update`, `is gone`. */
  readonly what: string;
  /** Names of the attributes that change. */
  readonly attributes: readonly string[];
  /** What it has before and after. */
  readonly values: readonly ValueChange[];
}

export interface Summary {
  readonly stacks: readonly StackSummary[];
  readonly protectedChanges: readonly ProtectedChange[];
  /** In words: `daily: kept 35 → 14 days in 4 accounts`. */
  readonly backupPolicies: readonly string[];
  /** Names of the accounts whose effective backup policy changes; null where no config says which accounts there are. */
  readonly accounts: readonly string[] | null;
  /** In words. */
  readonly guardrails: readonly string[];
  /** What the config says of accounts, in words. */
  readonly accountChanges: readonly string[];
  /** What else somebody should know, in words. */
  readonly notes: readonly string[];
  /** How many differences were left out because AWS computes them. */
  readonly noise: number;
  /** Approvals that name no change of these plans. */
  readonly unusedApprovals: readonly string[];
  /** Which plans were compared with nothing that says whether they are up to date, in words. */
  readonly notCompared: readonly string[];
}

export interface SummaryInput {
  readonly stacks: readonly StackPlan[];
  readonly approvals: readonly string[];
  /** The organization before and after, as configs say it. */
  readonly before?: Built | undefined;
  readonly after?: Built | undefined;
  readonly codeChanges?: CodeChanges | undefined;
  /** In words, as in the summary. */
  readonly notCompared?: readonly string[];
  /** Where HCP Terraform is. Default: where the config says, else its usual place. */
  readonly runHostname?: string | undefined;
}

/** @returns the summary, with stacks in the order of the plans */
export function summarize(input: SummaryInput): Summary {
  const { stacks, approvals, before, after, notCompared = [], runHostname } = input;
  const now = after?.deployment;
  const earlier = before?.deployment ?? now;
  const policies = policyChange(stacks, before, after);
  const known = now ?? earlier;
  const nameOf = known ? namesIn(known) : (id: string) => id;
  const inForce = { before: new PoliciesInForce(policies.before), after: new PoliciesInForce(policies.after) };
  const places = placesOf(policies, before ?? after, after);
  const losses = placeLosses(places, inForce);
  const effective = earlier && now ? effectiveChange(places, inForce) : undefined;
  const evidence: Evidence = {
    invalidEffectivePolicies: effective?.invalid ?? [],
    stacks,
    backupDifferences: judged(backupDifferences(policies, nameOf), { places, losses, inForce, policies }),
    guardrailDifferences: [
      ...guardrailDifferences(policies, nameOf, after && pathsBelowIn(before ?? after, after)),
      ...(earlier && now ? guardrailsLeft(earlier, now, policies.after) : []),
    ],
    accountDifferences: earlier && now ? accountDifferences(earlier, now, policies, losses) : [],
    lostStates: before && now ? lostStates(stacks, before.deployment, now) : [],
    codeChanges: input.codeChanges,
    reachOf: (targetIds) => reachOf(targetIds, now, nameOf),
  };
  const protectedChanges = findProtectedChanges(evidence, approvals);
  return {
    stacks: stacks.map((stack) => stackSummary(stack, runHostname ?? hostnameOf(known))),
    protectedChanges,
    backupPolicies: backupWords(evidence),
    accounts: effective?.changed ?? null,
    guardrails: evidence.guardrailDifferences.map(
      ({ guardrail, words, kind, targetIds }) =>
        `${guardrail}: ${words}${kind === "attached" || kind === "detached" ? "" : `, on ${targetIds.map(nameOf).sort().join(", ")}`}`,
    ),
    accountChanges: evidence.accountDifferences.map(({ words }) => words),
    notes: notesOn(evidence),
    noise: stacks.reduce((sum, { plan }) => sum + (plan ? noiseIn(plan.changes, driftIn(plan)) : 0), 0),
    unusedApprovals: approvals.filter((id) => !protectedChanges.some(({ approvalId }) => approvalId === id)),
    notCompared,
  };
}

/** Whether nothing stands in the way: no plan failed, and every protected change is approved. */
export function mayPass({ stacks, protectedChanges }: Summary): boolean {
  return stacks.every(({ result }) => result !== "failed") && protectedChanges.every(({ approved }) => approved);
}

/** What the plans say. Where they say nothing of policies, what the configs come to, which then did not change. */
function policyChange(stacks: readonly StackPlan[], before: Built | undefined, after: Built | undefined): PolicyChange {
  const planned = policiesOfPlans(stacks.flatMap(({ plan }) => plan ?? []));
  return planned ?? { before: policiesOfConfig(before ?? after), after: policiesOfConfig(after) };
}

function reachOf(
  targetIds: readonly string[],
  deployment: Deployment | undefined,
  nameOf: (id: string) => string,
): string {
  if (!deployment) {
    return targetIds.map(nameOf).sort().join(", ");
  }
  const accounts = workloadAccountsBelow(targetIds, deployment).length;
  return accounts > 0 ? `${accounts} ${accounts === 1 ? "account" : "accounts"}` : "no account of the config";
}

/** Plans that a config makes one for each Region change alike: what they say alike is said once. */
function backupWords({ backupDifferences: differences, reachOf: reach }: Evidence): string[] {
  const key = ({ kind, entry, rule, words, targetIds }: BackupDifference) =>
    JSON.stringify([kind, entry, rule, apartFromPlaces(words), targetIds]);
  return [...grouped(differences, key).values()].map((alike) => {
    const [first] = alike as [BackupDifference];
    const words = together(alike.map(planWords));
    const regions = alike.flatMap(({ plan, entry, region }) =>
      plan === entry || region === undefined ? [] : [region],
    );
    const where = regions.filter((region) => !words.includes(region));
    return `${words} in ${reach(first.targetIds)}${where.length > 0 ? `, in ${[...new Set(where)].join(", ")}` : ""}`;
  });
}

function hostnameOf(deployment: Deployment | undefined): string | undefined {
  const state = deployment?.terraform.state;
  return state?.type === "cloud" ? state.hostname : undefined;
}

function stackSummary(stack: StackPlan, runHostname: string | undefined): StackSummary {
  const changed = hasChanges(stack);
  return {
    stack: stack.stackId,
    result: changed === undefined ? "failed" : changed ? "changes" : "no changes",
    counts: stack.plan ? countChanges(stack.plan) : null,
    changes: (stack.plan?.changes ?? []).filter((change) => !isNoise(change)).flatMap(resourceSummary),
    drift: (stack.plan ? driftIn(stack.plan) : []).flatMap((change) => {
      const attributes = changedAttributes(change);
      const gone = change.action === "destroy";
      return attributes.length > 0 || gone
        ? [
            {
              address: change.address,
              what: gone ? "is gone" : "differs",
              attributes: gone ? [] : attributes,
              values: gone ? [] : valueChanges(change),
            },
          ]
        : [];
    }),
    failure: stack.failure ?? null,
    advice: adviceFor(stack.failure ?? "") ?? null,
    url: trustedRunUrl(stack.url, runHostname) ?? null,
  };
}

function resourceSummary(change: ResourceChange): ResourceSummary[] {
  const actions = [
    ...(change.action ? [change.action] : []),
    ...(change.imported ? ["import"] : []),
    ...(change.movedFrom === undefined ? [] : [`move from ${change.movedFrom}`]),
  ];
  const changes = change.action === "update" || change.action === "replace";
  const [attributes, values] = changes ? [changedAttributes(change), valueChanges(change)] : [[], []];
  return actions.length === 0 ? [] : [{ address: change.address, what: actions.join(" and "), attributes, values }];
}

function noiseIn(changes: readonly ResourceChange[], drift: readonly ResourceChange[]): number {
  return changes.filter(isNoise).length + drift.filter((change) => isNoise({ ...change, action: "update" })).length;
}
