/** Synthesis that leaves the previous output as it was until the new one is complete. */

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type StackDifferences, type Synthesize } from "../src/synthesis/synthesize";
import { createApplication } from "./application";
import "./stack-trace";

const manifest = "manifest.json";

/**
 * Synthesizes every stack into the output directory. What Terraform keeps beside a stack's configuration stays, stacks
 * that are no more lose their directory, and files that would not change are not touched.
 * @throws UnknownImports where an import names what there is not
 * @throws what cdktf throws for a stack that is wrong in itself; the output directory is then as it was
 */
export const synthesize: Synthesize = ({ keepStaleStacks = false, ...config }) => {
  const outputDirectory = resolve(config.outputDirectory);
  mkdirSync(dirname(outputDirectory), { recursive: true });
  const staging = mkdtempSync(`${outputDirectory}.`);
  try {
    createApplication({ ...config, outputDirectory: staging }).synth();
    const stackIds = readdirSync(join(staging, "stacks")).sort();
    const previous = previousStackIds(outputDirectory);
    const stale = previous?.filter((id) => !stackIds.includes(id)) ?? [];
    const differences = previous && differencesBetween(previous, stackIds, outputDirectory, staging);
    publish(staging, outputDirectory, () => {
      for (const id of keepStaleStacks ? [] : stale) {
        rmSync(join(outputDirectory, "stacks", id), { recursive: true, force: true });
      }
    });
    return { stackIds, differences };
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
};

/**
 * The manifest comes last: it never names a stack that is not there, and as long as it is the previous one, a run that
 * died half-way is made up for by the next.
 */
function publish(staging: string, outputDirectory: string, beforeManifest: () => void): void {
  const files = readdirSync(staging, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(staging.length + 1));
  const copy = (file: string) => replaceFile(join(outputDirectory, file), readFileSync(join(staging, file)));
  files.filter((name) => name !== manifest).forEach(copy);
  beforeManifest();
  copy(manifest);
}

function differencesBetween(
  previous: readonly string[],
  stackIds: readonly string[],
  outputDirectory: string,
  staging: string,
): StackDifferences {
  const isSame = (id: string) => {
    const file = join("stacks", id, "cdk.tf.json");
    return holds(join(outputDirectory, file), readFileSync(join(staging, file)));
  };
  return {
    added: stackIds.filter((id) => !previous.includes(id)),
    changed: stackIds.filter((id) => previous.includes(id) && !isSame(id)),
    removed: previous.filter((id) => !stackIds.includes(id)).sort(),
  };
}

/** The stacks of the run before, and nothing else that may stand in the directory; undefined where there was no run. */
function previousStackIds(outputDirectory: string): string[] | undefined {
  try {
    const { stacks } = JSON.parse(readFileSync(join(outputDirectory, manifest), "utf8")) as { stacks: object };
    return Object.keys(stacks);
  } catch {
    return undefined;
  }
}

/** All or nothing, by a rename in the same directory. */
function replaceFile(file: string, content: Buffer): void {
  if (holds(file, content)) {
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.new`;
  writeFileSync(temporary, content);
  renameSync(temporary, file);
}

function holds(file: string, content: Buffer): boolean {
  return existsSync(file) && readFileSync(file).equals(content);
}
