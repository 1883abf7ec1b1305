/** What `declarations.ts` declares. */

import { resolve } from "node:path";
import { Failure } from "../failure";
import { accountNamed, regionNamed, resourceNamed } from "../answers/named";
import { effectivePolicyValidationErrors } from "../evaluator/effective-backup-policy";
import { EffectivePolicies } from "../evaluator/effective-policies";
import { effectivePolicy as resolvedPolicy } from "../evaluator/effective-policy";
import { explain as explainResource } from "../answers/protection/explain";
import { OrganizationBackups } from "../answers/protection/organization-backups";
import { answerAsDocument } from "../answers/protection/print";
import { readProviderLock } from "../terraform/provider-lock";
import { requireRegionOnResources } from "../synthesis/region-on-resources";
import { type Synthesize } from "../synthesis/synthesize";
import { type Built, validateFile } from "../answers/validate";
import {
  type EffectivePolicy,
  type EffectivePolicyOptions,
  type ExplainOptions,
  type Explanation,
  type Finding,
  type Synthesized,
  type SynthesizeOptions,
  type Validation,
} from "./declarations";

export class InvalidOrgFile extends Failure {
  constructor(
    file: string,
    readonly findings: readonly Finding[],
  ) {
    const errors = findings.filter(({ severity }) => severity === "error");
    super(
      `${file} has errors:\n${errors.map(({ line, column, message }) => `${line}:${column} ${message}`).join("\n")}`,
    );
  }
}

export function validate(file: string): Validation {
  const { findings, result } = validateFile(file, file, process.env);
  return { valid: result !== undefined, findings };
}

export function explain({ file, account, region, type, tags = {}, encryption, at }: ExplainOptions): Explanation {
  const { deployment, documents } = built(file);
  const question = {
    account: accountNamed(account, deployment),
    region: regionNamed(region).name,
    resource: resourceNamed(type),
    tags: new Map(Object.entries(tags)),
    encryption,
    at: at ?? new Date(),
  };
  const answer = explainResource(question, new OrganizationBackups(deployment, documents.organizationsPolicies));
  return answerAsDocument(question, answer);
}

export function effectivePolicy({ file, account }: EffectivePolicyOptions): EffectivePolicy {
  const { deployment, documents } = built(file);
  const target = accountNamed(account, deployment);
  const policies = documents.organizationsPolicies.filter(({ type }) => type === "BACKUP_POLICY");
  const merged = new EffectivePolicies(policies).of(target);
  return {
    policy: resolvedPolicy(merged, target.id) as object,
    ignored: merged.ignored,
    errors: effectivePolicyValidationErrors(merged),
  };
}

export function synthesizeWith(
  synthesize: Synthesize,
  { file, outputDirectory, awsProviderVersion }: SynthesizeOptions,
): Synthesized {
  const config = built(file);
  requireRegionOnResources(config.deployment.terraform.regionStrategy, awsProviderVersion);
  return synthesize({
    ...config,
    outputDirectory: resolve(outputDirectory),
    awsProviderVersion,
    providerLock: readProviderLock(file),
  });
}

function built(file: string): Built {
  const { findings, result } = validateFile(file, file, process.env);
  if (!result) {
    throw new InvalidOrgFile(file, findings);
  }
  return result;
}
