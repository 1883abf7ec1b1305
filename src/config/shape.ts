/** What Zod says of the shape, as findings with their place. */

import { type z } from "zod";
import { type ConfigPath, type Finding, formatPath } from "../findings/finding";
import { type OrgConfig, orgConfigSchema } from "./schema/org-config";
import { type Source } from "./source";

export type ShapeResult = { readonly config: OrgConfig } | { readonly findings: readonly Finding[] };

/** Checks the shape of a source without syntax problems. Gives the config with its defaults, or every finding. */
export function checkShape(source: Source, value: unknown): ShapeResult {
  const result = orgConfigSchema.safeParse(value, { reportInput: true });
  return result.success
    ? { config: result.data }
    : { findings: result.error.issues.flatMap((issue) => findingsOf(source, issue, [])) };
}

type Issue = z.core.$ZodIssue;

function findingsOf(source: Source, issue: Issue, above: ConfigPath): Finding[] {
  const path = [...above, ...issue.path.map((key) => (typeof key === "symbol" ? String(key) : key))];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      file: source.file,
      ...source.keyPosition(path, key),
      severity: "error",
      rule: "unknown-key",
      path: formatPath([...path, key]),
      message: `there is no key \`${key}\` here`,
      hint: "Remove it, or see docs/configuration.md for the keys that are known.",
    }));
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const nearest = nearestBranch(issue.errors);
    if (nearest) {
      return nearest.flatMap((inner) => findingsOf(source, inner, path));
    }
  }
  const missing = "input" in issue ? issue.input === undefined : false;
  const rule = missing ? "required-key" : issue.code === "invalid_type" ? "wrong-type" : "wrong-value";
  return [
    {
      file: source.file,
      ...source.position(path),
      severity: "error",
      rule,
      path: formatPath(path),
      message: missing ? `the key \`${String(path.at(-1))}\` is missing` : describe(issue),
      hint: missing
        ? `Add \`${formatPath(path)}\`; docs/configuration.md says what it means.`
        : `Correct \`${formatPath(path)}\`; docs/configuration.md says what it takes.`,
    },
  ];
}

/** Of a union's branches, the one that the writer evidently meant: nothing is wrong with it but details inside. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const [only, another] = branches.filter((issues) => issues.every(({ path }) => path.length > 0));
  return another === undefined ? only : undefined;
}

function describe(issue: Issue): string {
  const got = "input" in issue ? `; got ${abbreviate(issue.input)}` : "";
  return `${issue.message.replace(/^Invalid input: /, "")}${got}`;
}

function abbreviate(input: unknown): string {
  const text = JSON.stringify(input) ?? String(input);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
