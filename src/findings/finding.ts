/** What is wrong with a config, and where. Data only: printing is apart. */

/** The worst first. */
const severities = ["error", "warning", "note"] as const;

export type Severity = (typeof severities)[number];

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

/**
 * Errors, warnings, notes; warnings by their harm; then by file and place, as a person reads the files.
 * @param worstFirst ids of rules, in the order of their warnings
 */
export function sortFindings(findings: readonly Finding[], worstFirst: readonly string[] = []): Finding[] {
  const harm = ({ severity, rule }: Finding) => (severity === "warning" ? worstFirst.indexOf(rule) : 0);
  return [...findings].sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      harm(a) - harm(b) ||
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
