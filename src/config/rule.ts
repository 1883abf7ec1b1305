/** A rule is data: what it checks, why it matters, a pure function, and an example of each kind. */

import { type ConfigPath, type Severity } from "../findings/finding";
import { type NamedFiles } from "./named-files";
import { type OrgConfig } from "./schema/org-config";
import { type Position } from "./source";

export interface Problem {
  /** The value that is wrong. */
  readonly path: ConfigPath;
  /** Where it is shown when it stands in a file that the value names. */
  readonly inFile?: FilePlace;
  /** Where it is shown when the file does not say the value itself. */
  readonly orElse?: ConfigPath;
  /** What is wrong: the limit and what the config has. */
  readonly message: string;
  /** How to fix it. */
  readonly hint: string;
}

export interface FilePlace extends Position {
  readonly file: string;
  /** Within the file. */
  readonly path: ConfigPath;
}

export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** An error about a quota that AWS raises on request: `findings.ignore` may name it. */
  readonly raisable?: true;
  /** What it checks, as the start of a sentence of the documentation. */
  readonly what: string;
  /** What happens in AWS or Terraform when nobody checks. */
  readonly why: string;
  /**
   * Patterns of the values whose limits the schema holds, as in `vaults.*.lock.coolingOffDays`: what the schema says
   * against them is a finding of this rule.
   */
  readonly schemaPaths?: readonly string[];
  /** What is wrong that only the whole config shows, with the files that it names. */
  readonly check?: (config: OrgConfig, files: NamedFiles) => Problem[];
  /**
   * Patterns of the values without which `check` would find fault with others: while one of them is broken itself, the
   * rule keeps silent. `[]` is the item that the problem is about, `[*]` any of the list.
   */
  readonly needs?: readonly string[];
  /** Ids of the rules that this one builds on: where one of them is broken, `check` would repeat it in other words. */
  readonly after?: readonly string[];
  /** YAML to merge into test/fixtures/org.yaml, where maps merge by key and lists of named things by name. */
  readonly passes: string;
  readonly fails: string;
  /** Texts of the files that the two name, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The items that stand behind an earlier one with the same key, with the earlier one's index. */
export function duplicates<T>(items: readonly T[], keyOf: (item: T) => string): { index: number; first: number }[] {
  const seen = new Map<string, number>();
  return items.flatMap((item, index) => {
    const key = keyOf(item);
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, index);
      return [];
    }
    return [{ index, first }];
  });
}

/**
 * Whether a path is what a pattern describes: `[]` and `[*]` stand for any index, `*` for any key, `**` for all that
 * follows.
 */
export function matchesPattern(path: ConfigPath, pattern: string): boolean {
  const { parts, below } = compiled(pattern);
  return (
    (below ? parts.length <= path.length : parts.length === path.length) &&
    parts.every((part, index) =>
      part.startsWith("[") ? typeof path[index] === "number" : part === "*" || part === path[index],
    )
  );
}

interface CompiledPattern {
  readonly parts: readonly string[];
  readonly below: boolean;
}

const compiledPatterns = new Map<string, CompiledPattern>();

function compiled(pattern: string): CompiledPattern {
  const known = compiledPatterns.get(pattern);
  if (known) {
    return known;
  }
  const below = pattern.endsWith(".**");
  const result = { parts: (below ? pattern.slice(0, -3) : pattern).split(/\.|(?=\[)/), below };
  compiledPatterns.set(pattern, result);
  return result;
}
