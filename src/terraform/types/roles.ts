/** IAM roles, which several types of resources are about. */

import { roleArn } from "../../aws/arn";
import { type SynthesizedResource } from "../resources";
import { isObject, type Json, parseObject } from "../synthesis";
import { type GrantScope } from "./grant";
import { type Question, questionAbout } from "./question";

export function breakGlassRoleArns({ partition, accountId, breakGlassRoleName }: GrantScope): string[] {
  return [roleArn(partition, accountId, breakGlassRoleName)];
}

/** The roles with permissions beside managed policies: the backup and the break-glass role. */
export function permittedRoleArns(scope: GrantScope): string[] {
  const { partition, accountId, backupRoleNames } = scope;
  return [
    ...backupRoleNames.slice(0, 1).map((name) => roleArn(partition, accountId, name)),
    ...breakGlassRoleArns(scope),
  ];
}

export function roleArns(scope: GrantScope): string[] {
  const { partition, accountId, backupRoleNames } = scope;
  return [...backupRoleNames.map((name) => roleArn(partition, accountId, name)), ...breakGlassRoleArns(scope)];
}

/** Whether a trust policy names only services of AWS. One that cannot be read may name anybody. */
export function trustsServicesAlone(trustPolicy: Json | undefined): boolean {
  const statements = typeof trustPolicy === "string" ? parseObject(trustPolicy)?.Statement : undefined;
  const list: readonly Json[] = Array.isArray(statements) ? statements : [statements ?? null];
  return list.every(
    (statement) =>
      isObject(statement) &&
      isObject(statement.Principal) &&
      Object.keys(statement.Principal).every((kind) => kind === "Service"),
  );
}

export function getRole(resource: SynthesizedResource, name: string): Question {
  return questionAbout(resource, ["iam", "get-role", "--role-name", name], "NoSuchEntity");
}
