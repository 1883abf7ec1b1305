/** The stacks of a deployment, and how Terraform reaches their accounts. */

import { type OrgConfig } from "../config/schema/org-config";
import { stackIdOf } from "../config/stack-ids";
import { type StackKind, stackKinds } from "../config/stack-kinds";
import { type Account, type TerraformSettings } from "./deployment";
import { sorted, sortedBy } from "./sorted";

export interface StackSummary {
  readonly id: string;
  readonly kind: StackKind;
  readonly account: Account;
  /** Ids of the stacks whose state this one reads. */
  readonly reads: readonly string[];
  /** Ids of the stacks that must be applied before this one, sorted. */
  readonly needs: readonly string[];
}

/** Every stack of a config, sorted by id. */
export function resolveStacks(config: OrgConfig): StackSummary[] {
  const idsOf = (kind: StackKind) => stackKinds[kind].accounts(config).map(({ name }) => stackIdOf(kind, name));
  const kinds = Object.keys(stackKinds) as StackKind[];
  const stacks = kinds.flatMap((kind) => {
    const { accounts, readsKey, follows } = stackKinds[kind];
    const reads = readsKey && config.encryption.keyId === undefined ? idsOf("encryption") : [];
    const needs = sorted([...reads, ...follows.flatMap(idsOf)]);
    return accounts(config).map(({ name, id }) => ({
      id: stackIdOf(kind, name),
      kind,
      account: { name, id },
      reads,
      needs,
    }));
  });
  return sortedBy(stacks, ({ id }) => id);
}

/** Whether HCP Terraform runs Terraform, with credentials of the account of each stack. */
export function hasDynamicCredentials({ state }: Pick<TerraformSettings, "state">): boolean {
  return state.type === "cloud" && state.executionMode === "remote";
}
