/** What a policy document says, however it is written. */

import { isObject, type Json, parseObject } from "../../terraform/synthesis";

/**
 * The same value for documents that say the same: for IAM, neither keys nor lists have an order, and a list of one is its
 * item. AWS gives a document back in an order of its own, which differs between a key and its replicas.
 */
export function documentMeaning(value: Json | undefined): Json {
  const document = typeof value === "string" ? parseObject(value) : undefined;
  return document ? unordered(document) : (value ?? null);
}

function unordered(value: Json): Json {
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => JSON.stringify(unordered(item))).sort();
    return items.length === 1 ? (JSON.parse(items[0] ?? "null") as Json) : items;
  }
  return isObject(value) ? withSortedKeys(value, unordered) : value;
}

/** Keys in one order, at the top and in what is below it; lists as they are. */
export function withSortedKeys(value: Json, below: (part: Json) => Json = (part) => withSortedKeys(part)): Json {
  return isObject(value)
    ? Object.fromEntries(
        Object.keys(value)
          .sort()
          .map((key) => [key, below(value[key] ?? null)]),
      )
    : value;
}
