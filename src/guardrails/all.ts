/** Every guardrail, by its key in the config and in the order of the reference. */

import { type AuthorizationPolicyType } from "../aws/authorization-policies";
import { type Statement } from "../aws/policy-statement";
import { type GuardedDeployment } from "./guarded-deployment";
import { type Guardrail } from "./guardrail";
import { protectBackupTag } from "./protect-backup-tag";
import { protectBackups } from "./protect-backups";
import { protectKeys } from "./protect-keys";
import { protectRoles } from "./protect-roles";
import { requireBackupTag } from "./require-backup-tag";
import { restrictBackupOperators } from "./restrict-backup-operators";
import { restrictCopies } from "./restrict-copies";
import { stayInOrganization } from "./stay-in-organization";

const table = {
  protectBackups,
  restrictCopies,
  restrictBackupOperators,
  protectRoles,
  protectKeys,
  stayInOrganization,
  requireBackupTag,
  protectBackupTag,
};

export type GuardrailName = keyof typeof table;

/** What its entry in the config takes beside `targets`, as a shape of Zod. */
export type ShapeOf<Name extends GuardrailName> = (typeof table)[Name]["options"]["shape"];

/** What its entry says beside `targets`, with defaults. */
export type OptionsOf<Name extends GuardrailName> = ReturnType<(typeof table)[Name]["options"]["resolve"]>;

export const guardrails: { readonly [Name in GuardrailName]: Guardrail<ShapeOf<Name>, OptionsOf<Name>> } = table;

export const guardrailNames = Object.keys(table) as GuardrailName[];

export function policyTypeOf(name: GuardrailName): AuthorizationPolicyType {
  return guardrails[name].policyType ?? "SERVICE_CONTROL_POLICY";
}

/** The statements of a guardrail with its options; none where there is nothing to protect. */
export function statementsOf<Name extends GuardrailName>(
  name: Name,
  deployment: GuardedDeployment,
  options: OptionsOf<Name>,
): readonly Statement[] {
  return guardrails[name].statements(deployment, options);
}

/** What one of its targets is denied beside, by the id of the target. */
export function statementsOfTarget<Name extends GuardrailName>(
  name: Name,
  deployment: GuardedDeployment,
  options: OptionsOf<Name>,
  targetId: string,
): readonly Statement[] {
  return guardrails[name].statementsOfTarget?.(deployment, options, targetId) ?? [];
}
