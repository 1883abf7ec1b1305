/** Whether AWS would let a role do what it asks for, by a simulator of IAM. */

import { runSimulation } from "@cloud-copilot/iam-simulate";
import { type PolicyDocument } from "../../src/policies/policy-document";

export interface Attempt {
  readonly action: string;
  /** `*` for actions that know no resources. */
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

/**
 * With the permissions of a role and the policy of the resource. Another account's resources and KMS keys have a policy
 * that leaves the decision to the role's account, unless one is given.
 */
export async function isPermitted(
  permissions: PolicyDocument,
  principal: string,
  { action, resource, context = {} }: Attempt,
  resourcePolicy?: PolicyDocument,
): Promise<boolean> {
  const [, , service, , owner = ""] = resource.split(":");
  const [, , , , accountId = ""] = principal.split(":");
  const isOwned = /^\d{12}$/.test(owner);
  const needsPolicy = (isOwned && owner !== accountId) || service === "kms";
  return simulate({
    request: {
      principal,
      action,
      resource: { resource, accountId: isOwned ? owner : accountId },
      contextVariables: { "aws:PrincipalArn": principal, "aws:PrincipalAccount": accountId, ...context },
    },
    identityPolicies: [{ name: "permissions", policy: permissions }],
    resourcePolicy: needsPolicy ? (resourcePolicy ?? leftTo(accountId)) : undefined,
  });
}

/**
 * Whether a trust policy lets in a web identity of `app.terraform.io`. The simulator knows the keys of some identity
 * providers only, and of these it is given one.
 */
export async function isTrusted(
  trust: PolicyDocument,
  provider: string,
  roleArn: string,
  { aud, sub }: { readonly aud: string; readonly sub: string },
): Promise<boolean> {
  const known = "accounts.google.com";
  return simulate({
    request: {
      principal: provider,
      action: "sts:AssumeRoleWithWebIdentity",
      resource: { resource: roleArn, accountId: roleArn.split(":")[4] ?? "" },
      contextVariables: { [`${known}:aud`]: aud, [`${known}:sub`]: sub },
    },
    identityPolicies: [],
    resourcePolicy: JSON.parse(
      JSON.stringify(trust)
        .replaceAll("app.terraform.io:aud", `${known}:aud`)
        .replaceAll("app.terraform.io:sub", `${known}:sub`),
    ),
  });
}

function leftTo(accountId: string): object {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: "*", Resource: "*" }],
  };
}

type Simulation = Parameters<typeof runSimulation>[0];

async function simulate(
  simulation: Pick<Simulation, "request" | "identityPolicies"> & { resourcePolicy: unknown },
): Promise<boolean> {
  const result = await runSimulation(
    { serviceControlPolicies: [], resourceControlPolicies: [], ...simulation } as Simulation,
    {},
  );
  if (result.resultType === "error") {
    throw new Error(JSON.stringify(result.errors));
  }
  return result.overallResult === "Allowed";
}
