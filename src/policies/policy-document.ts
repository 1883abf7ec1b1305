/** IAM policy documents, and the policies of AWS Organizations. */

import { type AuthorizationPolicyType } from "../aws/authorization-policies";
import { type Statement } from "../aws/policy-statement";
import { type PolicyTarget } from "../model/deployment";

export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** A policy of AWS Organizations with the places that it is attached to. */
export interface OrganizationsPolicy {
  /** Stable: it is part of the policy's address in Terraform. */
  readonly name: string;
  readonly description: string;
  readonly type: "BACKUP_POLICY" | AuthorizationPolicyType;
  /** Minified, because AWS counts white space. */
  readonly content: string;
  readonly targets: readonly PolicyTarget[];
  /** The entry of the config that the policy comes from. */
  readonly origin: PolicyOrigin;
}

export interface PolicyOrigin {
  readonly section: "backupPlans" | "guardrails" | "guardrails.additional";
  readonly name: string;
}

export function policyDocument(statements: readonly Statement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/** The document without white space, as AWS gets it. */
export function minified(document: unknown): string {
  return JSON.stringify(document);
}

/**
 * Size of a policy's content in characters, as AWS may count them at the most: Terraform sends the content as it is,
 * and AWS does not say whether a character outside ASCII counts once or by its bytes in UTF-8.
 */
export function policySize(content: string): number {
  return Buffer.byteLength(content);
}
