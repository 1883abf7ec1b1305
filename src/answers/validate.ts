/** All stages in their order: from a config file to the documents, or to every finding. */

import { stoppedUseProblems, stoppedUseRules } from "../attack-matrix/stopped-uses";
import { checkSource } from "../config/check";
import { type OrgConfig } from "../config/schema/org-config";
import { type FileReader, filesBeside, type NamedFiles } from "../config/named-files";
import { type Rule } from "../config/rule";
import { rules } from "../config/rules/all";
import { readSource } from "../config/read-source";
import { type Source } from "../config/source";
import { type ConfigPath, type Finding, type Severity, sortFindings } from "../findings/finding";
import { type IgnoredFinding } from "../findings/ignored";
import { type Deployment } from "../model/deployment";
import { resolveDeployment } from "../model/resolve";
import { buildDocuments, type Documents } from "../policies/documents";
import { type QuotaProblem } from "../policies/quota-problem";
import { checkQuotas, quotaRules } from "../policies/quota-rules";
import { warningsByHarm } from "./warnings-by-harm";
import { applyIgnores, ignoreRules } from "./ignored-findings";

/** Every rule about a config and what comes of it. */
export const everyRule: readonly Rule[] = [...rules, ...stoppedUseRules, ...quotaRules, ...ignoreRules];

export interface Built {
  readonly deployment: Deployment;
  readonly documents: Documents;
}

export interface Validation {
  /** Errors in the order of the file, then warnings by their harm, then notes. */
  readonly findings: readonly Finding[];
  /** What `findings.ignore` took out of them. */
  readonly ignored: readonly IgnoredFinding[];
  /** The text of a line, from 1, of the config or a file that it names. */
  readonly lineText: (line: number, file: string) => string;
  /** Undefined when a finding is an error. */
  readonly result: Built | undefined;
}

/**
 * Validates a config file, with the files that it names.
 * @param name of the file in findings
 * @param environment of Terraform, which says of HCP Terraform what the config leaves out
 * @throws UnreadableFile when there is nothing to validate
 */
export function validateFile(file: string, name = file, environment?: NodeJS.ProcessEnv): Validation {
  return validateSource(readSource(file, name), filesBeside(file, name), environment);
}

/**
 * Validates a source that is already in memory.
 * @param read gives the files that it names; without it there are none
 */
export function validateSource(source: Source, read?: FileReader, environment?: NodeJS.ProcessEnv): Validation {
  const { config, shaped, ignore, files, findings, locate, lineText } = checkSource(source, read, environment);
  const output = shaped && (config ? build(config, files) : tryToBuild(shaped, files));
  const problems = output ? checkQuotas(output.documents, output.deployment) : [];
  const quotaFindings = problems.map(({ rule: id, origin, message, hint }) =>
    locate({ id, severity: severityOf(id) }, { path: shaped ? originPath(shaped, origin) : [], message, hint }),
  );
  const stopped = shaped && output ? stoppedUseProblems(shaped, files, output.deployment) : [];
  const stoppedFindings = stoppedUseRules.flatMap((rule) => stopped.map((problem) => locate(rule, problem)));
  const found = [...findings, ...quotaFindings, ...stoppedFindings];
  const { ignored, problems: ofIgnores, ...left } = applyIgnores(ignore, found, everyRule);
  const ignoreFindings = ignoreRules.flatMap((rule) =>
    ofIgnores.filter((problem) => problem.rule === rule.id).map((problem) => locate(rule, problem)),
  );
  const all = sortFindings([...left.findings, ...ignoreFindings], warningsByHarm);
  const sound = config !== undefined && all.every(({ severity }) => severity !== "error");
  return { findings: all, ignored, lineText, result: sound ? output : undefined };
}

function build(config: OrgConfig, files: NamedFiles): Built {
  const deployment = resolveDeployment(config, files);
  return { deployment, documents: buildDocuments(deployment) };
}

/** What a config with errors would come to, for its quotas; nothing where the errors keep it from coming to anything. */
function tryToBuild(config: OrgConfig, files: NamedFiles): Built | undefined {
  try {
    return build(config, files);
  } catch {
    return undefined;
  }
}

function severityOf(rule: string): Severity {
  return quotaRules.find(({ id }) => id === rule)?.severity ?? "error";
}

function originPath({ backupPlans, guardrails }: OrgConfig, origin: QuotaProblem["origin"]): ConfigPath {
  if (origin.section === "config") {
    return origin.path;
  }
  const { section, name } = origin;
  const indexIn = (named: readonly { readonly name: string }[]) => named.findIndex((one) => one.name === name);
  switch (section) {
    case "backupPlans":
      return ["backupPlans", indexIn(backupPlans)];
    case "guardrails":
      return ["guardrails", name];
    case "guardrails.additional":
      return ["guardrails", "additional", indexIn(guardrails.additional)];
  }
}
