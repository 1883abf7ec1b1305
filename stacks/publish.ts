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

/**
 * Synthesizes every stack into the output directory. What Terraform keeps beside a stack's configuration stays, stacks
 * that are no more lose their directory, and files that would not change are not touched.
 * @returns the ids of the stacks, sorted
 * @throws what cdktf throws for a stack that is wrong in itself; the output directory is then as it was
 */
export function synthesize(config: ApplicationConfig): string[] {
  const outputDirectory = config.outputDirectory;
  mkdirSync(dirname(outputDirectory), { recursive: true });
  const staging = mkdtempSync(`${outputDirectory}.`);
  try {
    createApplication({ ...config, outputDirectory: staging }).synth();
    return publish(staging, outputDirectory);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function publish(staging: string, outputDirectory: string): string[] {
  const stackIds = readdirSync(join(staging, "stacks")).sort();
  for (const stackId of stackIds) {
    const file = join("stacks", stackId, "cdk.tf.json");
    replaceFile(join(outputDirectory, file), readFileSync(join(staging, file)));
  }
  for (const stale of readdirSync(join(outputDirectory, "stacks")).filter((id) => !stackIds.includes(id))) {
    rmSync(join(outputDirectory, "stacks", stale), { recursive: true, force: true });
  }
  replaceFile(join(outputDirectory, "manifest.json"), readFileSync(join(staging, "manifest.json")));
  return stackIds;
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
