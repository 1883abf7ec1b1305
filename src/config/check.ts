/** From a file to a config that is right, or to everything that is wrong with it. */

import { type Finding, formatPath, sortFindings } from "../findings/finding";
import { asOfPreset } from "./presets";
import { type Problem, type Rule } from "./rule";
import { JsonText } from "./json-text";
import { type FileReader, filesIn, type NamedFiles, readNamedFiles } from "./named-files";
import { rules } from "./rules/all";
import { type OrgConfig } from "./schema/org-config";
import { concerns, doubts, repair } from "./repair";
import { checkShape, shapeFinding } from "./shape";
import { type Source } from "./source";
import { withTerraformEnvironment } from "./terraform-environment";

export interface CheckedConfig {
  /** Undefined when a finding is an error. */
  readonly config: OrgConfig | undefined;
  /** The config of the right shape, whatever the rules say of it. */
  readonly shaped: OrgConfig | undefined;
  /** What the config says to ignore, as far as it is of the right shape. */
  readonly ignore: OrgConfig["findings"]["ignore"];
  /** What the paths of `shaped` lead to. */
  readonly files: NamedFiles;
  /** Errors, warnings, notes, each in the order of the file. */
  readonly findings: readonly Finding[];
  /** Gives a problem its place in the file. */
  readonly locate: Locate;
  /** The text of a line, from 1, of the config or a file that it names. */
  readonly lineText: (line: number, file: string) => string;
}

export type Locate = (rule: Pick<Rule, "id" | "severity">, problem: Problem) => Finding;

/**
 * Checks a source: syntax, then shape, then the rules, all that is wrong at once.
 * @param read gives the files that it names
 * @param environment of Terraform, which says of HCP Terraform what the config leaves out
 */
export function checkSource(
  source: Source,
  read: FileReader = filesIn({}),
  environment: NodeJS.ProcessEnv = {},
): CheckedConfig {
  if (source.problems.length > 0) {
    return invalid(
      source,
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
  const parsed = source.value();
  if ("problem" in parsed) {
    const hint = "Write the values out instead of using YAML anchors.";
    const { locate } = placesIn(source, new Map());
    return invalid(source, [
      locate({ id: "yaml-syntax", severity: "error" }, { path: [], message: parsed.problem, hint }),
    ]);
  }
  const value = withTerraformEnvironment(parsed.value, environment);
  const shape = checkShape(value, rules);
  if ("config" in shape) {
    const files = readNamedFiles(shape.config, read);
    const places = placesIn(source, files);
    const findings = sortFindings(
      problemsOf(shape.config, files).map(([rule, problem]) => places.locate(rule, problem)),
    );
    const broken = findings.some(({ severity }) => severity === "error");
    const { ignore } = shape.config.findings;
    return { config: broken ? undefined : shape.config, shaped: shape.config, ignore, files, findings, ...places };
  }
  const shapeFindings = shape.issues.map((issue) => shapeFinding(source, issue));
  const repaired = repair(value, shape.issues, rules);
  const isDoubtful = doubts(repaired?.brokenPaths ?? [], rules);
  const files: NamedFiles = repaired ? readNamedFiles(repaired.config, read) : new Map();
  const others = repaired ? problemsOf(repaired.config, files) : [];
  const { locate } = placesIn(source, files);
  return invalid(
    source,
    [
      ...shapeFindings,
      ...others.filter(([rule, { path }]) => !isDoubtful(rule, path)).map(([rule, problem]) => locate(rule, problem)),
    ],
    files,
    repaired?.config.findings.ignore,
  );
}

function invalid(
  source: Source,
  findings: readonly Finding[],
  files: NamedFiles = new Map(),
  ignore: CheckedConfig["ignore"] = [],
): CheckedConfig {
  return {
    config: undefined,
    shaped: undefined,
    ignore,
    files,
    findings: sortFindings(findings),
    ...placesIn(source, files),
  };
}

/** Where things stand in the config and in the files that it names. */
function placesIn(source: Source, files: NamedFiles): Pick<CheckedConfig, "locate" | "lineText"> {
  return {
    locate: ({ id, severity }, { path, orElse, inFile, message, hint }) => ({
      file: source.file,
      ...source.position(orElse && !source.holds(path) ? orElse : path),
      ...inFile,
      severity,
      rule: id,
      path: formatPath(inFile?.path ?? path),
      message,
      hint,
    }),
    lineText: (line, file) => {
      const named = [...files.values()].find((one) => one instanceof JsonText && one.file === file);
      return (named instanceof JsonText ? named : source).lineText(line);
    },
  };
}

/** Problems that only repeat, in other words, what a rule that theirs builds on has found are left out. */
function problemsOf(config: OrgConfig, files: NamedFiles): (readonly [Rule, Problem])[] {
  const found = rules.map((rule) => ({ rule, problems: rule.check?.(config, files) ?? [] }));
  const byRule = new Map(found.map(({ rule, problems }) => [rule.id, problems]));
  return found.flatMap(({ rule, problems }) => {
    const causes = (rule.after ?? []).flatMap((id) => byRule.get(id) ?? []);
    return problems
      .filter(({ path }) => !causes.some((cause) => concerns(cause.path, path)))
      .map((problem) => [rule, asOfPreset(config, problem)] as const);
  });
}
