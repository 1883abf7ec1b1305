/** Another role for Terraform to assume while it plans than the one that it deploys with: by variable, or by override. */

import { rmSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../whole-file";
import { isObject, type Json, type JsonObject, type Synthesis } from "./synthesis";

/** Terraform merges files of such a name into the configuration, block by block. */
export const roleOverrideFile = "plan_role_override.tf.json";

/**
 * Does the work while the providers of a stack without a variable for it assume the role of this name, in the accounts in
 * which they assume one; without a name, as the configuration says. Afterwards nothing is left of it, nor of a run that
 * was killed. A plan that is saved keeps its role, so it cannot be applied with another.
 * Source: Terraform language, "Override Files", section "Merging Behavior".
 */
export async function whileRoleIs<T>(
  roleName: string | undefined,
  stackId: string,
  synthesis: Synthesis,
  work: () => Promise<T>,
): Promise<T> {
  const file = join(synthesis.stackDirectory(stackId), roleOverrideFile);
  rmSync(file, { force: true });
  if (roleName === undefined || declaredRole(stackId, synthesis) !== undefined) {
    return work();
  }
  present.add(file);
  try {
    writeWhole(file, overrideOf(synthesis.configurationOf(stackId), roleName));
    return await work();
  } finally {
    rmSync(file, { force: true });
    present.delete(file);
  }
}

const present = new Set<string>();

// An interrupt ends the process without an end of the work.
process.on("exit", () => present.forEach((file) => rmSync(file, { force: true })));

function overrideOf({ provider }: JsonObject, roleName: string): string {
  const overridden = Object.entries(isObject(provider) ? provider : {}).map(([name, blocks]) => [
    name,
    (Array.isArray(blocks) ? blocks : [blocks]).filter(isObject).flatMap(({ alias, assume_role: roles }) =>
      Array.isArray(roles)
        ? [
            {
              ...(alias === undefined ? {} : { alias }),
              assume_role: roles.map((role: Json) => renamed(role, roleName)),
            },
          ]
        : [],
    ),
  ]);
  return JSON.stringify({ provider: Object.fromEntries(overridden) });
}

/**
 * The role for the stacks that have a variable for it, which are those of a config with `planRoleName`. It is set for
 * every plan and every apply: Terraform wants it for both or for neither. Without a name it is that of the environment,
 * or the deployment role.
 * Source: Terraform language, "Ephemeral values", and Terraform 1.11.4.
 */
export function roleVariables(
  stackId: string,
  synthesis: Synthesis,
  environment: NodeJS.ProcessEnv,
  roleName?: string,
): Record<string, string> {
  const declared = declaredRole(stackId, synthesis);
  return declared === undefined ? {} : { [variableName]: roleName ?? (environment[variableName] || declared) };
}

const variableName = "TF_VAR_role_name";

/** Whether the role of a plan is chosen anew when it is applied. */
export function choosesRole(stackId: string, synthesis: Synthesis): boolean {
  return declaredRole(stackId, synthesis) !== undefined;
}

/** Name of the role that Terraform is told to assume, or null where the configuration alone says it. */
export function roleOf(
  stackId: string,
  synthesis: Synthesis,
  environment: NodeJS.ProcessEnv,
  roleName?: string,
): string | null {
  return roleVariables(stackId, synthesis, environment, roleName)[variableName] ?? roleName ?? null;
}

function declaredRole(stackId: string, synthesis: Synthesis): string | undefined {
  const { variable } = synthesis.configurationOf(stackId);
  const declared = isObject(variable) ? variable.role_name : undefined;
  return isObject(declared) && typeof declared.default === "string" ? declared.default : undefined;
}

function renamed(role: Json, roleName: string): Json {
  return isObject(role) && typeof role.role_arn === "string"
    ? { ...role, role_arn: role.role_arn.replace(/:role\/.*$/, () => `:role/${roleName}`) }
    : role;
}
