/** Differences that say nothing about what somebody did or wants. */

import { isDeepStrictEqual } from "node:util";
import { type ResourceChange } from "./plan-json";
import { type Json } from "./synthesis";
import { resourceTypes } from "./types/all";

export interface NoisyAttribute {
  /** A resource type, or `*` for any. */
  readonly type: string;
  readonly attribute: string;
  readonly why: string;
}

/** Attributes that AWS computes, and that no configuration sets. */
export const noisyAttributes: readonly NoisyAttribute[] = [
  ...Object.entries(resourceTypes).flatMap(([type, { noise }]) =>
    Object.entries(noise).map(([attribute, why]) => ({ type, attribute, why })),
  ),
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
