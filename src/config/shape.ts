/** What the schema says against a value, as findings with their place. */

import { type z } from "zod";
import { documentation } from "../about";
import { type ConfigPath, type Finding, formatPath } from "../findings/finding";
import { issueInWords } from "./issue-words";
import { knownKeys } from "./known-keys";
import { otherName } from "./other-names";
import { matchesPattern, type Rule } from "./rule";
import { type OrgConfig, orgConfigSchema } from "./schema/org-config";
import { numberText } from "../number-text";
import { type Source } from "./source";
import { didYouMean } from "./targets";

/** One thing that the schema says, at the value that it is about. */
export interface ShapeIssue {
  readonly path: ConfigPath;
  /** Set where the value is a key that the schema does not know. */
  readonly unknownKey: boolean;
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
}

export type ShapeResult = { readonly config: OrgConfig } | { readonly issues: readonly ShapeIssue[] };

/** What a person may want to read, and more: a list of the wrong things can be as long as the file. */
const maximumIssues = 1000;

/**
 * Checks a value against the schema. Gives the config with its defaults, or the first thousand issues, one for each value.
 * @param rules whose `schemaPaths` give an issue its id; the others have an id of the schema's own
 */
export function checkShape(value: unknown, rules: readonly Rule[]): ShapeResult {
  const result = orgConfigSchema.safeParse(value, { reportInput: true, error: (issue) => issueInWords(issue) });
  return result.success
    ? { config: result.data }
    : {
        issues: oneForEach(result.error.issues.slice(0, maximumIssues).flatMap((issue) => issuesOf(issue, [], rules))),
      };
}

/** Two limits of one value say the same twice. */
function oneForEach(issues: readonly ShapeIssue[]): ShapeIssue[] {
  const first = new Map<string, ShapeIssue>();
  for (const issue of issues) {
    const place = JSON.stringify(issue.path);
    first.set(place, first.get(place) ?? issue);
  }
  return [...first.values()];
}

/** The finding of an issue: at the key where nobody knows the key, at the value otherwise. */
export function shapeFinding(source: Source, { path, unknownKey, rule, message, hint }: ShapeIssue): Finding {
  const place = unknownKey ? source.keyPosition(path.slice(0, -1), String(path.at(-1))) : source.position(path);
  return { file: source.file, ...place, severity: "error", rule, path: formatPath(path), message, hint };
}

type Issue = z.core.$ZodIssue;

function issuesOf(issue: Issue, above: ConfigPath, rules: readonly Rule[]): ShapeIssue[] {
  const path = [...above, ...issue.path.map((key) => (typeof key === "symbol" ? String(key) : key))];
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      unknownKey: true,
      rule: ruleAt([...path, key], rules) ?? "unknown-key",
      message: `there is no key \`${key}\` here`,
      hint: `${otherName([...path, key]) || didYouMean(key, known)}The keys here are ${known.join(", ") || "none"}.`,
    }));
  }
  const nearest = issue.code === "invalid_union" ? nearestBranch(issue.errors) : undefined;
  if (nearest) {
    return nearest.flatMap((inner) => issuesOf(inner, path, rules));
  }
  if (issue.code === "custom" && typeof issue.params?.missingHint === "string") {
    return [{ path, unknownKey: false, rule: "required-key", message: issue.message, hint: issue.params.missingHint }];
  }
  if ("input" in issue && issue.input === undefined) {
    return [
      {
        path,
        unknownKey: false,
        rule: "required-key",
        message: `the key \`${String(path.at(-1))}\` is missing`,
        hint: `Add \`${formatPath(path)}\`; ${documentation("configuration.md")} says what it means.`,
      },
    ];
  }
  const fraction = issue.code === "invalid_type" && issue.expected === "int" && typeof issue.input === "number";
  const wrongType = issue.code === "invalid_type" && !fraction ? "wrong-type" : undefined;
  return [
    {
      path,
      unknownKey: false,
      rule: wrongType ?? ruleAt(path, rules) ?? "wrong-value",
      message: describe(issue),
      hint: `${suggestion(issue)}${remedy(issue)}Correct \`${formatPath(path)}\`; ${documentation("configuration.md")} says what it takes.`,
    },
  ];
}

function ruleAt(path: ConfigPath, rules: readonly Rule[]): string | undefined {
  return rules.find(({ schemaPaths = [] }) => schemaPaths.some((pattern) => matchesPattern(path, pattern)))?.id;
}

/** Of a union's branches, the one that the writer evidently meant: nothing is wrong with it but details inside. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const [only, another] = branches.filter((issues) => issues.every(({ path }) => path.length > 0));
  return another === undefined ? only : undefined;
}

function suggestion(issue: Issue): string {
  return issue.code === "invalid_value" && typeof issue.input === "string"
    ? didYouMean(issue.input, issue.values.map(String))
    : "";
}

function remedy(issue: Issue): string {
  switch (issue.code) {
    case "too_big":
      return issue.origin === "string" ? "Shorten it. " : "";
    case "invalid_type":
      return issue.expected === "int" && typeof issue.input === "number" ? "Write a whole number. " : "";
    default:
      return "";
  }
}

function describe(issue: Issue): string {
  const got = "input" in issue ? `; got ${abbreviate(issue.input)}` : "";
  return `${issue.message}${got}`;
}

function abbreviate(input: unknown): string {
  if (Array.isArray(input) && input.length > 10) {
    return `a list of ${input.length}`;
  }
  const text = typeof input === "number" ? String(input) : (JSON.stringify(input) ?? String(input));
  const size = typeof input === "string" ? ` (${numberText([...input].length)} characters)` : "";
  return text.length > 60 ? `${text.slice(0, 57)}...${size}` : text;
}
