/** What the schema says against a value, in our words: those of the schema's library are for programmers. */

import { type z } from "zod";
import { numberText } from "../number-text";

type Issue = z.core.$ZodRawIssue<z.core.$ZodIssue>;

/** A message for every kind of issue, where the schema has none of its own: what the value must be, without what it is. */
export function issueInWords(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.expected === "int" && typeof issue.input === "number"
        ? "the number must be whole"
        : `expected ${kinds[issue.expected] ?? issue.expected}`;
    case "too_small":
      return boundInWords(issue.origin, issue.minimum, "least", issue.inclusive);
    case "too_big":
      return boundInWords(issue.origin, issue.maximum, "most", issue.inclusive);
    case "not_multiple_of":
      return `expected a multiple of ${issue.divisor}`;
    case "invalid_format":
      return "the text does not have the form that is needed here";
    case "invalid_value":
      return oneOf(issue.values);
    case "unrecognized_keys":
      return `there are no keys ${inCode(issue.keys)} here`;
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options)
        ? oneOf(issue.options)
        : "the value has none of the forms that are possible here";
    case "invalid_key":
    case "invalid_element":
      return "something in the map or list is not possible here";
    case "custom":
      return "the value is not possible here";
  }
}

const kinds: Readonly<Partial<Record<string, string>>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
};

/** Bounds of the length of a text or list, or of a number. */
function boundInWords(
  origin: string,
  bound: number | bigint,
  direction: "least" | "most",
  inclusive: boolean | undefined,
): string {
  const number = numberText(Number(bound) + (inclusive === false ? (direction === "least" ? 1 : -1) : 0));
  const unit = units[origin];
  if (unit === undefined) {
    return `the number must be ${number} or ${direction === "least" ? "more" : "less"}`;
  }
  if (direction === "least" && number === "1") {
    return `the ${unit.whole} must not be empty`;
  }
  return `the ${unit.whole} must have at ${direction} ${number} ${number === "1" ? unit.part : `${unit.part}s`}`;
}

const units: Readonly<Partial<Record<string, { readonly whole: string; readonly part: string }>>> = {
  string: { whole: "text", part: "character" },
  array: { whole: "list", part: "item" },
};

function oneOf(values: readonly unknown[]): string {
  return `expected ${values.length === 1 ? "" : "one of "}${inCode(values)}`;
}

function inCode(values: readonly unknown[]): string {
  return values.map((value) => `\`${String(value)}\``).join(", ");
}
