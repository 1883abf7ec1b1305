/** What a stack is made from: plain data, its own alone, so that a change of anything else leaves the stack as it is. */

import { type Partition } from "../aws/regions";
import {
  type Account,
  type Encryption,
  type ImportBlock,
  type Organization,
  type RegionSettings,
  type S3GatewayEndpoint,
  type TerraformSettings,
  type Vault,
} from "../model/deployment";
import { type StackKind } from "../config/stack-kinds";
import { type BreakGlassRole } from "../policies/break-glass";
import { type RoleDocuments } from "../policies/documents";
import { type OrganizationsPolicy, type PolicyDocument } from "../policies/policy-document";

/** What every stack has. It survives JSON, which is what is written down and hashed of it. */
interface Common<Kind extends StackKind> {
  readonly kind: Kind;
  readonly id: string;
  readonly account: Account;
  readonly partition: Partition;
  readonly homeRegion: string;
  readonly terraform: Pick<
    TerraformSettings,
    "state" | "deploymentRoleName" | "planRoleName" | "regionStrategy" | "tags"
  >;
  /** In the order of the config. */
  readonly imports: readonly Omit<ImportBlock, "stack">[];
  /** Constraint for the version of the AWS provider; undefined for that of the bindings. */
  readonly awsProviderVersion: string | undefined;
}

/** A role with the name that the config gives it. */
export type Named<Role> = Role & { readonly name: string };

export interface EncryptionInput extends Common<"encryption"> {
  readonly governedRegions: readonly string[];
  /** Undefined where the key is somebody else's. */
  readonly key: KeySettings | undefined;
}

export interface KeySettings {
  readonly policy: PolicyDocument;
  readonly alias: string;
  readonly deletionWindowDays: number;
  readonly rotationPeriodDays: number;
  readonly replicaRegions: readonly string[];
  /** Undefined where there is none, or the stack of the account's vaults has it. */
  readonly breakGlassRole: Named<BreakGlassRole> | undefined;
}

interface WithVaults {
  readonly governedRegions: readonly string[];
  readonly vaults: readonly Vault[];
  readonly accessPolicy: PolicyDocument;
  /** Where the key of the vaults is. */
  readonly encryption: Pick<Encryption, "account" | "pinnedKeyId" | "stackId">;
  readonly breakGlassRole: Named<BreakGlassRole> | undefined;
}

export interface CentralVaultInput extends Common<"centralVault">, WithVaults {}

export interface MemberInput extends Common<"member">, WithVaults {
  readonly backupRole: Named<RoleDocuments>;
  readonly restoreRole: Named<RoleDocuments>;
  readonly regionSettings: RegionSettings;
}

export interface NetworkInput extends Common<"network"> {
  readonly endpoints: readonly S3GatewayEndpoint[];
}

export interface OrganizationInput extends Common<"organization"> {
  readonly governedRegions: readonly string[];
  readonly organization: Pick<Organization, "id" | "rootId">;
  readonly backupAdministratorId: string;
  /** Those that must be enabled on the root. */
  readonly policyTypes: readonly OrganizationsPolicy["type"][];
  readonly policies: readonly AttachedPolicy[];
  readonly regionSettings: RegionSettings;
}

export interface AttachedPolicy extends Pick<OrganizationsPolicy, "name" | "description" | "type" | "content"> {
  readonly targetIds: readonly string[];
}

export type VaultStackInput = CentralVaultInput | MemberInput;
export type StackInput = EncryptionInput | CentralVaultInput | MemberInput | NetworkInput | OrganizationInput;
