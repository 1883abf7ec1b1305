/** `terraform init` of one stack. */

import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { providerLockFile } from "./provider-lock";
import { writing } from "../whole-file";
import { diagnostics } from "./diagnostics";
import { type JsonObject, type Synthesis } from "./synthesis";
import { type Terraform, type TerraformRun } from "./terraform";

export interface InitSettings {
  readonly synthesis: Synthesis;
  readonly terraform: Terraform;
  /** Runs one `init` after the other: a shared provider cache takes no two at once. */
  readonly initQueue: <T>(task: () => Promise<T>) => Promise<T>;
}

/**
 * Initializes a stack with the lock file of the synthesis, and changes nothing in that. Without one, with the lock file of another one of the same providers where it has none: with a lock file,
 * Terraform takes a provider from the cache without downloading it again, and all stacks use the same one.
 */
export function initStack(stackId: string, { synthesis, terraform, initQueue }: InitSettings): Promise<TerraformRun> {
  return initQueue(() => {
    const lockFile = (id: string) => join(synthesis.stackDirectory(id), providerLockFile);
    const isLocked = synthesis.providerLock !== undefined;
    if (!isLocked && !existsSync(lockFile(stackId))) {
      const providers = providersOf(stackId, synthesis);
      const model = synthesis.stackIds.find(
        (id) => existsSync(lockFile(id)) && providersOf(id, synthesis) === providers,
      );
      if (model !== undefined) {
        writing(lockFile(stackId), () => copyFileSync(lockFile(model), lockFile(stackId)));
      }
    }
    return terraform.run(synthesis.stackDirectory(stackId), [
      "init",
      "-input=false",
      "-no-color",
      ...(isLocked ? ["-lockfile=readonly"] : []),
    ]);
  });
}

/** Why `init` failed. Where the place of the state has changed, Terraform advises to go on without it. */
export function initFailure({ output }: TerraformRun): string {
  const said = diagnostics(output);
  return /^Error: .*(backend configuration changed|migrat)/im.test(said)
    ? `${said}\n\nIf the state was not moved, move it: \`strongroom move-state\`. \`-reconfigure\` moves nothing, and the next apply would create everything again.`
    : said;
}

function providersOf(stackId: string, synthesis: Synthesis): string {
  const { required_providers: providers } = (synthesis.configurationOf(stackId).terraform ?? {}) as JsonObject;
  return JSON.stringify(providers);
}
