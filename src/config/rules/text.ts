/** Rules about text, wherever it stands. */

import { type ConfigPath } from "../../findings/finding";
import { type Problem, type Rule } from "../rule";

export const textRules: readonly Rule[] = [
  {
    id: "text-reserved",
    severity: "error",
    what: "No text contains `TfToken[`.",
    why: "CDKTF takes it for a reference of its own, and the synthesis fails far from here.",
    passes: "terraform: { tags: { Owner: 'Token[1]' } }",
    fails: "terraform: { tags: { Owner: 'TfToken[1]' } }",
    check: (config) =>
      textsOf(config, []).flatMap(({ path, text }): Problem[] =>
        text.includes("TfToken[")
          ? [{ path, message: "`TfToken[` is reserved for CDKTF", hint: "Write something else." }]
          : [],
      ),
  },
];

/** Every string of a value, keys included. */
function textsOf(value: unknown, path: ConfigPath): { path: ConfigPath; text: string }[] {
  if (typeof value === "string") {
    return [{ path, text: value }];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => textsOf(item, [...path, index]));
  }
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, child]) => [
        { path: [...path, key], text: key },
        ...textsOf(child, [...path, key]),
      ])
    : [];
}
