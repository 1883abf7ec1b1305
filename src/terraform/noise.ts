/** Differences that say nothing about what somebody did or wants. */

import { isDeepStrictEqual } from "node:util";
import { type PlanJson, type ResourceChange } from "./plan-json";
import { isObject, type Json, type JsonObject, parseObject } from "./synthesis";
import { classificationOf } from "./types/all";
import { type Repeated, sameValue } from "./types/meaning";

/** Names of the attributes that differ, sorted, without noise and without what is known only after the apply. */
export function changedAttributes({ type, before, after, unknown, action }: ResourceChange): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const differs = (name: string) => !sameValue(before?.[name], after?.[name]);
  const changed = [...names].filter((name) => !unknown.includes(name) && differs(name)).sort();
  const noisy = (name: string) =>
    classificationOf(type)?.attributes[name]?.is === "computed" &&
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

/** What somebody changed outside of Terraform, without what has a resource of its own, which tells of it. */
export function driftIn({ changes, drift }: PlanJson): ResourceChange[] {
  return drift.map((change) => {
    const repeats = Object.entries(classificationOf(change.type)?.repeats ?? {});
    const left = (side: "before" | "after") => {
      const values = change[side];
      return (
        values && {
          ...values,
          ...Object.fromEntries(
            repeats.flatMap(([name, repeated]) => {
              const list = values[name];
              return Array.isArray(list) ? [[name, withoutRepeated(list, values, repeated, changes)]] : [];
            }),
          ),
        }
      );
    };
    return { ...change, before: left("before"), after: left("after") };
  });
}

/** What the other resources were counts too: the plan may be about to change them. */
function withoutRepeated(
  list: readonly Json[],
  values: JsonObject,
  { type, named: [its, own], entry }: Repeated,
  changes: readonly ResourceChange[],
): Json[] {
  const entries = changes
    .filter((change) => change.type === type)
    .flatMap(({ before, after }) => [before, after])
    .filter((other) => other !== undefined && other[its] === values[own])
    .map((other) => withDocuments(entry(other ?? {})));
  return list.filter((item: Json) => !entries.some((known) => isDeepStrictEqual(known, withDocuments(item))));
}

/** Neither spaces nor the order of keys count in a document. */
function withDocuments(value: Json): Json {
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withDocuments(child)]));
  }
  return (typeof value === "string" ? parseObject(value) : undefined) ?? value;
}
