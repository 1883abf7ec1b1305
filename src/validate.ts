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

export interface Validation {
  /** In the order of the file. */
  readonly findings: readonly Finding[];
  /** The text of a line of the file, from 1. */
  readonly lineText: (line: number) => string;
  /** Undefined when a finding is an error. */
  readonly result: { readonly deployment: Deployment; readonly documents: Documents } | undefined;
}

/**
 * Validates a config file.
 * @throws UnreadableFile when there is nothing to validate
 */
export function validateFile(file: string): Validation {
  return validateSource(readSource(file));
}

/** Validates a source that is already in memory. */
export function validateSource(source: Source): Validation {
  const { config, findings, locate, lineText } = checkSource(source);
  if (!config) {
    return { findings, lineText, result: undefined };
  }
  const deployment = resolveDeployment(config);
  const documents = buildDocuments(deployment);
  const problems = checkPolicyQuotas(documents.organizationsPolicies);
  if (problems.length > 0) {
    const quotaFindings = problems.map(({ rule, origin, message, hint }) =>
      locate({ id: rule, severity: "error" }, { path: originPath(config, origin), message, hint }),
    );
    return { findings: sortFindings([...findings, ...quotaFindings]), lineText, result: undefined };
  }
  return { findings, lineText, result: { deployment, documents } };
}

function originPath({ backupPlans }: OrgConfig, { section, name }: PolicyOrigin): ConfigPath {
  return section === "guardrails" ? [section, name] : [section, backupPlans.findIndex((plan) => plan.name === name)];
}
