/** Every document of a deployment. */

import { type Deployment } from "../model/deployment";
import { buildBackupPolicies } from "./backup-policies";
import { type BreakGlassRole, buildBreakGlassRole } from "./break-glass";
import { buildGuardrailPolicies } from "./guardrail-policies";
import { buildKeyPolicy } from "./key-policy";
import { type OrganizationsPolicy, type PolicyDocument } from "./policy-document";
import {
  backupRolePermissions,
  backupRolePolicies,
  type ManagedPolicy,
  restoreRolePolicies,
  serviceTrust,
} from "./role-policies";
import { buildCentralVaultPolicy, buildLocalVaultPolicy } from "./vault-policies";

export interface RoleDocuments {
  readonly trust: PolicyDocument;
  readonly managedPolicies: readonly ManagedPolicy[];
  /** Beside them; undefined where there are none. */
  readonly permissions: PolicyDocument | undefined;
}

export interface Documents {
  readonly keyPolicy: PolicyDocument;
  readonly centralVaultPolicy: PolicyDocument;
  readonly localVaultPolicy: PolicyDocument;
  readonly backupRole: RoleDocuments;
  readonly restoreRole: RoleDocuments;
  /** Undefined where nobody may assume it. */
  readonly breakGlassRole: BreakGlassRole | undefined;
  /** In the order in which they are created and attached. */
  readonly organizationsPolicies: readonly OrganizationsPolicy[];
}

export function buildDocuments(deployment: Deployment): Documents {
  const { partition } = deployment.organization;
  return {
    keyPolicy: buildKeyPolicy(deployment),
    centralVaultPolicy: buildCentralVaultPolicy(deployment),
    localVaultPolicy: buildLocalVaultPolicy(deployment),
    backupRole: {
      trust: serviceTrust,
      managedPolicies: backupRolePolicies(partition),
      permissions: backupRolePermissions(partition),
    },
    restoreRole: { trust: serviceTrust, managedPolicies: restoreRolePolicies(partition), permissions: undefined },
    breakGlassRole: buildBreakGlassRole(deployment),
    organizationsPolicies: [...buildGuardrailPolicies(deployment), ...buildBackupPolicies(deployment)],
  };
}
