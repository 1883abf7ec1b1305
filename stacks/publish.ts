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
import { dirname, join } from "node:path";
import { type ApplicationConfig, createApplication } from "./application";

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
  const { outputDirectory } = config;
  mkdirSync(dirname(outputDirectory), { recursive: true });
  const staging = mkdtempSync(`${outputDirectory}.`);
  try {
    createApplication({ ...config, outputDirectory: staging }).synth();
    const stackIds = readdirSync(join(staging, "stacks")).sort();
    publish(staging, outputDirectory);
    if (!keepStaleStacks) {
      removeStacksExcept(stackIds, outputDirectory);
    }
    return stackIds;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** The manifest comes last: it never names a stack that is not there. */
function publish(staging: string, outputDirectory: string): void {
  const manifest = "manifest.json";
  const files = readdirSync(staging, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(staging.length + 1));
  for (const file of [...files.filter((name) => name !== manifest), manifest]) {
    replaceFile(join(outputDirectory, file), readFileSync(join(staging, file)));
  }
}

function removeStacksExcept(stackIds: readonly string[], outputDirectory: string): void {
  const stacks = join(outputDirectory, "stacks");
  for (const stale of readdirSync(stacks).filter((id) => !stackIds.includes(id))) {
    rmSync(join(stacks, stale), { recursive: true, force: true });
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
