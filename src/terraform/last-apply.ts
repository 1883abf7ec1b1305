/** What is left of an apply in the directory of a stack's plan: whether it finished, and of which synthesis it was. */

import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { writeWhole, writing } from "../whole-file";
import { planFileName, savedPlanName } from "./plan-file";
import { parseObject } from "./synthesis";

export const lastApplyName = "last-apply.json";

export interface LastApply {
  /** False from before Terraform starts until it has done everything. */
  readonly finished: boolean;
  /** Digest of the cdk.tf.json that was planned. */
  readonly synthesis: string | undefined;
  /** When it was written, in milliseconds. */
  readonly time: number;
}

/** Undefined where nothing was applied since the stack was planned. A file that says nothing is of an unfinished apply. */
export function readLastApply(directory: string): LastApply | undefined {
  const file = join(directory, lastApplyName);
  if (!existsSync(file)) {
    return undefined;
  }
  const { finished, synthesis } = parseObject(readFileSync(file, "utf8")) ?? {};
  return {
    finished: finished === true,
    synthesis: typeof synthesis === "string" ? synthesis : undefined,
    time: statSync(file).mtimeMs,
  };
}

/**
 * Before Terraform starts: whatever happens to it or to this process from now on, the next apply knows that it must plan
 * the stack anew. Nobody else gets the plan to judge or to apply.
 * @throws UnwritableFile
 */
export function beginApply(directory: string, synthesis: string): void {
  write(directory, false, synthesis);
  writing(directory, () => rmSync(join(directory, planFileName), { force: true }));
}

/**
 * When Terraform has done everything.
 * @throws UnwritableFile
 */
export function finishApply(directory: string, synthesis: string): void {
  write(directory, true, synthesis);
}

/** A saved plan may hold secrets of the state, and serves once. */
export function removeSavedPlan(directory: string): void {
  rmSync(join(directory, savedPlanName), { force: true });
}

/** When the stack has another plan. */
export function forgetLastApply(directory: string): void {
  rmSync(join(directory, lastApplyName), { force: true });
}

function write(directory: string, finished: boolean, synthesis: string): void {
  writeWhole(join(directory, lastApplyName), `${JSON.stringify({ finished, synthesis })}\n`);
}
