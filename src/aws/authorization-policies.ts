/**
 * The policies of AWS Organizations that deny: those that bind principals, and those that bind resources.
 *
 * Source: AWS Organizations User Guide, "Authorization policies in AWS Organizations", "Service control policies" and
 * "Resource control policies". Read 2026-11-27.
 */

import { quotas } from "./quotas";

export interface AuthorizationPolicyKind {
  /** In words, in the singular. */
  readonly called: string;
  readonly short: "SCP" | "RCP";
  readonly quota: { readonly characters: number; readonly perTarget: number };
  /** The policy of AWS that is attached everywhere, and counts. */
  readonly attachedByAws: string;
}

/** By the type that AWS Organizations gives them. */
export const authorizationPolicies = {
  SERVICE_CONTROL_POLICY: {
    called: "service control policy",
    short: "SCP",
    quota: quotas.serviceControlPolicy,
    attachedByAws: "FullAWSAccess",
  },
  RESOURCE_CONTROL_POLICY: {
    called: "resource control policy",
    short: "RCP",
    quota: quotas.resourceControlPolicy,
    attachedByAws: "RCPFullAWSAccess",
  },
} as const satisfies Readonly<Record<string, AuthorizationPolicyKind>>;

export type AuthorizationPolicyType = keyof typeof authorizationPolicies;

export const authorizationPolicyTypes = Object.keys(authorizationPolicies) as AuthorizationPolicyType[];

/** Whether a type of policies of AWS Organizations denies: all others configure something. */
export function isAuthorizationPolicy(type: string): type is AuthorizationPolicyType {
  return Object.hasOwn(authorizationPolicies, type);
}
