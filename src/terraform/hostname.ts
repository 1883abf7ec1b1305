/** Where HCP Terraform is, as the synthesis and the environment say. */

import { Failure } from "../failure";
import { backendOf } from "./backend";
import { type Synthesis } from "./synthesis";

/** The environment names another HCP Terraform than the synthesis. Its message says both, and what to do. */
export class OtherHostname extends Failure {}

/**
 * Terraform would use the synthesis, and whoever set the variable would look for the states elsewhere.
 * @throws OtherHostname
 */
export function requireSameHostname(synthesis: Synthesis, { TF_CLOUD_HOSTNAME: asked }: NodeJS.ProcessEnv): void {
  const written = hostnameOf(synthesis);
  if (asked && written !== undefined && written !== asked) {
    throw new OtherHostname(
      `TF_CLOUD_HOSTNAME is ${asked}, and ${synthesis.directory} keeps its state at ${written}: set ` +
        `terraform.state.hostname, or synthesize with the same TF_CLOUD_HOSTNAME`,
    );
  }
}

/** Undefined where the states are elsewhere. */
function hostnameOf(synthesis: Synthesis): string | undefined {
  const [first] = synthesis.stackIds;
  return first === undefined ? undefined : backendOf(synthesis.configurationOf(first)).hostname;
}
