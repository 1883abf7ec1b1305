/** What changes in a policy document that a resource holds. */

import { isDeepStrictEqual } from "node:util";
import { isObject, type Json, parseObject } from "../../../terraform/synthesis";
import { step } from "../../../terraform/types/meaning";
import { statementDifferences } from "../statement-differences";
import { type Occurrence, placeOf, type StackChange } from "./rule";

/**
 * A document that is not known before the apply is left to the rules about that.
 * @param of what the policy is, as in `key policy`
 */
export function policyOccurrences(change: StackChange, attribute: string, of: string): Occurrence[] {
  const [before, after] = [change.before?.[attribute], change.after?.[attribute]];
  if (change.unknown.includes(attribute) || isDeepStrictEqual(meant(before), meant(after))) {
    return [];
  }
  const where = placeOf(change);
  const text = (document: typeof before) => (typeof document === "string" ? document : "");
  const differences = statementDifferences(text(before), text(after)).map(({ statement, words, statements }) => ({
    what: `${of}: ${statement} ${words}`,
    where,
    detail: [change.address, statements, before ?? null, after ?? null],
  }));
  return differences.length > 0
    ? differences
    : [
        {
          what: `${of}: changes outside of what its statements say: ${step(before, after)}`,
          where,
          detail: [change.address, before ?? null, after ?? null],
        },
      ];
}

/** For IAM, a list has no order, and a list of one is its item. */
function meant(value: Json | undefined): Json {
  const document = typeof value === "string" ? parseObject(value) : undefined;
  return document ? unordered(document) : (value ?? null);
}

function unordered(value: Json): Json {
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => JSON.stringify(unordered(item))).sort();
    return items.length === 1 ? (JSON.parse(items[0] ?? "null") as Json) : items;
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.keys(value)
          .sort()
          .map((key) => [key, unordered(value[key] ?? null)]),
      )
    : value;
}
