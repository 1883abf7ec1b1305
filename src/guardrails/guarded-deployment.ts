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
  readonly terraform: {
    readonly deploymentRoleName: string;
    readonly planRoleName?: string;
    /** ARNs of the roles that run Terraform. */
    readonly runners?: { readonly plan: string; readonly apply: string };
    readonly state: GuardedState;
  };
  readonly stacks: readonly { readonly id: string; readonly account: { readonly name: string } }[];
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

/** Where Terraform keeps the state of the stacks, as the config has it. */
export type GuardedState =
  | { readonly type: "local" }
  | { readonly type: "cloud"; readonly hostname: string; readonly executionMode: "local" | "remote" }
  | {
      readonly type: "s3";
      readonly bucket: string;
      readonly region: string;
      readonly keyPrefix: string;
      readonly kmsKeyId?: string;
      readonly roleArn?: string;
    };

interface GuardedAccount {
  readonly id: string;
}
