/**
 * How each resource type is adopted: what AWS is asked, by which id Terraform imports it, and what stands in the way.
 *
 * Source of the import ids: documentation of the AWS provider, section "Import" of each resource. Read 2026-11-21.
 */

import { type SynthesizedResource } from "../../terraform/resources";
import { isObject, type Json, type JsonObject } from "../../terraform/synthesis";
import { type Answer, type Question } from "./inventory";

/** The other resources of the synthesis, and what is known of AWS. */
export interface Surroundings {
  readonly resources: readonly SynthesizedResource[];
  /** What AWS said, or undefined where it has no such thing. */
  ask(question: Question): JsonObject | undefined;
}

/** What becomes of a resource that the stacks describe. */
export type Adoption =
  /** AWS has it, and Terraform imports it by this id. */
  | { readonly importId: string }
  /** AWS does not have it, and Terraform creates it. */
  | "absent"
  /** AWS has it, and what Terraform creates overwrites it in place. */
  | { readonly overwritten: string }
  /** AWS has it, and neither an import nor a creation would go well. */
  | { readonly conflict: string };

export interface ImportableType {
  questions(resource: SynthesizedResource, surroundings: Surroundings): Question[];
  adopt(resource: SynthesizedResource, surroundings: Surroundings): Adoption;
}

export const importableTypes: Readonly<Record<string, ImportableType>> = {
  aws_backup_global_settings: {
    questions: () => [],
    adopt: ({ accountId }) => ({ importId: accountId }),
  },
  aws_backup_region_settings: {
    questions: () => [],
    adopt: ({ region }) => ({ importId: region }),
  },
  aws_backup_vault: {
    questions: (resource, { resources }) => {
      const key = isRead(resource.text("kms_key_arn")) ? primaryKey(resources) : undefined;
      return [listVaults(resource), ...(key ? [describePrimary(key, resources)] : [])];
    },
    adopt: (resource, surroundings) => {
      const vault = vaultOf(resource, resource.text("name"), surroundings);
      if (!vault) {
        return "absent";
      }
      const expected = expectedKeyArn(resource, surroundings);
      return vault.EncryptionKeyArn === expected
        ? { importId: resource.text("name") }
        : {
            conflict:
              `the vault is under the key ${textOf(vault.EncryptionKeyArn)}, and the config puts it under ` +
              `${expected ?? "a key that is yet to be created"}. A vault keeps its key for ever: name the key of the ` +
              "vault by encryption.alias or encryption.keyId, or give the vault another name in the config.",
          };
    },
  },
  aws_backup_vault_lock_configuration: {
    questions: (resource) => [listVaults(resource)],
    adopt: (resource, surroundings) => {
      const name = resource.text("backup_vault_name");
      const vault = vaultOf(resource, name, surroundings);
      return vault?.Locked === true ? adoptLock(resource, name, vault) : "absent";
    },
  },
  aws_backup_vault_policy: {
    questions: (resource) => [getVaultPolicy(resource), listVaults(resource)],
    adopt: (resource, surroundings) => {
      const name = resource.text("backup_vault_name");
      // Of a vault that does not exist, AWS Backup says that nobody may see its policy: the list of vaults decides.
      return vaultOf(resource, name, surroundings) && surroundings.ask(getVaultPolicy(resource))
        ? { importId: name }
        : "absent";
    },
  },
  aws_iam_role: {
    questions: (resource) => [getRole(resource)],
    adopt: (resource, surroundings) => {
      const role = surroundings.ask(getRole(resource))?.Role;
      if (!isObject(role)) {
        return "absent";
      }
      return role.Path === "/"
        ? { importId: resource.text("name") }
        : {
            conflict: `the role has the path ${textOf(role.Path)}, and a role cannot leave its path. Give roles of this config another name.`,
          };
    },
  },
  aws_iam_role_policy: {
    questions: (resource) => [
      inAccount(resource, "iam", "list-role-policies", "--role-name", resource.text("role")),
      getRole(resource, "role"),
    ],
    adopt: (resource, surroundings) => {
      const [role, name] = [resource.text("role"), resource.text("name")];
      const names = listOf(
        surroundings.ask(inAccount(resource, "iam", "list-role-policies", "--role-name", role)),
        "PolicyNames",
      );
      return names.includes(name) ? { importId: `${role}:${name}` } : "absent";
    },
  },
  aws_iam_role_policy_attachment: {
    questions: (resource) => [listAttachedPolicies(resource)],
    adopt: (resource, surroundings) => {
      const arn = resource.text("policy_arn");
      return objectsOf(surroundings.ask(listAttachedPolicies(resource)), "AttachedPolicies").some(
        ({ PolicyArn }) => PolicyArn === arn,
      )
        ? { importId: `${resource.text("role")}/${arn}` }
        : "absent";
    },
  },
  aws_kms_alias: {
    questions: (resource) => [describeKey(resource, resource.text("name"))],
    adopt: (resource, surroundings) =>
      surroundings.ask(describeKey(resource, resource.text("name"))) ? { importId: resource.text("name") } : "absent",
  },
  aws_kms_key: {
    questions: (resource, { resources }) => [describePrimary(resource, resources)],
    adopt: (resource, surroundings) => {
      const key = surroundings.ask(describePrimary(resource, surroundings.resources))?.KeyMetadata;
      if (!isObject(key)) {
        return "absent";
      }
      const problem = keyProblem(key, resource.region);
      return problem === undefined ? { importId: textOf(key.KeyId) } : { conflict: problem };
    },
  },
  aws_kms_replica_key: {
    questions: (resource, { resources }) => [describePrimary(resource, resources)],
    adopt: (resource, surroundings) => {
      const key = surroundings.ask(describePrimary(resource, surroundings.resources))?.KeyMetadata;
      const alias = aliasOf(resource, surroundings.resources);
      const aliased = alias && surroundings.ask(describeKey(alias, alias.text("name")))?.KeyMetadata;
      if (isObject(aliased) && !(isObject(key) && aliased.KeyId === key.KeyId)) {
        return {
          conflict:
            `${alias?.text("name")} names the key ${textOf(aliased.Arn)} there, which is no replica of the key of the ` +
            "home Region. Delete that alias, or name another one by encryption.alias.",
        };
      }
      const replicas = isObject(key) ? objectsOf(key.MultiRegionConfiguration, "ReplicaKeys") : [];
      return isObject(key) && replicas.some(({ Region }) => Region === resource.region)
        ? { importId: textOf(key.KeyId) }
        : "absent";
    },
  },
  aws_organizations_delegated_administrator: {
    questions: (resource) => [listAdministrators(resource)],
    adopt: (resource, surroundings) => {
      const registered = objectsOf(surroundings.ask(listAdministrators(resource)), "DelegatedAdministrators");
      return registered.some(({ Id }) => Id === resource.text("account_id"))
        ? { importId: `${resource.text("account_id")}/${resource.text("service_principal")}` }
        : "absent";
    },
  },
  aws_organizations_policy: {
    questions: (resource) => [listPolicies(resource)],
    adopt: (resource, surroundings) => {
      const id = policyId(resource, surroundings);
      return id === undefined ? "absent" : { importId: id };
    },
  },
  aws_organizations_policy_attachment: {
    questions: (resource, { resources }) => {
      const policy = policyOf(resource, resources);
      return policy ? [listPoliciesOfTarget(resource, policy)] : [];
    },
    adopt: (resource, surroundings) => {
      const policy = policyOf(resource, surroundings.resources);
      const id = policy && policyId(policy, surroundings);
      const attached = policy
        ? objectsOf(surroundings.ask(listPoliciesOfTarget(resource, policy)), "Policies").map(({ Id }) => Id)
        : [];
      return id !== undefined && attached.includes(id) ? { importId: `${resource.text("target_id")}:${id}` } : "absent";
    },
  },
  aws_vpc_endpoint: {
    questions: (resource) => [describeEndpoints(resource)],
    adopt: (resource, surroundings) => {
      const endpoints = objectsOf(surroundings.ask(describeEndpoints(resource)), "VpcEndpoints").filter(
        ({ VpcEndpointType, State }) => VpcEndpointType === "Gateway" && State !== "deleted",
      );
      const ids = endpoints.map(({ VpcEndpointId }) => textOf(VpcEndpointId)).sort();
      if (ids.length > 1) {
        return {
          conflict:
            `the VPC has ${ids.length} S3 gateway endpoints (${ids.join(", ")}), and Strongroom manages one. Move ` +
            "their route tables to one of them and delete the others, or import one by hand.",
        };
      }
      return ids[0] === undefined ? "absent" : { importId: ids[0] };
    },
  },
};

/** Codes by which AWS says that a thing is not there, by the first two words of the command. */
const notThere: Readonly<Record<string, readonly string[]>> = {
  "backup get-backup-vault-access-policy": ["ResourceNotFoundException"],
  "iam get-role": ["NoSuchEntity"],
  "iam list-attached-role-policies": ["NoSuchEntity"],
  "iam list-role-policies": ["NoSuchEntity"],
  "kms describe-key": ["NotFoundException"],
};

/** Whether the answer says that there is no such thing. */
export function isAbsent(question: Question, answer: Answer): boolean {
  const operation = question.command.slice(0, 2).join(" ");
  return "error" in answer && (notThere[operation]?.includes(answer.error) ?? false);
}

function inAccount({ accountId, region }: SynthesizedResource, ...command: readonly string[]): Question {
  return { accountId, region, command };
}

/** Not DescribeBackupVault, which answers of a vault that does not exist as of one that nobody may see. */
function listVaults(resource: SynthesizedResource): Question {
  return inAccount(resource, "backup", "list-backup-vaults");
}

function getVaultPolicy(resource: SynthesizedResource): Question {
  const name = resource.text("backup_vault_name");
  return inAccount(resource, "backup", "get-backup-vault-access-policy", "--backup-vault-name", name);
}

function getRole(resource: SynthesizedResource, attribute = "name"): Question {
  return inAccount(resource, "iam", "get-role", "--role-name", resource.text(attribute));
}

function listAttachedPolicies(resource: SynthesizedResource): Question {
  return inAccount(resource, "iam", "list-attached-role-policies", "--role-name", resource.text("role"));
}

function describeKey(resource: SynthesizedResource, keyId: string): Question {
  return inAccount(resource, "kms", "describe-key", "--key-id", keyId);
}

function listAdministrators(resource: SynthesizedResource): Question {
  const principal = resource.text("service_principal");
  return inAccount(resource, "organizations", "list-delegated-administrators", "--service-principal", principal);
}

function listPolicies(resource: SynthesizedResource): Question {
  return inAccount(resource, "organizations", "list-policies", "--filter", resource.text("type"));
}

function listPoliciesOfTarget(resource: SynthesizedResource, policy: SynthesizedResource): Question {
  const target = resource.text("target_id");
  const type = policy.text("type");
  return inAccount(resource, "organizations", "list-policies-for-target", "--target-id", target, "--filter", type);
}

function describeEndpoints(resource: SynthesizedResource): Question {
  return inAccount(
    resource,
    "ec2",
    "describe-vpc-endpoints",
    "--filters",
    `Name=vpc-id,Values=${resource.text("vpc_id")}`,
    `Name=service-name,Values=${resource.text("service_name")}`,
  );
}

function vaultOf(resource: SynthesizedResource, name: string, { ask }: Surroundings): JsonObject | undefined {
  return objectsOf(ask(listVaults(resource)), "BackupVaultList").find(
    ({ BackupVaultName }) => BackupVaultName === name,
  );
}

/** With the id of the key that is imported in the place of what Terraform reads from another state. */
function expectedKeyArn(resource: SynthesizedResource, surroundings: Surroundings): string | undefined {
  const arn = resource.text("kms_key_arn");
  if (!isRead(arn)) {
    return arn;
  }
  const primary = primaryKey(surroundings.resources);
  const adoption = primary && importableTypes.aws_kms_key?.adopt(primary, surroundings);
  return typeof adoption === "object" && "importId" in adoption
    ? arn.replace(/\$\{[^}]*\}/, () => adoption.importId)
    : undefined;
}

/** Whether Terraform reads a part of the text from another state. */
function isRead(text: string): boolean {
  return text.includes("${");
}

function primaryKey(resources: readonly SynthesizedResource[]): SynthesizedResource | undefined {
  return resources.find(({ type }) => type === "aws_kms_key");
}

/**
 * The AWS provider replaces a lock for any change of its retention, and never reads the cooling-off days: only a lock
 * that is as the config says can be imported (provider issue 46876).
 */
function adoptLock(resource: SynthesizedResource, name: string, vault: JsonObject): Adoption {
  const found = [vault.MinRetentionDays, vault.MaxRetentionDays];
  const wanted = [resource.value("min_retention_days"), resource.value("max_retention_days")];
  const mode = vault.LockDate === undefined ? "governance" : "compliance";
  const wantedMode = resource.value("changeable_for_days") === undefined ? "governance" : "compliance";
  if (mode === wantedMode && found.every((days, index) => (days ?? null) === (wanted[index] ?? null))) {
    return { importId: name };
  }
  const is = `the vault has a lock in ${mode} mode, ${rangeInWords(found)}`;
  const says = `the config says ${wantedMode} mode, ${rangeInWords(wanted)}`;
  return mode === "governance"
    ? { overwritten: `${is}, and ${says}. The apply changes the lock in place.` }
    : {
        conflict:
          `${is}, and ${says}. After its lock date (${textOf(vault.LockDate)}) nobody can change it: write its values into the ` +
          "config. Before that date, change it to governance mode with `aws backup put-backup-vault-lock-configuration`.",
      };
}

function rangeInWords([minimum, maximum]: readonly (Json | undefined)[]): string {
  return `${minimum ?? "no minimum"} to ${maximum ?? "no maximum"} days`;
}

function keyProblem(key: JsonObject, homeRegion: string): string | undefined {
  const { MultiRegion, KeyState, MultiRegionConfiguration } = key;
  const primary = isObject(MultiRegionConfiguration) ? MultiRegionConfiguration.PrimaryKey : undefined;
  const primaryRegion = isObject(primary) ? primary.Region : undefined;
  if (MultiRegion !== true) {
    return (
      `the alias names ${textOf(key.Arn)}, a single-Region key, and no key becomes a multi-Region key later. ` +
      "Name another alias by encryption.alias; vaults keep the key that they have."
    );
  }
  if (primaryRegion !== homeRegion) {
    return (
      `the primary of the key is in ${textOf(primaryRegion)}, and homeRegion is ${homeRegion}. Set homeRegion, or make ` +
      `${homeRegion} the primary with \`aws kms update-primary-region\`.`
    );
  }
  return KeyState === "Enabled"
    ? undefined
    : `the key ${textOf(key.Arn)} is ${textOf(KeyState)}. Enable it, or cancel its deletion.`;
}

/** The alias in the Region of a key is the one that names it. */
function aliasOf(key: SynthesizedResource, resources: readonly SynthesizedResource[]): SynthesizedResource | undefined {
  return resources.find(
    (resource) =>
      resource.type === "aws_kms_alias" &&
      resource.stackId === key.stackId &&
      resource.reference("target_key_id") === key.address,
  );
}

/** By its alias, because the config knows no id of a key that is not pinned. */
function describePrimary(key: SynthesizedResource, resources: readonly SynthesizedResource[]): Question {
  const primaryAddress = key.reference("primary_key_arn") ?? key.address;
  const primary =
    resources.find(({ stackId, address }) => stackId === key.stackId && address === primaryAddress) ?? key;
  return describeKey(primary, aliasOf(primary, resources)?.text("name") ?? "");
}

function policyOf(
  attachment: SynthesizedResource,
  resources: readonly SynthesizedResource[],
): SynthesizedResource | undefined {
  const address = attachment.reference("policy_id");
  return resources.find((resource) => resource.stackId === attachment.stackId && resource.address === address);
}

function policyId(policy: SynthesizedResource, { ask }: Surroundings): string | undefined {
  const found = objectsOf(ask(listPolicies(policy)), "Policies").find(({ Name }) => Name === policy.text("name"));
  return found && textOf(found.Id);
}

function listOf(value: Json | undefined, key: string): readonly Json[] {
  const list = isObject(value) ? value[key] : undefined;
  return Array.isArray(list) ? list : [];
}

function objectsOf(value: Json | undefined, key: string): JsonObject[] {
  return listOf(value, key).filter(isObject);
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}
