/** What is wrong with a config, and where. Data only: printing is apart. */

/** An error stops every command, a warning none. A note says what holds for a part of what a place is about: nothing is wrong. */
export type Severity = "error" | "warning" | "note";

/** A place in the config: keys and list indexes from the top. */
export type ConfigPath = readonly (string | number)[];

export interface Finding {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  readonly severity: Severity;
  /** Id of the rule, as in docs/rules.md. */
  readonly rule: string;
  /** Dotted path of the place, as in `accounts[3].id`. */
  readonly path: string;
  readonly message: string;
  /** How to fix it. */
  readonly hint: string;
}

export function formatPath(path: ConfigPath): string {
  return path.map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`)).join("");
}

/** By file and place, then by rule: the order in which a person reads the files. Notes come last. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      Number(a.severity === "note") - Number(b.severity === "note") ||
      compare(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compare(a.rule, b.rule) ||
      compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
