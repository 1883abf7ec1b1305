/** The quotas of the generated policies, checked before anything is planned. */

import { type Rule } from "../config/rule";
import { type Deployment } from "../model/deployment";
import { backupPolicyQuotaRules, checkBackupPolicyQuotas } from "./backup-policy-quotas";
import { checkControlTowerRoom, controlTowerRoomRule } from "./control-tower-room";
import { type Documents } from "./documents";
import { checkGuardrailPolicyQuotas, guardrailPolicyQuotaRules } from "./guardrail-policy-quotas";
import { checkIdentityPolicyQuotas, identityPolicyQuotaRules } from "./identity-policy-quotas";
import { type OrganizationsPolicy } from "./policy-document";
import { type QuotaProblem } from "./quota-problem";

export const quotaRules: readonly Rule[] = [
  ...backupPolicyQuotaRules,
  ...guardrailPolicyQuotaRules,
  controlTowerRoomRule,
  ...identityPolicyQuotaRules,
];

/** Every document that is larger than its quota, and every target with more policies than its quota. */
export function checkQuotas(documents: Documents, deployment: Deployment): QuotaProblem[] {
  return [
    ...checkPolicyQuotas(documents.organizationsPolicies, deployment),
    ...checkIdentityPolicyQuotas(documents, deployment),
  ];
}

/** The same for the policies of AWS Organizations alone. */
export function checkPolicyQuotas(policies: readonly OrganizationsPolicy[], deployment: Deployment): QuotaProblem[] {
  return [
    ...checkBackupPolicyQuotas(
      policies.filter(({ type }) => type === "BACKUP_POLICY"),
      deployment,
    ),
    ...checkGuardrailPolicyQuotas(policies),
    ...checkControlTowerRoom(policies.filter(({ type }) => type === "SERVICE_CONTROL_POLICY")),
  ];
}
