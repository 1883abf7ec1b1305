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
import { type ApplicationConfig, createApplication } from "./application";

const manifest = "manifest.json";

export interface SynthesisConfig extends ApplicationConfig {
  /**
   * Whether directories of stacks that are no more are left to the caller. cdktf-cli lists them before it runs the app,
   * deletes them afterwards, and fails where one is gone already.
   */
  readonly keepStaleStacks?: boolean;
}

/**
 * Synthesizes every stack into the output directory. What Terraform keeps beside a stack's configuration stays, stacks
 * that are no more lose their directory, and files that would not change are not touched.
 * @returns the ids of the stacks, sorted
 * @throws what cdktf throws for a stack that is wrong in itself; the output directory is then as it was
 */
export function synthesize({ keepStaleStacks = false, ...config }: SynthesisConfig): string[] {
  const outputDirectory = resolve(config.outputDirectory);
  mkdirSync(dirname(outputDirectory), { recursive: true });
  const staging = mkdtempSync(`${outputDirectory}.`);
  try {
    createApplication({ ...config, outputDirectory: staging }).synth();
    const stackIds = readdirSync(join(staging, "stacks")).sort();
    const stale = previousStackIds(outputDirectory).filter((id) => !stackIds.includes(id));
    publish(staging, outputDirectory, () => {
      for (const id of keepStaleStacks ? [] : stale) {
        rmSync(join(outputDirectory, "stacks", id), { recursive: true, force: true });
      }
    });
    return stackIds;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

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

/** The stacks of the run before, and nothing else that may stand in the directory. */
function previousStackIds(outputDirectory: string): string[] {
  try {
    const { stacks } = JSON.parse(readFileSync(join(outputDirectory, manifest), "utf8")) as { stacks: object };
    return Object.keys(stacks);
  } catch {
    return [];
  }
}

/** All or nothing, by a rename in the same directory. */
function replaceFile(file: string, content: Buffer): void {
  if (existsSync(file) && readFileSync(file).equals(content)) {
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.new`;
  writeFileSync(temporary, content);
  renameSync(temporary, file);
}
