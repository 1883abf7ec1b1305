/** What changes in a policy document that a resource holds. */

import { isDeepStrictEqual } from "node:util";
import { step } from "../../../terraform/types/meaning";
import { documentMeaning } from "../document-meaning";
import { statementDifferences } from "../statement-differences";
import { type Occurrence, placeOf, type StackChange } from "./rule";

/**
 * A document that is not known before the apply is left to the rules about that.
 * @param of what the policy is, as in `key policy`
 */
export function policyOccurrences(change: StackChange, attribute: string, of: string): Occurrence[] {
  const [before, after] = [change.before?.[attribute], change.after?.[attribute]];
  const meanings = [documentMeaning(before), documentMeaning(after)] as const;
  if (change.unknown.includes(attribute) || isDeepStrictEqual(...meanings)) {
    return [];
  }
  const where = placeOf(change);
  const text = (document: typeof before) => (typeof document === "string" ? document : "");
  const differences = statementDifferences(text(before), text(after)).map(({ statement, words, statements }) => ({
    what: `${of}: ${statement} ${words}`,
    where,
    detail: [change.address, statements, ...meanings],
  }));
  return differences.length > 0
    ? differences
    : [
        {
          what: `${of}: changes outside of what its statements say: ${step(before, after)}`,
          where,
          detail: [change.address, ...meanings],
        },
      ];
}
