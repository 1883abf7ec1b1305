/** All stages in their order: from a config file to the documents, or to every finding. */

import { checkSource } from "./config/check";
import { type OrgConfig } from "./config/schema/org-config";
import { readSource } from "./config/read-source";
import { type Source } from "./config/source";
import { type ConfigPath, type Finding, sortFindings } from "./findings/finding";
import { type Deployment } from "./model/deployment";
import { resolveDeployment } from "./model/resolve";
import { buildDocuments, type Documents } from "./policies/documents";
import { type PolicyOrigin } from "./policies/policy-document";
import { checkPolicyQuotas } from "./policies/quota-rules";

export interface Built {
  readonly deployment: Deployment;
  readonly documents: Documents;
}

export interface Validation {
  /** In the order of the file. */
  readonly findings: readonly Finding[];
  /** The text of a line of the file, from 1. */
  readonly lineText: (line: number) => string;
  /** Undefined when a finding is an error. */
  readonly result: Built | undefined;
}

/**
 * Validates a config file.
 * @param name of the file in findings
 * @throws UnreadableFile when there is nothing to validate
 */
export function validateFile(file: string, name = file): Validation {
  return validateSource(readSource(file, name));
}

/** Validates a source that is already in memory. */
export function validateSource(source: Source): Validation {
  const { config, shaped, findings, locate, lineText } = checkSource(source);
  const output = shaped && (config ? build(config) : tryToBuild(shaped));
  const problems = output ? checkPolicyQuotas(output.documents.organizationsPolicies, output.deployment) : [];
  const quotaFindings = problems.map(({ rule, origin, message, hint }) =>
    locate({ id: rule, severity: "error" }, { path: shaped ? originPath(shaped, origin) : [], message, hint }),
  );
  const sound = config !== undefined && quotaFindings.length === 0;
  return { findings: sortFindings([...findings, ...quotaFindings]), lineText, result: sound ? output : undefined };
}

function build(config: OrgConfig): Built {
  const deployment = resolveDeployment(config);
  return { deployment, documents: buildDocuments(deployment) };
}

/** What a config with errors would come to, for its quotas; nothing where the errors keep it from coming to anything. */
function tryToBuild(config: OrgConfig): Built | undefined {
  try {
    return build(config);
  } catch {
    return undefined;
  }
}

function originPath({ backupPlans }: OrgConfig, { section, name }: PolicyOrigin): ConfigPath {
  return section === "guardrails" ? [section, name] : [section, backupPlans.findIndex((plan) => plan.name === name)];
}
