/** The effective backup policies of an organization's accounts. */

import { type PolicyTarget } from "../model/deployment";
import { type MergedPolicies, mergeLevel, noPolicies } from "./effective-policy";
import { type ManagementPolicy, readManagementPolicy } from "./management-policy";

/** A management policy with the places that it is attached to. */
export interface AttachedPolicy {
  readonly name: string;
  /** JSON. */
  readonly content: string;
  readonly targets: readonly { readonly id: string }[];
}

/** Merges policies along the tree of the organization. What the accounts of an OU have in common is merged once. */
export class EffectivePolicies {
  private readonly policiesOf = new Map<string, ManagementPolicy[]>();
  private readonly merged = new Map<string, MergedPolicies>();

  /** @param policies of one type, in the order in which they are attached */
  constructor(policies: readonly AttachedPolicy[]) {
    for (const { name, content, targets } of policies) {
      const { policy } = readManagementPolicy(name, JSON.parse(content));
      for (const { id } of targets) {
        this.policiesOf.set(id, [...(this.policiesOf.get(id) ?? []), policy]);
      }
    }
  }

  /** What the policies of the root, of the OUs down to the account, and of the account itself come to. */
  of({ id, ancestorIds }: Pick<PolicyTarget, "id" | "ancestorIds">): MergedPolicies {
    const own = this.policiesOf.get(id) ?? [];
    return mergeLevel(this.inheritedFrom(ancestorIds), own);
  }

  /** @param ids nearest first, the root last */
  private inheritedFrom([id, ...above]: readonly string[]): MergedPolicies {
    if (id === undefined) {
      return noPolicies;
    }
    const known = this.merged.get(id);
    if (known) {
      return known;
    }
    const merged = mergeLevel(this.inheritedFrom(above), this.policiesOf.get(id) ?? []);
    this.merged.set(id, merged);
    return merged;
  }
}
