/** What can be wrong with a value of a backup policy, and the words that several kinds of values share. */

import { numberText } from "../../number-text";
import { type Limit } from "./limits";

export interface ValueProblem {
  /** AWS does not say that it refuses what is a warning. */
  readonly severity: "error" | "warning";
  /** Nor what is an error without effect: AWS may take it, but it asks for what never happens. */
  readonly withoutEffect?: true;
  /** After the value, as in `\`30\`: AWS Backup takes 60 to …`. */
  readonly message: string;
  readonly hint: string;
}

export type Variable = "$account" | "$region";

/** The limit in words, as in `60 to 52,560,000 minutes`. */
export function limitText({ minimum, maximum, unit }: Limit): string {
  if (maximum === undefined) {
    return `${numberText(minimum ?? 0)} or more ${unit}`;
  }
  return minimum === undefined
    ? `at most ${numberText(maximum)} ${unit}`
    : `${numberText(minimum)} to ${numberText(maximum)} ${unit}`;
}

/** Whether a number is within a limit. */
export function isWithin({ minimum = 0, maximum = Number.POSITIVE_INFINITY }: Limit, number: number): boolean {
  return number >= minimum && number <= maximum;
}

/** @param what has the characters, as in `it` */
export function lengthProblem(text: string, limit: Limit, what: string): ValueProblem | undefined {
  const size = [...text].length;
  const hint = size > (limit.maximum ?? 0) ? "Shorten it." : `Write ${limitText(limit)}.`;
  return isWithin(limit, size)
    ? undefined
    : error(
        `${what} has ${numberText(size)} ${size === 1 ? "character" : "characters"}; AWS takes ${limitText(limit)}`,
        hint,
      );
}

/** @param allowed AWS resolves no others there */
export function variableProblem(text: string, allowed: readonly Variable[]): ValueProblem | undefined {
  const [variable] = (text.match(/\$(account|region)\b/gi) ?? []).filter(
    (one) => !allowed.some((known) => known === one),
  );
  return variable === undefined
    ? undefined
    : error(
        `AWS does not put in a value for \`${variable}\` here`,
        allowed.length > 0 ? `Only ${allowed.map((one) => `\`${one}\``).join(" and ")} can be here.` : "Write it out.",
      );
}

export const unknownRegion = warning("Strongroom does not know this Region", "Check its name.");

export function error(message: string, hint: string): ValueProblem {
  return { severity: "error", message, hint };
}

export function warning(message: string, hint: string): ValueProblem {
  return { severity: "warning", message, hint };
}
