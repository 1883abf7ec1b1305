/** What the plan and the deployment role of an account may do: what its stacks need, and no more. */

import { type Statement } from "../../aws/policy-statement";
import { type StackKind, stackKinds } from "../../config/stack-kinds";
import { type Account, type Deployment } from "../../model/deployment";
import { type PolicyDocument, policyDocument } from "../policy-document";
import { terraformTypes } from "../../terraform/types/all";
import { type Grant, type GrantScope } from "../../terraform/types/grant";
import { type TerraformDataSourceType, type TerraformResourceType } from "../../terraform/types/terraform-type";
import { grantScope } from "./grant-scope";

/** `plan`: reads what the stacks describe. `apply`: reads it, and creates, changes and deletes what they may delete. */
export type Phase = "plan" | "apply";

/** An account without stacks gets no statement. */
export function rolePermissions(deployment: Deployment, account: Account, phase: Phase): PolicyDocument {
  const kinds = deployment.stacks.filter((stack) => stack.account.id === account.id).map(({ kind }) => kind);
  // A pinned key is read once more, when Terraform forgets it.
  const changed = kinds.filter((kind) => kind !== "encryption" || deployment.encryption.pinnedKeyId === undefined);
  const reads = typesIn(kinds).flatMap(({ read }) => read);
  const writes = typesIn(changed).flatMap((type) => ("write" in type ? type.write : []));
  const scope = grantScope(deployment, account);
  return policyDocument([
    ...statements("Read", reads, scope),
    ...(phase === "apply" ? statements("Write", writes, scope) : []),
  ]);
}

/** The types that stacks of these kinds may hold, each once. */
function typesIn(kinds: readonly StackKind[]): (TerraformDataSourceType | TerraformResourceType)[] {
  return [...new Set(kinds.flatMap((kind) => stackKinds[kind].types))].map((name) => terraformTypes[name]);
}

/** Grants on the same resources under the same condition are one statement. */
function statements(prefix: string, grants: readonly Grant[], scope: GrantScope): Statement[] {
  const merged = new Map<string, { actions: Set<string>; statement: Omit<Statement, "Sid" | "Action"> }>();
  for (const { actions, resources, condition, global } of grants) {
    const Condition = {
      ...condition?.(scope),
      ...(global ? {} : inGovernedRegions(scope, condition?.(scope))),
    };
    const statement = {
      Effect: "Allow" as const,
      Resource: resources ? [...resources(scope)] : "*",
      ...(Object.keys(Condition).length > 0 ? { Condition } : {}),
    };
    const key = JSON.stringify(statement);
    const known = merged.get(key) ?? { actions: new Set<string>(), statement };
    actions.forEach((action) => known.actions.add(action));
    merged.set(key, known);
  }
  return [...merged.values()].map(({ actions, statement: { Effect, ...rest } }, index) => ({
    Sid: `${prefix}${index + 1}`,
    Effect,
    Action: [...actions].sort(),
    ...rest,
  }));
}

function inGovernedRegions(
  { regions }: GrantScope,
  others: Statement["Condition"] = {},
): NonNullable<Statement["Condition"]> {
  return { StringEquals: { ...others.StringEquals, "aws:RequestedRegion": [...regions] } };
}
