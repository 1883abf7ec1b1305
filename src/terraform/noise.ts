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

/** Tags are what `tags_all` repeats, except where the default tags of the provider change. */
const repeated: Readonly<Record<string, string>> = { tags_all: "tags" };

/** Names of the attributes that differ, sorted, without noise and without what is known only after the apply. */
export function changedAttributes({ type, before, after, unknown, action }: ResourceChange): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const differs = (name: string) => !isDeepStrictEqual(present(before?.[name]), present(after?.[name]));
  const changed = [...names].filter((name) => !unknown.includes(name) && differs(name)).sort();
  const noisy = (name: string) =>
    noisyAttributes.some(({ type: of, attribute }) => attribute === name && (of === "*" || of === type)) &&
    // A planned update of nothing but `tags_all` is one of the default tags.
    !(action === "update" && name in repeated && changed.every((other) => other === name));
  return changed.filter((name) => !noisy(name));
}

/** Whether nothing but noise is left of an update. */
export function isNoise(change: ResourceChange): boolean {
  return change.action === "update" && change.unknown.length === 0 && changedAttributes(change).length === 0;
}

/** AWS and Terraform give nothing, an empty text and an empty list for the same. */
function present(value: Json | undefined): Json | undefined {
  const empty = value === null || value === "" || (Array.isArray(value) && value.length === 0);
  return empty ? undefined : value;
}
