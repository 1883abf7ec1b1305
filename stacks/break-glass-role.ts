import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { type Construct } from "constructs";
import { type Documents } from "../src/policies/documents";
import { minified } from "../src/policies/policy-document";
import { type RegionStrategy } from "./region-strategy";

/** The break-glass role of the stack's account, where the config names somebody who may assume it. */
export function createBreakGlassRole(
  scope: Construct,
  name: string,
  { breakGlassRole }: Documents,
  placement: RegionStrategy,
): void {
  if (!breakGlassRole) {
    return;
  }
  const role = new IamRole(scope, "break-glass-role", {
    ...placement.global(),
    name,
    description: "For a person in an emergency: restores, and deletes what must not be kept",
    assumeRolePolicy: minified(breakGlassRole.trust),
    maxSessionDuration: breakGlassRole.maxSessionSeconds,
  });
  new IamRolePolicy(scope, "break-glass-role-policy", {
    ...placement.global(),
    name: "break-glass",
    role: role.name,
    policy: minified(breakGlassRole.permissions),
  });
}
