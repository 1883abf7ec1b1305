/** Where the attacks happen: the accounts, roles and resources of a deployment, and one account outside. */

import { type Deployment, type PolicyTarget } from "../model/deployment";
import { accountOf } from "../aws/arn";
import { isIdentityCenterRole } from "../aws/principal-arn";
import { stateWriter } from "../guardrails/terraform-state";

export interface Scene {
  readonly deployment: Deployment;
  readonly partition: string;
  readonly region: string;
  /** The workload account that most guardrails reach. */
  readonly member: string;
  readonly central: string;
  readonly administrator: string;
  readonly management: string;
  readonly keyAccount: string;
  /** An account of the organization that the config does not list, directly under the root. */
  readonly unlisted: string;
  /** An account of somebody else's organization. */
  readonly outside: string;
  readonly keyId: string;
  readonly tagKeys: readonly string[];
}

export function createScene(deployment: Deployment): Scene {
  const { organization, encryption } = deployment;
  return {
    deployment,
    partition: organization.partition,
    region: deployment.homeRegion,
    member: mostGuarded(deployment),
    central: organization.centralBackup.id,
    administrator: organization.backupAdministrator.id,
    management: organization.management.id,
    keyAccount: encryption.account.id,
    unlisted: "999999999991",
    outside: "999999999999",
    keyId: encryption.pinnedKeyId ?? "mrk-00000000000000000000000000000000",
    tagKeys: deployment.backupTagKeys,
  };
}

function mostGuarded({ accounts, members, guardrails }: Deployment): string {
  const reach = (account: PolicyTarget | undefined) => {
    const path = [account?.id, ...(account?.ancestorIds ?? [])];
    return guardrails.filter(({ targets }) => targets.some(({ id }) => path.includes(id))).length;
  };
  const ids = members.map(({ account }) => account.id);
  const reached = (id: string) => reach(accounts.find((account) => account.id === id));
  return ids.toSorted((a, b) => reached(b) - reached(a))[0] ?? "";
}

/** The account of the role that writes the state, or runs Terraform, if SCPs reach it. */
export function stateAccountOf({ deployment, management }: Scene): string | undefined {
  const writer = stateWriter(deployment);
  return writer === undefined || accountOf(writer) === management ? undefined : accountOf(writer);
}

/**
 * Ids of where policies that deny can be attached to reach an account, from the account upwards; none for the management
 * account, which they do not reach, and for those of other organizations.
 */
export function placesReachedByPolicies({ deployment, unlisted }: Scene, accountId: string): string[] {
  const { organization, accounts } = deployment;
  if (accountId === organization.management.id) {
    return [];
  }
  if (accountId === unlisted) {
    return [unlisted, organization.rootId];
  }
  const account = accounts.find(({ id }) => id === accountId);
  return account ? [account.id, ...account.ancestorIds] : [];
}

/** Whether `protectRoles` names a break-glass principal. */
export function isProtected({ management }: Scene, arn: string): boolean {
  return !isIdentityCenterRole(arn) && !arn.includes(`:${management}:`);
}
