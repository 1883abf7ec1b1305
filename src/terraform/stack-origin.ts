/** What a plan of a stack would be made from now. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../about";
import { digestOf } from "../digest";
import { stacksReadBy } from "./backend";
import { type Origin, type StateMark } from "./origin";
import { providerLockFile } from "./provider-lock";
import { localState, stateOf } from "./stack-state";
import { type Synthesis } from "./synthesis";
import { type Terraform } from "./terraform";

/** What can be told without Terraform: everything but its version, its role and states that lie elsewhere. */
export function originWithoutTerraform(
  stackId: string,
  synthesis: Synthesis,
  environment: NodeJS.ProcessEnv,
): Omit<Origin, "terraform" | "role"> {
  const digest = (name: string) => {
    const file = join(synthesis.stackDirectory(stackId), name);
    return existsSync(file) ? digestOf(readFileSync(file)) : null;
  };
  return {
    synthesis: digest("cdk.tf.json") ?? "",
    lockFile: digest(providerLockFile),
    version,
    states: known(statesNeededBy(stackId, synthesis).map((id) => localState(id, synthesis, environment))),
  };
}

/** @param role as in `Origin` */
export async function originOf(
  stackId: string,
  synthesis: Synthesis,
  terraform: Terraform,
  { terraformVersion, role }: { readonly terraformVersion: string; readonly role: string | null },
): Promise<Origin> {
  const states = statesNeededBy(stackId, synthesis).map((id) => stateOf(id, synthesis, terraform));
  return {
    ...originWithoutTerraform(stackId, synthesis, terraform.environment),
    terraform: terraformVersion,
    role,
    states: known(await Promise.all(states)),
  };
}

/** Its own first. */
export function statesNeededBy(stackId: string, synthesis: Synthesis): string[] {
  return [stackId, ...stacksReadBy(stackId, synthesis)];
}

function known(states: readonly (StateMark | undefined)[]): StateMark[] {
  return states.filter((state) => state !== undefined);
}
