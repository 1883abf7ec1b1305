/** Another role for Terraform to assume while it plans than the one that it deploys with. */

import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, type Json, type Synthesis } from "./synthesis";

/** Terraform merges files of such a name into the configuration, block by block. */
const overrideFile = "plan_role_override.tf.json";

/**
 * Makes the providers of a stack assume the role of this name, in the accounts in which they assume one; without a
 * name, as the configuration says. A plan that is saved keeps its role, so it cannot be applied with another.
 * Source: Terraform language, "Override Files", section "Merging Behavior".
 */
export function overrideRole(stackId: string, synthesis: Synthesis, roleName: string | undefined): void {
  const file = join(synthesis.stackDirectory(stackId), overrideFile);
  if (roleName === undefined) {
    rmSync(file, { force: true });
    return;
  }
  const { provider } = synthesis.configurationOf(stackId);
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
  writeFileSync(file, JSON.stringify({ provider: Object.fromEntries(overridden) }));
}

function renamed(role: Json, roleName: string): Json {
  return isObject(role) && typeof role.role_arn === "string"
    ? { ...role, role_arn: role.role_arn.replace(/:role\/.*$/, () => `:role/${roleName}`) }
    : role;
}
