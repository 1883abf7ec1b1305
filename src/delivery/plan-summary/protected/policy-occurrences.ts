/** What changes in a policy document that a resource holds. */

import { statementDifferences } from "../statement-differences";
import { type Occurrence, placeOf, type StackChange } from "./rule";

/** @param of what the policy is, as in `key policy` */
export function policyOccurrences(change: StackChange, attribute: string, of: string): Occurrence[] {
  const [before, after] = [change.before?.[attribute], change.after?.[attribute]];
  const where = placeOf(change);
  return typeof before === "string" && typeof after === "string"
    ? statementDifferences(before, after).map(({ statement, words, statements }) => ({
        what: `${of}: ${statement} ${words}`,
        where,
        detail: [change.address, statements],
      }))
    : [];
}
