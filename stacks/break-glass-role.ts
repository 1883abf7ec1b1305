import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { type Construct } from "constructs";
import { type BreakGlassRole } from "../src/policies/break-glass";
import { minified } from "../src/policies/policy-document";
import { type Named } from "../src/synthesis/stack-input";
import { type RegionStrategy } from "./region-strategy";

/** The break-glass role of the stack's account. */
export function createBreakGlassRole(
  scope: Construct,
  { name, trust, permissions, maxSessionSeconds }: Named<BreakGlassRole>,
  placement: RegionStrategy,
): void {
  const role = new IamRole(scope, "break-glass-role", {
    ...placement.global(),
    name,
    description: "For a person in an emergency: restores, and deletes what must not be kept",
    assumeRolePolicy: minified(trust),
    maxSessionDuration: maxSessionSeconds,
  });
  new IamRolePolicy(scope, "break-glass-role-policy", {
    ...placement.global(),
    name: "break-glass",
    role: role.name,
    policy: minified(permissions),
  });
}
