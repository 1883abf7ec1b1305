import { changedAttributes } from "../../../terraform/noise";
import { type Json } from "../../../terraform/synthesis";
import { policyOccurrences } from "./policy-occurrences";
import {
  changesOf,
  type Evidence,
  type Occurrence,
  occurrenceOf,
  type ProtectedChangeRule,
  type StackChange,
} from "./rule";

const keyTypes = ["aws_kms_key", "aws_kms_replica_key"];

const keyDeletion: ProtectedChangeRule = {
  id: "key-deleted",
  what: "A key, or a replica of one, is deleted or replaced, or moves.",
  why: "Nobody can restore a backup without its key, and the key of a vault cannot change.",
  detect: (evidence) => [
    ...keyTypes.flatMap((type) =>
      changesOf(evidence, type, "destroy", "replace").map((change) =>
        occurrenceOf(change, `the key is ${change.action === "destroy" ? "deleted" : "replaced by another"}`),
      ),
    ),
    ...changesOf(evidence, "terraform_data", "destroy", "replace")
      .filter(({ name }) => name === "key-location")
      .map((change) => occurrenceOf(change, "the key would move to another account or Region", change.stack.stackId)),
  ],
};

const vaultDeletion: ProtectedChangeRule = {
  id: "vault-deleted",
  what: "A vault is deleted or replaced.",
  why: "The recovery points in the vault are lost, or the deletion fails half-way because the vault is not empty.",
  detect: (evidence) =>
    ["aws_backup_vault", "aws_backup_logically_air_gapped_vault"].flatMap((type) =>
      changesOf(evidence, type, "destroy", "replace").map((change) =>
        occurrenceOf(change, `vault ${shown(change.before?.name)} is ${fate(change)}`),
      ),
    ),
};

const keyPolicy: ProtectedChangeRule = {
  id: "key-policy-changed",
  what: "The policy of a key changes.",
  why: "A principal without access to the key cannot back up or restore. A principal who administers the key can delete it.",
  detect: (evidence) => keyTypes.flatMap((type) => policyChanges(evidence, type, "key")),
};

const vaultPolicy: ProtectedChangeRule = {
  id: "vault-policy-changed",
  what: "The access policy of a vault changes or is removed.",
  why: "It decides who can copy into the vault, and who can delete from it.",
  detect: (evidence) => [
    ...policyChanges(evidence, "aws_backup_vault_policy", "vault"),
    ...changesOf(evidence, "aws_backup_vault_policy", "destroy").map((change) =>
      occurrenceOf(change, "the vault loses its access policy"),
    ),
  ],
};

export const keyAndVaultRules = [keyDeletion, vaultDeletion, keyPolicy, vaultPolicy];

function fate({ action, before, after, ...change }: StackChange): string {
  if (action === "destroy") {
    return "deleted";
  }
  const changed = changedAttributes({ action, before, after, ...change }).join(", ");
  return before?.name === after?.name
    ? `replaced (${changed || "for another key"})`
    : `replaced by ${shown(after?.name)}`;
}

function policyChanges(evidence: Evidence, type: string, of: string): Occurrence[] {
  return changesOf(evidence, type, "update", "replace").flatMap((change) =>
    policyOccurrences(change, "policy", `${of} policy`),
  );
}

export function shown(value: Json | undefined): string {
  return value === undefined || value === null ? "none" : typeof value === "string" ? value : JSON.stringify(value);
}
