/** Differences that say nothing about what somebody did or wants. */

import { type ResourceChange } from "./plan-json";
import { classified } from "./types/all";
import { sameValue } from "./types/meaning";

/** Names of the attributes that differ, sorted, without noise and without what is known only after the apply. */
export function changedAttributes({ type, before, after, unknown, action }: ResourceChange): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const differs = (name: string) => !sameValue(before?.[name], after?.[name]);
  const changed = [...names].filter((name) => !unknown.includes(name) && differs(name)).sort();
  const noisy = (name: string) =>
    classified[type]?.attributes[name]?.is === "computed" &&
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
