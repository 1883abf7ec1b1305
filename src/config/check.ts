/** From a file to a config that is right, or to everything that is wrong with it. */

import { type Finding, formatPath, sortFindings } from "../findings/finding";
import { type Problem, type Rule } from "./rule";
import { rules } from "./rules/all";
import { type OrgConfig } from "./schema/org-config";
import { checkShape } from "./shape";
import { readSource, type Source } from "./source";

export interface CheckedConfig {
  /** Undefined when a finding is an error. */
  readonly config: OrgConfig | undefined;
  /** In the order of the file. */
  readonly findings: readonly Finding[];
  /** Gives a problem its place in the file. */
  readonly locate: Locate;
}

export type Locate = (rule: Pick<Rule, "id" | "severity">, problem: Problem) => Finding;

/** The file that is meant when nobody names one. */
export function defaultConfigFile(environment: NodeJS.ProcessEnv): string {
  return environment.STRONGROOM_CONFIG || "config/org.yaml";
}

/**
 * Reads and checks a config file: syntax, then shape, then the rules.
 * @throws UnreadableFile when there is nothing to check
 */
export function checkConfigFile(file: string): CheckedConfig {
  return checkSource(readSource(file));
}

/** Checks a source that is already in memory. */
export function checkSource(source: Source): CheckedConfig {
  const locate: Locate = ({ id, severity }, { path, message, hint }) => ({
    file: source.file,
    ...source.position(path),
    severity,
    rule: id,
    path: formatPath(path),
    message,
    hint,
  });
  const invalid = (findings: readonly Finding[]): CheckedConfig => ({
    config: undefined,
    findings: sortFindings(findings),
    locate,
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
  const value = source.value();
  if (value === undefined) {
    return invalid([
      locate(
        { id: "yaml-syntax", severity: "error" },
        {
          path: [],
          message: "its aliases expand without end",
          hint: "Write the values out instead of using YAML anchors.",
        },
      ),
    ]);
  }
  const shape = checkShape(source, value);
  if ("findings" in shape) {
    return invalid(shape.findings);
  }
  const findings = sortFindings(
    rules.flatMap((rule) => rule.check(shape.config).map((problem) => locate(rule, problem))),
  );
  const broken = findings.some(({ severity }) => severity === "error");
  return { config: broken ? undefined : shape.config, findings, locate };
}
