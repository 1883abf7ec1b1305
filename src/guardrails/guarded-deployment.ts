import { type Partition } from "../aws/regions";

/** What guardrails need to know of the deployment that they guard. */
export interface GuardedDeployment {
  readonly organization: {
    readonly id: string;
    readonly rootId: string;
    readonly partition: Partition;
    readonly management: GuardedAccount;
    readonly centralBackup: GuardedAccount;
  };
  /** Governed Regions, sorted. */
  readonly regions: readonly string[];
  readonly terraform: { readonly deploymentRoleName: string };
  /** Names. */
  readonly roles: {
    readonly backup: string;
    readonly restore: string;
    readonly breakGlass: string;
    readonly otherBackupRoles: readonly string[];
  };
  /** ARNs of who may assume the break-glass role. */
  readonly breakGlass: { readonly principals: readonly string[] };
  readonly encryption: {
    readonly account: GuardedAccount;
    readonly alias: string;
    /** Undefined where Strongroom creates the key. */
    readonly pinnedKeyId: string | undefined;
    /** Names of roles of the account that administer the key beside those that deploy, sorted. */
    readonly administratorRoles: readonly string[];
  };
  readonly localVaultName: string;
  readonly centralVaultName: string;
  /** Tag keys by which plans select, with the required one, sorted. */
  readonly backupTagKeys: readonly string[];
}

interface GuardedAccount {
  readonly id: string;
}
