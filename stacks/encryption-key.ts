import { type Construct } from "constructs";
import { kmsKeyArn } from "../src/aws/arn";
import { type VaultStackInput } from "../src/synthesis/stack-input";
import { keyIdOutput } from "./encryption-stack";
import { readState } from "./state";

/**
 * Gives the ARN of the key in a Region. One id names a multi-Region key everywhere, so a pinned id needs nothing else,
 * and the id of an unpinned key is the one thing that a stack reads from another's state.
 */
export function encryptionKeyArn(
  scope: Construct,
  { encryption, partition, terraform }: VaultStackInput,
): (region: string) => string {
  const keyId =
    encryption.pinnedKeyId ??
    readState(scope, "encryption-state", terraform.state, encryption.stackId).getString(keyIdOutput);
  return (region) => kmsKeyArn(partition, region, encryption.account.id, keyId);
}
