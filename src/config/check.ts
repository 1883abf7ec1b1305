/** From a file to a config that is right, or to everything that is wrong with it. */

import { type Finding, formatPath, sortFindings } from "../findings/finding";
import { asOfPreset } from "./presets";
import { type Problem, type Rule } from "./rule";
import { rules } from "./rules/all";
import { type OrgConfig } from "./schema/org-config";
import { concerns, doubts, repair } from "./repair";
import { checkShape, shapeFinding } from "./shape";
import { type Source } from "./source";

export interface CheckedConfig {
  /** Undefined when a finding is an error. */
  readonly config: OrgConfig | undefined;
  /** The config of the right shape, whatever the rules say of it. */
  readonly shaped: OrgConfig | undefined;
  /** In the order of the file. */
  readonly findings: readonly Finding[];
  /** Gives a problem its place in the file. */
  readonly locate: Locate;
  /** The text of a line, from 1. */
  readonly lineText: (line: number) => string;
}

export type Locate = (rule: Pick<Rule, "id" | "severity">, problem: Problem) => Finding;

/** Checks a source: syntax, then shape, then the rules, all that is wrong at once. */
export function checkSource(source: Source): CheckedConfig {
  const lineText = (line: number) => source.lineText(line);
  const locate: Locate = ({ id, severity }, { path, orElse, message, hint }) => ({
    file: source.file,
    ...source.position(orElse && !source.holds(path) ? orElse : path),
    severity,
    rule: id,
    path: formatPath(path),
    message,
    hint,
  });
  const invalid = (findings: readonly Finding[]): CheckedConfig => ({
    config: undefined,
    shaped: undefined,
    findings: sortFindings(findings),
    locate,
    lineText,
  });
  if (source.problems.length > 0) {
    return invalid(
      source.problems.map(({ line, column, rule, message, hint }) => ({
        file: source.file,
        line,
        column,
        severity: "error",
        rule,
        path: "",
        message,
        hint,
      })),
    );
  }
  const read = source.value();
  if ("problem" in read) {
    return invalid([
      locate(
        { id: "yaml-syntax", severity: "error" },
        {
          path: [],
          message: read.problem,
          hint: "Write the values out instead of using YAML anchors.",
        },
      ),
    ]);
  }
  const { value } = read;
  const shape = checkShape(value, rules);
  if ("config" in shape) {
    const findings = sortFindings(problemsOf(shape.config).map(([rule, problem]) => locate(rule, problem)));
    const broken = findings.some(({ severity }) => severity === "error");
    return { config: broken ? undefined : shape.config, shaped: shape.config, findings, locate, lineText };
  }
  const shapeFindings = shape.issues.map((issue) => shapeFinding(source, issue));
  const repaired = repair(value, shape.issues, rules);
  const isDoubtful = doubts(repaired?.brokenPaths ?? [], rules);
  const others = repaired ? problemsOf(repaired.config) : [];
  return invalid([
    ...shapeFindings,
    ...others.filter(([rule, { path }]) => !isDoubtful(rule, path)).map(([rule, problem]) => locate(rule, problem)),
  ]);
}

/** Problems that only repeat, in other words, what a rule that theirs builds on has found are left out. */
function problemsOf(config: OrgConfig): (readonly [Rule, Problem])[] {
  const found = rules.map((rule) => ({ rule, problems: rule.check?.(config) ?? [] }));
  const byRule = new Map(found.map(({ rule, problems }) => [rule.id, problems]));
  return found.flatMap(({ rule, problems }) => {
    const causes = (rule.after ?? []).flatMap((id) => byRule.get(id) ?? []);
    return problems
      .filter(({ path }) => !causes.some((cause) => concerns(cause.path, path)))
      .map((problem) => [rule, asOfPreset(config, problem)] as const);
  });
}
