import { type SynthesizedResource } from "../resources";
import { type Question, questionAbout } from "./question";
import { type TerraformResourceType } from "./terraform-type";
import { listVaults, vaultArns, vaultNamed } from "./vaults";

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
  noise: {},
};

function getVaultPolicy(resource: SynthesizedResource): Question {
  const name = resource.text("backup_vault_name");
  return questionAbout(
    resource,
    ["backup", "get-backup-vault-access-policy", "--backup-vault-name", name],
    "ResourceNotFoundException",
  );
}
