/** Who is exempt from a guardrail. Service-linked roles need no exemption: SCPs do not reach them. */

import { roleArn } from "../../aws/arn";
import { type Deployment } from "../../model/deployment";
import { type Operator } from "../policy-document";

/** The role by which AWS Control Tower reaches enrolled accounts. */
export const controlTowerRole = "AWSControlTowerExecution";

/** Names of the roles that deploy: Terraform's, and AWS Control Tower's, whatever Terraform's is called. */
export function deployers({ terraform }: Deployment): string[] {
  return [...new Set([terraform.deploymentRoleName, controlTowerRole])].sort();
}

/** A condition that holds for every principal but the roles of these names, in whichever account of the organization. */
export function exceptRoles(deployment: Deployment, names: readonly string[]): Readonly<Record<string, Operator>> {
  const exempt = [...new Set([...deployers(deployment), ...names])].sort();
  return {
    ArnNotLike: { "aws:PrincipalArn": exempt.map((name) => roleArn(deployment.organization.partition, "*", name)) },
  };
}
