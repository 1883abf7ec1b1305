/** Which content the state of a stack has. */

import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { backendOf } from "./backend";
import { type StateMark } from "./origin";
import { isObject, parseObject, type Synthesis } from "./synthesis";
import { type Terraform } from "./terraform";

/**
 * The mark of a state that lies in a file; undefined where it lies elsewhere, in another workspace than the default one,
 * or cannot be read.
 */
export function localState(
  stackId: string,
  synthesis: Synthesis,
  environment: NodeJS.ProcessEnv,
): StateMark | undefined {
  const directory = synthesis.stackDirectory(stackId);
  const { type, path = "terraform.tfstate" } = backendOf(synthesis.configurationOf(stackId));
  if (type !== "local" || environment.TF_WORKSPACE || existsSync(join(directory, ".terraform", "environment"))) {
    return undefined;
  }
  const file = resolve(directory, path);
  if (!existsSync(file)) {
    return { stack: stackId, lineage: null, serial: null };
  }
  try {
    return markIn(stackId, readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** The same, asked of Terraform where the state lies elsewhere; undefined where the stack is not initialized. */
export async function stateOf(
  stackId: string,
  synthesis: Synthesis,
  terraform: Terraform,
): Promise<StateMark | undefined> {
  const directory = synthesis.stackDirectory(stackId);
  const local = localState(stackId, synthesis, terraform.environment);
  if (local || !existsSync(join(directory, ".terraform"))) {
    return local;
  }
  const { exitCode, stdout } = await terraform.run(directory, ["state", "pull"]);
  return exitCode === 0 ? markIn(stackId, stdout) : undefined;
}

/** A state without content is none yet. */
function markIn(stack: string, text: string): StateMark | undefined {
  if (text.trim() === "") {
    return { stack, lineage: null, serial: null };
  }
  const state = parseObject(text);
  const { lineage, serial } = isObject(state) ? state : {};
  return typeof lineage === "string" && typeof serial === "number" ? { stack, lineage, serial } : undefined;
}
