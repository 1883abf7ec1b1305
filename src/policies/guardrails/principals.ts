/** Who is exempt from a guardrail. Service-linked roles need no exemption: SCPs do not reach them. */

import { roleArn } from "../../aws/arn";
import { type Deployment } from "../../model/deployment";
import { type Operator } from "../policy-document";

/** The role by which AWS Control Tower reaches enrolled accounts. */
export const controlTowerRole = "AWSControlTowerExecution";

/** A condition that holds for every principal but the roles of these names, in whichever account of the organization. */
export function exceptRoles(
  { organization, terraform }: Deployment,
  names: readonly string[],
): Readonly<Record<string, Operator>> {
  const exempt = [...new Set([terraform.deploymentRoleName, controlTowerRole, ...names])].sort();
  return {
    ArnNotLike: { "aws:PrincipalArn": exempt.map((name) => roleArn(organization.partition, "*", name)) },
  };
}
