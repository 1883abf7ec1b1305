/** Synthesis of what has changed, which leaves the previous output as it was until the new one is complete. */

import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { literal } from "../terraform/literal";
import { roleOverrideFile } from "../terraform/plan-role";
import { providerLockFile } from "../terraform/provider-lock";
import { whileClaimed } from "./claim";
import { Output } from "./output";
import { type CreateRenderer, type ManifestEntry, type Renderer } from "./renderer";
import { type StackInput } from "./stack-input";
import { stackInputs } from "./stack-inputs";
import { indexFile } from "./synthesis-index";
import { type StackDifferences, type Synthesize } from "./synthesize";
import { checkImports } from "./unknown-imports";

const manifestFile = "manifest.json";

/**
 * What Terraform would read beside a stack's configuration: the role of a plan that was killed, and what
 * `cdktf synth --hcl` made.
 */
const foreignFiles = [roleOverrideFile, "cdk.tf"];

/**
 * Gives a synthesis of every stack into the output directory. What Terraform keeps beside a stack's configuration stays,
 * stacks that are no more lose their directory, and files that would not change are not touched.
 * @param createRenderer is called only where something must be made
 * @param tool gives the digest of all that runs, or undefined where it cannot be told: then everything is made anew
 */
export function synthesizer(createRenderer: CreateRenderer, tool: () => string | undefined): Synthesize {
  return ({ outputDirectory: named, awsProviderVersion, providerLock, keepStaleStacks = false, ...built }) => {
    const outputDirectory = resolve(named);
    return whileClaimed(outputDirectory, (workplace) => {
      const output = new Output(outputDirectory, workplace, tool());
      let created: Renderer | undefined;
      const renderer = () => (created ??= createRenderer(workplace));
      const inputs = stackInputs(built, awsProviderVersion);
      // A stack that is left alone was made before, so its imports were right.
      const unknownImports = new Map<string, StackInput["imports"]>(inputs.map(({ id }) => [id, []]));
      const changed = inputs.filter((stack) =>
        output.stage(configurationFile(stack.id), stack, (input) => {
          const rendered = renderer().stack(literal(input));
          unknownImports.set(input.id, rendered.unknownImports);
          return rendered.configuration;
        }),
      );
      checkImports(built.deployment.terraform.imports, (stackId) => unknownImports.get(stackId));
      const entries = built.deployment.stacks.map(({ id, needs }) => ({ id, needs }));
      output.stage<ManifestEntry[]>(manifestFile, entries, (stacks) => renderer().manifest(stacks));
      const locks = [providerLockFile, ...inputs.map(({ id }) => `stacks/${id}/${providerLockFile}`)];
      const isUnlocked = providerLock === undefined && existsSync(join(outputDirectory, providerLockFile));
      if (providerLock !== undefined) {
        locks.forEach((file) => output.stage(file, providerLock, (text) => text));
      }
      output.stageIndex();
      const stackIds = inputs.map(({ id }) => id).sort();
      const previous = previousStackIds(outputDirectory);
      const differences = previous && differencesBetween(previous, stackIds, new Set(changed.map(({ id }) => id)));
      stackIds.map(configurationFile).forEach((file) => output.publish(file));
      locks.forEach((file) => output.publish(file));
      for (const file of isUnlocked ? locks : []) {
        rmSync(join(outputDirectory, file), { force: true });
      }
      for (const file of stackIds.flatMap((id) => foreignFiles.map((name) => `stacks/${id}/${name}`))) {
        rmSync(join(outputDirectory, file), { force: true });
      }
      for (const id of keepStaleStacks ? [] : (differences?.removed ?? [])) {
        rmSync(join(outputDirectory, "stacks", id), { recursive: true, force: true });
      }
      output.publish(indexFile);
      // Last: it never names a stack that is not there, and as long as it is the previous one, a run that died half-way is
      // made up for by the next.
      output.publish(manifestFile);
      return { stackIds, differences };
    });
  };
}

function configurationFile(stackId: string): string {
  return `stacks/${stackId}/cdk.tf.json`;
}

/** The stacks of the run before, and nothing else that may stand in the directory; undefined where there was no run. */
function previousStackIds(outputDirectory: string): string[] | undefined {
  try {
    const { stacks } = JSON.parse(readFileSync(join(outputDirectory, manifestFile), "utf8")) as { stacks: object };
    return Object.keys(stacks);
  } catch {
    return undefined;
  }
}

function differencesBetween(
  previous: readonly string[],
  stackIds: readonly string[],
  changed: ReadonlySet<string>,
): StackDifferences {
  const [before, after] = [new Set(previous), new Set(stackIds)];
  return {
    added: stackIds.filter((id) => !before.has(id)),
    changed: stackIds.filter((id) => before.has(id) && changed.has(id)),
    removed: previous.filter((id) => !after.has(id)).sort(),
  };
}
