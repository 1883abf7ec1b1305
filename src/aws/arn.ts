/** ARNs, computed from names: Strongroom reads none from another stack's state. */

import { sortedSet } from "../sorted-set";
import { type Partition } from "./regions";

export function backupVaultArn(partition: Partition, region: string, accountId: string, name: string): string {
  return `arn:${partition}:backup:${region}:${accountId}:backup-vault:${name}`;
}

/** Takes `*` or the policy variable `$account` as account id too. */
export function roleArn(partition: Partition, accountId: string, name: string): string {
  return `arn:${partition}:iam::${accountId}:role/${name}`;
}

export function accountRootArn(partition: Partition, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:root`;
}

/** The account in an ARN; an empty text where the ARN has none. */
export function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}

/** The accounts in ARNs, each once, sorted. */
export function accountsOf(arns: readonly string[]): string[] {
  return sortedSet(arns.map(accountOf));
}

/** Of a provider of OpenID Connect, by its host and path. Takes `*` as account id. */
export function identityProviderArn(partition: Partition, accountId: string, host: string): string {
  return `arn:${partition}:iam::${accountId}:oidc-provider/${host}`;
}

/** It names neither an account nor a Region. */
export function bucketArn(partition: Partition, name: string): string {
  return `arn:${partition}:s3:::${name}`;
}

/** A key id that starts with `mrk-` names a key in every Region that has a replica. */
export function kmsKeyArn(partition: Partition, region: string, accountId: string, keyId: string): string {
  return `arn:${partition}:kms:${region}:${accountId}:key/${keyId}`;
}

/** Takes the name with `alias/` in front. */
export function kmsAliasArn(partition: Partition, region: string, accountId: string, alias: string): string {
  return `arn:${partition}:kms:${region}:${accountId}:${alias}`;
}

/** The role that AWS Backup has in every account that uses it, and that SCPs do not reach. Takes `*` as account id. */
export function backupServiceLinkedRoleArn(partition: Partition, accountId: string): string {
  return roleArn(partition, accountId, "aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup");
}

/**
 * An ARN that a pattern describes, in the account and Region: `*` in the place of another part is `resource`.
 * @param pattern what follows `arn:<partition>:`, as in `ec2:*:*:volume/*`
 */
export function arnLike(partition: string, pattern: string, region: string, accountId: string): string {
  const [service = "", inRegion = "", inAccount = "", ...rest] = pattern.split(":");
  const place = [inRegion.replace("*", region), inAccount.replace("*", accountId)];
  return ["arn", partition, service, ...place, rest.join(":").replaceAll("*", "resource")].join(":");
}

/** The AWS managed policy of this name; names of service roles carry their path, as in `service-role/Name`. */
export function managedPolicyArn(partition: Partition, name: string): string {
  return `arn:${partition}:iam::aws:policy/${name}`;
}
