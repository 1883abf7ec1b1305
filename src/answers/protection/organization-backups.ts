/** What backs up the accounts of an organization: effective plans, and the vaults that they name. */

import { backupVaultArn } from "../../aws/arn";
import { type Account, type Deployment, type PolicyTarget, type Vault } from "../../model/deployment";
import {
  type EffectivePolicyValidationError,
  effectivePolicyValidationErrors,
} from "../../evaluator/effective-backup-policy";
import { type EffectivePlan, effectivePlans } from "../../evaluator/effective-plans";
import { EffectivePolicies } from "../../evaluator/effective-policies";
import { effectivePolicy, type MergedPolicies, noPolicies } from "../../evaluator/effective-policy";
import { optionsOf } from "../../model/guardrails";
import { type OrganizationsPolicy } from "../../policies/policy-document";

/** A plan of an effective policy, with the names that the config gives it and its rules. */
export interface Plan extends EffectivePlan {
  /** The entry of `backupPlans` that it comes from. */
  readonly entry: string;
}

export interface AccountBackups {
  readonly account: PolicyTarget;
  /** Whether Strongroom gives the account vaults and roles. */
  readonly isWorkload: boolean;
  /** Nobody can work in it, and no plan counts as one of its: AWS does not say that its backups go on. */
  readonly isSuspended: boolean;
  /** Its local vaults by Region: elsewhere, what a plan asks for fails. */
  readonly vaults: ReadonlyMap<string, Vault>;
  readonly plans: readonly Plan[];
  /** With one or more, AWS applies none of the plans: the account keeps its last valid effective policy. */
  readonly errors: readonly EffectivePolicyValidationError[];
}

/** A vault that copies go to. */
export interface CentralVault extends Vault {
  readonly account: Account;
}

export class OrganizationBackups {
  /** Keys of backup tags: the one that a guardrail requires, and those by which plans select. */
  readonly backupTagKeys: readonly string[];
  private readonly policies: readonly OrganizationsPolicy[];
  private readonly effective: EffectivePolicies;
  private readonly accounts = new Map<string, AccountBackups>();
  private readonly plans = new Map<string, { name: string; entry: string; rules: ReadonlyMap<string, string> }>();
  private readonly centralVaults: ReadonlyMap<string, CentralVault>;
  private everyPlanOnce: readonly Plan[] | undefined;

  /** @param organizationsPolicies of any type; the backup policies count */
  constructor(
    readonly deployment: Deployment,
    organizationsPolicies: readonly OrganizationsPolicy[],
  ) {
    this.policies = organizationsPolicies.filter(({ type }) => type === "BACKUP_POLICY");
    this.effective = new EffectivePolicies(this.policies);
    for (const { name: entry, plans } of deployment.backupPlanGroups) {
      for (const { name, rules } of plans) {
        const ruleNames = new Map(rules.map((rule) => [rule.name.toLowerCase(), rule.name]));
        this.plans.set(name.toLowerCase(), { name, entry, rules: ruleNames });
      }
    }
    const selections = deployment.backupPlanGroups.map(({ selection }) => selection);
    const tagKeys = selections.flatMap((selection) => (selection.by === "tag" ? selection.key : []));
    const conditionKeys = selections.flatMap((selection) =>
      selection.by === "tag" ? [] : selection.conditions.map(({ key }) => key),
    );
    const required = optionsOf(deployment, "requireBackupTag")?.key ?? [];
    this.backupTagKeys = [...new Set([required, tagKeys, conditionKeys].flat())];
    const { account, vaults } = deployment.centralVaults;
    const { partition } = deployment.organization;
    this.centralVaults = new Map(
      vaults.map((vault) => [backupVaultArn(partition, vault.region, account.id, vault.name), { ...vault, account }]),
    );
  }

  of(account: PolicyTarget): AccountBackups {
    const known = this.accounts.get(account.id);
    if (known) {
      return known;
    }
    const isSuspended = this.deployment.accounts.some(
      ({ id, purpose }) => id === account.id && purpose === "suspended",
    );
    const merged = isSuspended ? noPolicies : this.effective.of(account);
    const member = this.deployment.members.find((candidate) => candidate.account.id === account.id);
    const backups = {
      account,
      isWorkload: member !== undefined,
      isSuspended,
      vaults: new Map(member?.vaults.map((vault) => [vault.region, vault])),
      plans: this.plansOf(merged, account.id),
      errors: effectivePolicyValidationErrors(merged),
    };
    this.accounts.set(account.id, backups);
    return backups;
  }

  /** Every plan of the organization, as an account that all policies reached would get them. */
  everyPlan(): readonly Plan[] {
    const anywhere = { id: "anywhere", name: "anywhere", ancestorIds: [] };
    const policies = this.policies.map((policy) => ({ ...policy, targets: [anywhere] }));
    return (this.everyPlanOnce ??= this.plansOf(new EffectivePolicies(policies).of(anywhere), undefined));
  }

  /** The central vault with this ARN. */
  centralVault(arn: string): CentralVault | undefined {
    return this.centralVaults.get(arn);
  }

  private plansOf(merged: MergedPolicies, accountId: string | undefined): Plan[] {
    return effectivePlans(effectivePolicy(merged, accountId)).map((plan) => {
      const known = this.plans.get(plan.name.toLowerCase());
      const rules = plan.rules.map((rule) => ({ ...rule, name: known?.rules.get(rule.name) ?? rule.name }));
      return { ...plan, name: known?.name ?? plan.name, entry: known?.entry ?? plan.name, rules };
    });
  }
}
