/** What a synthesis wrote: the manifest, and the configuration of each stack. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../failure";
import { shellWord } from "../shell-word";
import { readText } from "../text-file";
import { providerLockFile } from "./provider-lock";

/** A block of Terraform JSON, or any part of one. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Of what Terraform and CDKTF write, in MiB: a text in Node.js has no more than 512. */
export const largestFile = 256;

export interface Synthesis {
  readonly directory: string;
  /** Sorted. */
  readonly stackIds: readonly string[];
  /** Ids of the stacks that must be applied before this one, sorted. */
  dependenciesOf(stackId: string): readonly string[];
  /** Content of the lock file that every stack has; undefined where the team keeps none. */
  readonly providerLock: string | undefined;
  /** Where Terraform runs for the stack. */
  stackDirectory(stackId: string): string;
  /** The configuration of the stack, parsed. */
  configurationOf(stackId: string): JsonObject;
}

/** An output directory that cannot be read. Its message says how to get one that can. */
export class UnreadableSynthesis extends Failure {}

/**
 * Reads an output directory, such as `cdktf.out`.
 * @throws UnreadableFile, UnreadableSynthesis where it does not hold a complete synthesis
 */
export function readSynthesis(directory: string): Synthesis {
  const { stacks } = readJson(join(directory, "manifest.json"), directory);
  if (!isObject(stacks)) {
    throw new UnreadableSynthesis(
      `${join(directory, "manifest.json")}: names no stacks: run \`strongroom synth\` again`,
    );
  }
  const stackDirectory = (stackId: string) => join(directory, "stacks", stackId);
  const providerLock = join(directory, providerLockFile);
  return {
    directory,
    stackIds: Object.keys(stacks).sort(),
    providerLock: existsSync(providerLock) ? readText(providerLock, "`strongroom synth` writes it") : undefined,
    stackDirectory,
    dependenciesOf: (stackId) => {
      const stack = stacks[stackId];
      const dependencies = isObject(stack) ? stack.dependencies : undefined;
      return Array.isArray(dependencies) ? dependencies.filter((id) => typeof id === "string").sort() : [];
    },
    configurationOf: (stackId) => readJson(join(stackDirectory(stackId), "cdk.tf.json"), directory),
  };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readJson(file: string, directory: string): JsonObject {
  const parsed = parseObject(
    readText(file, `\`strongroom synth --out ${shellWord(directory)}\` writes it`, largestFile),
  );
  if (!parsed) {
    throw new UnreadableSynthesis(`${file}: is not a JSON object: write it again with \`strongroom synth\``);
  }
  return parsed;
}

/** The object that a text holds as JSON, or undefined where it holds anything else. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
