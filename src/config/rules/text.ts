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

/** Deeper than what any other rule lets pass. */
const maximumDepth = 50;

/** Paths of the strings of a value, keys included. A path is built for what is found alone: most configs have none. */
function reservedTexts(value: unknown): ConfigPath[] {
  const found: ConfigPath[] = [];
  const path: (string | number)[] = [];
  const isReserved = (text: string) => text.includes("TfToken[");
  const search = (node: unknown): void => {
    if (typeof node === "string" && isReserved(node)) {
      found.push([...path]);
    }
    if (typeof node !== "object" || node === null || path.length > maximumDepth) {
      return;
    }
    for (const key of Object.keys(node)) {
      path.push(Array.isArray(node) ? Number(key) : key);
      if (!Array.isArray(node) && isReserved(key)) {
        found.push([...path]);
      }
      search((node as Readonly<Record<string, unknown>>)[key]);
      path.pop();
    }
  };
  search(value);
  return found;
}
