/** Differences that say nothing about what somebody did or wants. */

import { isDeepStrictEqual } from "node:util";
import { type ResourceChange } from "./plan-json";
import { type Json } from "./synthesis";

export interface NoisyAttribute {
  /** A resource type, or `*` for any. */
  readonly type: string;
  readonly attribute: string;
  readonly why: string;
}

/** Attributes that AWS computes, and that no configuration sets. Checked with version 5.100 of the AWS provider. */
export const noisyAttributes: readonly NoisyAttribute[] = [
  { type: "aws_backup_vault", attribute: "recovery_points", why: "counts what the vault holds" },
  { type: "aws_backup_vault_lock_configuration", attribute: "backup_vault_arn", why: "follows the vault" },
  { type: "aws_vpc_endpoint", attribute: "cidr_blocks", why: "AWS changes the addresses of its services" },
  { type: "aws_vpc_endpoint", attribute: "prefix_list_id", why: "follows the service" },
  { type: "aws_vpc_endpoint", attribute: "state", why: "AWS reports it" },
  { type: "aws_iam_role", attribute: "role_last_used", why: "AWS reports it" },
  { type: "aws_iam_role", attribute: "managed_policy_arns", why: "repeats the attachments, which have resources" },
  { type: "*", attribute: "tags_all", why: "repeats `tags` and the default tags" },
];

/** Names of the attributes that differ, sorted, without noise and without what is known only after the apply. */
export function changedAttributes({ type, before, after, unknown, action }: ResourceChange): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const differs = (name: string) => !isDeepStrictEqual(present(before?.[name]), present(after?.[name]));
  const changed = [...names].filter((name) => !unknown.includes(name) && differs(name)).sort();
  const noisy = (name: string) =>
    noisyAttributes.some(({ type: of, attribute }) => attribute === name && (of === "*" || of === type)) &&
    // A planned update of nothing else is one of the provider's default tags.
    !(name === "tags_all" && action === "update" && changed.length === 1);
  // The provider takes its default tags from what AWS says: where these change, `tags` does, and nothing in AWS.
  const onlyDefaultTags = (name: string) => name === "tags" && "tags_all" in (after ?? {}) && !differs("tags_all");
  return changed.filter((name) => !noisy(name) && !onlyDefaultTags(name));
}

/** Whether nothing but noise is left of an update. */
export function isNoise(change: ResourceChange): boolean {
  return change.action === "update" && change.unknown.length === 0 && changedAttributes(change).length === 0;
}

/** AWS and Terraform give nothing, an empty text, an empty list and an empty map for the same. */
function present(value: Json | undefined): Json | undefined {
  const empty = value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
  return empty ? undefined : value;
}
