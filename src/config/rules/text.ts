/** Rules about text, wherever it stands. */

import { type ConfigPath } from "../../findings/finding";
import { JsonText } from "../json-text";
import { type Rule } from "../rule";

export const textRules: readonly Rule[] = [
  {
    id: "text-reserved",
    severity: "error",
    what: "No text contains `TfToken[`.",
    why: "CDKTF reads it as a reference, and the synthesis fails later without naming this line.",
    passes: "terraform: { tags: { Owner: 'Token[1]' } }",
    fails: "terraform: { tags: { Owner: 'TfToken[1]' } }",
    check: (config, files) => [
      ...reservedTexts(config).map((path) => ({ path, ...reserved })),
      ...config.guardrails.additional.flatMap(({ file }, index) => {
        const json = files.get(file);
        return json instanceof JsonText
          ? reservedTexts(json.value).map((path) => ({
              path: ["guardrails", "additional", index, "file"],
              inFile: { file: json.file, path, ...json.position(path) },
              ...reserved,
            }))
          : [];
      }),
    ],
  },
];

const reserved = { message: "`TfToken[` is reserved for CDKTF", hint: "Use another text." };

function reservedTexts(value: unknown): ConfigPath[] {
  return textsOf(value, []).flatMap(({ path, text }) => (text.includes("TfToken[") ? [path] : []));
}

/** Deeper than what any other rule lets pass. */
const maximumDepth = 50;

/** Every string of a value, keys included. */
function textsOf(value: unknown, path: ConfigPath): { path: ConfigPath; text: string }[] {
  if (typeof value === "string") {
    return [{ path, text: value }];
  }
  if (path.length > maximumDepth) {
    return [];
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
