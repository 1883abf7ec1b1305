/** Whether a synthesis is that of a config. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Built } from "../answers/validate";
import { digestOf } from "../digest";
import { type StackInput } from "./stack-input";
import { stackInputs } from "./stack-inputs";
import { indexFile, type Made, type MadeFiles, readIndex } from "./synthesis-index";

/**
 * Ids of the stacks that a synthesis of the config would make anew, add or remove, sorted. Undefined where that cannot be
 * told: another version made the synthesis, or its files were left elsewhere.
 * @param awsProviderVersions any of which it may have been made with, each as a synthesis takes it
 * @param tool digest of the program that runs
 */
export function stacksMadeFromOther(
  config: Built,
  directory: string,
  awsProviderVersions: readonly (string | undefined)[],
  tool: string | undefined,
): string[] | undefined {
  const made = tool === undefined ? new Map<string, Made>() : readIndex(join(directory, indexFile), tool);
  const differences = awsProviderVersions.map((version) => differing(stackInputs(config, version), made, directory));
  return made.size === 0 ? undefined : differences.sort((one, other) => one.length - other.length)[0];
}

function differing(inputs: readonly StackInput[], made: MadeFiles, directory: string): string[] {
  const ids = new Set(inputs.map(({ id }) => id));
  const gone = [...made.keys()].flatMap((file) => {
    const id = /^stacks\/(.+)\/cdk\.tf\.json$/.exec(file)?.[1];
    return id === undefined || ids.has(id) ? [] : [id];
  });
  const others = inputs.filter((input) => {
    const file = `stacks/${input.id}/cdk.tf.json`;
    const known = made.get(file);
    return known?.input !== digestOf(JSON.stringify(input)) || !isAsMade(join(directory, file), known.output);
  });
  return [...gone, ...others.map(({ id }) => id)].sort();
}

function isAsMade(file: string, digest: string): boolean {
  return existsSync(file) && digestOf(readFileSync(file)) === digest;
}
