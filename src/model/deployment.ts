/** What will exist in AWS, as plain data: which account, Region, vault, key, role and endpoint. */

import { type ResourceType, type SelectableType } from "../aws/backup-services";
import { type TagCondition } from "../aws/tag-condition";
import { type OrgConfig } from "../config/schema/org-config";
import { type ServiceControlPolicy } from "../config/service-control-policy";
import { type GuardrailName, type OptionsOf } from "../guardrails/all";
import { type StackSummary } from "./stacks";

export type TerraformSettings = OrgConfig["terraform"];
export type StateSettings = TerraformSettings["state"];
export type ImportBlock = TerraformSettings["imports"][number];
type VaultSettings = OrgConfig["vaults"]["central"];
export type VaultLock = NonNullable<VaultSettings["lock"]>;
type RuleSettings = OrgConfig["backupPlans"][number]["rules"][number];
export type Lifecycle = RuleSettings["lifecycle"];
export type Enforcement = OrgConfig["backupPlans"][number]["enforcement"];
export type RoleNames = Omit<OrgConfig["roles"], "breakGlassAccess">;
export type BreakGlassAccess = OrgConfig["roles"]["breakGlassAccess"];
export type Purpose = OrgConfig["accounts"][number]["purpose"];

export interface Account {
  readonly name: string;
  readonly id: string;
}

export interface OrganizationalUnit {
  readonly id: string;
  readonly name: string;
}

export interface Organization extends Readonly<OrgConfig["organization"]> {
  readonly management: Account;
  readonly backupAdministrator: Account;
  readonly centralBackup: Account;
}

/** The key's settings with what follows from them. */
export interface Encryption extends Readonly<Omit<OrgConfig["encryption"], "account" | "keyId">> {
  readonly stackId: string;
  readonly account: Account;
  /** Whether another stack holds vaults, and roles with them, in the account. */
  readonly accountHasVaults: boolean;
  readonly primaryRegion: string;
  readonly replicaRegions: readonly string[];
  /** Set where the key exists already: then none is created, and no stack reads another's state. */
  readonly pinnedKeyId: string | undefined;
}

export interface Vault extends Readonly<VaultSettings> {
  readonly region: string;
}

export interface CentralVaults {
  readonly stackId: string;
  readonly account: Account;
  readonly vaults: readonly Vault[];
}

export interface Member {
  readonly stackId: string;
  readonly account: Account;
  readonly vaults: readonly Vault[];
}

export interface S3GatewayEndpoint {
  readonly region: string;
  readonly vpcId: string;
  /** `all`: every route table that the VPC has when Terraform plans. */
  readonly routeTableIds: "all" | readonly string[];
}

export interface Network {
  readonly stackId: string;
  readonly account: Account;
  readonly endpoints: readonly S3GatewayEndpoint[];
}

/** A root, OU or account that policies are attached to. Its name is for people; AWS knows the id. */
export interface PolicyTarget {
  readonly id: string;
  readonly name: string;
  /** Ids of the root and the OUs above it, nearest first. Their policies are inherited. */
  readonly ancestorIds: readonly string[];
}

/** An account with its place in the organization. */
export interface PlacedAccount extends PolicyTarget {
  /** What it is for, which decides on its stacks. */
  readonly purpose: Purpose;
}

export interface CopyAction {
  readonly vaultArn: string;
  readonly lifecycle: Lifecycle | undefined;
}

export interface BackupRule extends Readonly<Omit<RuleSettings, "copies">> {
  readonly targetVaultName: string;
  readonly copies: readonly CopyAction[];
}

/**
 * A plan as AWS knows it. Copy targets are literal ARNs, because `$region` does not work there: a config plan that
 * copies within each Region is one of these per Region, and any other config plan is one for all its Regions.
 */
export interface BackupPlan {
  readonly name: string;
  readonly regions: readonly string[];
  readonly rules: readonly BackupRule[];
}

export type Selection =
  | { readonly by: "tag"; readonly key: string; readonly values: readonly string[] }
  | {
      readonly by: "resourceTypes";
      /** `*` alone for every type. */
      readonly resourceTypes: readonly SelectableType[];
      readonly excludeResourceTypes: readonly ResourceType[];
      /** All of which must hold, each once, sorted by key and value. */
      readonly conditions: readonly TagCondition[];
    };

/** What one entry of `backupPlans` comes to. */
export interface BackupPlanGroup {
  readonly name: string;
  readonly targets: readonly PolicyTarget[];
  readonly selection: Selection;
  readonly enforcement: Enforcement;
  readonly plans: readonly BackupPlan[];
}

export interface Guardrail<Name extends GuardrailName = GuardrailName> {
  readonly name: Name;
  readonly targets: readonly PolicyTarget[];
  readonly options: OptionsOf<Name>;
}

/** A guardrail that the team wrote itself. */
export interface AdditionalGuardrail {
  readonly name: string;
  /** Its keys are in one order, whatever that of the file. */
  readonly policy: ServiceControlPolicy;
  readonly targets: readonly PolicyTarget[];
}

/** AWS Backup's settings of one account and Region: what is stated, and which keys are left as they are. */
export interface RegionSettings {
  readonly optIn: Readonly<Record<string, boolean>>;
  readonly leftOptIn: readonly string[];
  readonly management: Readonly<Record<string, boolean>>;
  readonly leftManagement: readonly string[];
}

export interface Deployment {
  readonly organization: Organization;
  /** Every account, sorted by name. */
  readonly accounts: readonly PlacedAccount[];
  /** Sorted by name. */
  readonly organizationalUnits: readonly OrganizationalUnit[];
  /** Sorted by id. */
  readonly stacks: readonly StackSummary[];
  readonly homeRegion: string;
  /** Governed Regions, sorted. */
  readonly regions: readonly string[];
  readonly terraform: TerraformSettings;
  readonly roles: RoleNames;
  readonly breakGlass: BreakGlassAccess;
  readonly localVaultName: string;
  readonly centralVaultName: string;
  readonly regionSettings: RegionSettings;
  readonly encryption: Encryption;
  readonly centralVaults: CentralVaults;
  readonly members: readonly Member[];
  readonly networks: readonly Network[];
  readonly backupPlanGroups: readonly BackupPlanGroup[];
  readonly guardrails: readonly Guardrail[];
  /** Sorted by name. */
  readonly additionalGuardrails: readonly AdditionalGuardrail[];
  /** Tag keys by which plans select, with the required one, sorted. */
  readonly backupTagKeys: readonly string[];
}
