/** What Terraform may call in an account. */

import { type Partition } from "../../aws/regions";

/** Actions on resources, as one statement of a policy says them. */
export interface Grant {
  readonly actions: readonly string[];
  /** Missing: `*`, because the actions know no resources, or ones that have no ARN before they exist. */
  readonly resources?: (scope: GrantScope) => readonly string[];
  readonly condition?: (scope: GrantScope) => Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;
  /** For services that answer in one Region for all of them. Otherwise the governed Regions alone are allowed. */
  readonly global?: true;
}

/** The account in which grants are given, with the names of what the stacks hold there. */
export interface GrantScope {
  readonly partition: Partition;
  readonly accountId: string;
  /** Governed Regions, sorted. */
  readonly regions: readonly string[];
  readonly organization: { readonly id: string; readonly managementAccountId: string };
  readonly key: {
    readonly accountId: string;
    /** `mrk-*` where it is not known before the key exists: any multi-Region key of the account. */
    readonly id: string;
    /** With its prefix `alias/`. */
    readonly alias: string;
  };
  /** The same in every Region. */
  readonly vaultName: string;
  /** Names of the backup and the restore role, in this order, where the account has them. */
  readonly backupRoleNames: readonly string[];
  readonly breakGlassRoleName: string;
  /** Those that get an S3 gateway endpoint, sorted. */
  readonly vpcIds: readonly string[];
}
