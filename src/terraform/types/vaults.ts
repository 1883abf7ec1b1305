/** Backup vaults, which several types of resources are about. */

import { backupVaultArn } from "../../aws/arn";
import { type SynthesizedResource } from "../resources";
import { type JsonObject } from "../synthesis";
import { type GrantScope } from "./grant";
import { objectsIn, type Question, questionAbout } from "./question";
import { type Surroundings } from "./terraform-type";

export function vaultArns({ partition, accountId, vaultName }: GrantScope): string[] {
  return [backupVaultArn(partition, "*", accountId, vaultName)];
}

/** Not DescribeBackupVault, which answers of a vault that does not exist as of one that nobody may see. */
export function listVaults(resource: SynthesizedResource): Question {
  return questionAbout(resource, ["backup", "list-backup-vaults"]);
}

/** What AWS says of a vault; undefined where there is none of the name. */
export function vaultNamed(
  name: string,
  resource: SynthesizedResource,
  { ask }: Pick<Surroundings, "ask">,
): JsonObject | undefined {
  return objectsIn(ask(listVaults(resource)), "BackupVaultList").find(
    ({ BackupVaultName }) => BackupVaultName === name,
  );
}
