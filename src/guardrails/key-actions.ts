/** What a key is kept from. Source: Service Authorization Reference, "AWS Key Management Service". Read 2026-11-27. */

/** After these, a key no longer decrypts, now or when its waiting period is over. */
export const keyDestruction = [
  "kms:DeleteImportedKeyMaterial",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:ImportKeyMaterial",
  "kms:ScheduleKeyDeletion",
];

/** After these, somebody else may decide about the key, or its alias names another. */
export const keyControl = [
  "kms:DeleteAlias",
  "kms:PutKeyPolicy",
  "kms:ReplicateKey",
  "kms:UpdateAlias",
  "kms:UpdatePrimaryRegion",
];

/** Both, sorted. */
export const keyActions = [...keyDestruction, ...keyControl].sort();
