import { type SynthesizedResource } from "../resources";
import { awsKmsKey } from "./aws_kms_key";
import { describePrimary, keyArns } from "./keys";
import { inWords } from "./question";
import { createServiceLinkedRole } from "./service-linked-role";
import { type Surroundings, type TerraformResourceType } from "./terraform-type";
import { listVaults, vaultArns, vaultNamed } from "./vaults";
import { computed, decision, harmless, judged, turnsOn } from "./meaning";
import { arn, identity, region, tags, timeouts } from "./shared-attributes";

/** Source of the permissions on its key: AWS Backup Developer Guide, "Access control". Read 2026-11-21. */
export const awsBackupVault: TerraformResourceType = {
  read: [{ actions: ["backup:DescribeBackupVault", "backup:ListTags"], resources: vaultArns }],
  write: [
    { actions: ["backup:CreateBackupVault", "backup:TagResource", "backup:UntagResource"], resources: vaultArns },
    { actions: ["backup-storage:MountCapsule"] },
    { actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:RetireGrant"], resources: keyArns },
    {
      actions: ["kms:CreateGrant"],
      resources: keyArns,
      condition: () => ({ Bool: { "kms:GrantIsForAWSResource": "true" } }),
    },
    createServiceLinkedRole("backup.amazonaws.com", "AWSServiceRoleForBackup"),
  ],
  questions: (resource, { resources }) => {
    const key = isRead(resource.text("kms_key_arn")) ? primaryKey(resources) : undefined;
    return [listVaults(resource), ...(key ? [describePrimary(key, resources)] : [])];
  },
  adopt: (resource, surroundings) => {
    const vault = vaultNamed(resource.text("name"), resource, surroundings);
    if (!vault) {
      return "absent";
    }
    const expected = expectedKeyArn(resource, surroundings);
    return vault.EncryptionKeyArn === expected
      ? { importId: resource.text("name") }
      : {
          conflict:
            `the vault is under the key ${inWords(vault.EncryptionKeyArn)}, and the config puts it under ` +
            `${expected ?? "a key that does not exist yet"}. The key of a vault cannot change: name the key of the ` +
            "vault in encryption.alias or encryption.keyId, or give the vault another name in the config.",
        };
  },
  called: ({ name }) => `vault ${inWords(name)}`,
  harm: "vault-changed",
  calls: {
    "backup:CreateBackupVault": ["create"],
    "backup:DeleteBackupVault": ["destroy", "replace"],
    "backup:DeleteRecoveryPoint": ["force_destroy"],
    "backup:TagResource": ["tags"],
    "backup:UntagResource": ["tags"],
    "backup-storage:MountCapsule": ["create"],
    "iam:CreateServiceLinkedRole": ["create"],
    "kms:CreateGrant": ["create"],
    "kms:Decrypt": ["create"],
    "kms:DescribeKey": ["create"],
    "kms:GenerateDataKey": ["create"],
    "kms:RetireGrant": ["create"],
  },
  attributes: {
    ...identity,
    ...arn,
    ...region,
    ...tags,
    ...timeouts,
    force_destroy: turnsOn("a later destroy deletes every recovery point"),
    kms_key_arn: decision("the key of a vault cannot change, so the vault would be another"),
    name: decision("the vault of this name is given up"),
    recovery_points: computed("counts what the vault holds"),
  },
  actions: {
    create: harmless("a new vault is empty"),
    replace: judged(["vault-deleted"], "the recovery points are lost"),
    destroy: judged(["vault-deleted"], "the recovery points are lost"),
    forget: judged(["region-dropped"], "the vault stays, and nobody keeps it as the config says"),
    import: harmless("changes nothing by itself"),
  },
};

/** With the id of the key that is imported in the place of what Terraform reads from another state. */
function expectedKeyArn(resource: SynthesizedResource, surroundings: Surroundings): string | undefined {
  const arn = resource.text("kms_key_arn");
  if (!isRead(arn)) {
    return arn;
  }
  const primary = primaryKey(surroundings.resources);
  const adoption = primary && awsKmsKey.adopt(primary, surroundings);
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
