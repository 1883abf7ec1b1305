import { type SynthesizedResource } from "../resources";
import { type Question, questionAbout } from "./question";
import { type TerraformResourceType } from "./terraform-type";
import { listVaults, vaultArns, vaultNamed } from "./vaults";
import { computed, decision, document, harmless, judged } from "./meaning";
import { identity, region } from "./shared-attributes";
import { inWords } from "./question";

export const awsBackupVaultPolicy: TerraformResourceType = {
  read: [{ actions: ["backup:GetBackupVaultAccessPolicy"], resources: vaultArns }],
  write: [{ actions: ["backup:PutBackupVaultAccessPolicy"], resources: vaultArns }],
  questions: (resource) => [getVaultPolicy(resource), listVaults(resource)],
  adopt: (resource, surroundings) => {
    const name = resource.text("backup_vault_name");
    // Of a vault that does not exist, AWS Backup says that nobody may see its policy: the list of vaults decides.
    return vaultNamed(name, resource, surroundings) && surroundings.ask(getVaultPolicy(resource))
      ? { importId: name }
      : "absent";
  },
  called: ({ backup_vault_name: vault }) => `the access policy of vault ${inWords(vault)}`,
  harm: "vault-changed",
  partOf: [{ type: "aws_backup_vault", named: ["name", "backup_vault_name"] }],
  calls: {
    "backup:DeleteBackupVaultAccessPolicy": ["destroy"],
    "backup:PutBackupVaultAccessPolicy": ["create", "policy"],
  },
  attributes: {
    ...identity,
    ...region,
    backup_vault_arn: computed("follows the vault"),
    backup_vault_name: decision("the vault of the old name loses its access policy"),
    policy: document(
      judged(["vault-policy-changed"], "it decides who can copy into the vault, and who can delete from it"),
    ),
  },
  actions: {
    create: decision("it overwrites the access policy that the vault may have"),
    replace: harmless("each attribute that asks for it is judged"),
    destroy: judged(["vault-policy-changed"], "whoever has the permission can delete recovery points"),
    forget: decision("nobody notices when somebody changes who can delete recovery points"),
    import: harmless("changes nothing by itself"),
  },
};

function getVaultPolicy(resource: SynthesizedResource): Question {
  const name = resource.text("backup_vault_name");
  return questionAbout(
    resource,
    ["backup", "get-backup-vault-access-policy", "--backup-vault-name", name],
    "ResourceNotFoundException",
  );
}
