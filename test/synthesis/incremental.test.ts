/** Whatever is edited, what a synthesis makes of an earlier output is what it makes of nothing, byte for byte. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesizer } from "../../src/synthesis/synthesizer";
import { createRenderer } from "../../stacks/renderer";
import { filesBelow } from "../cli/run";
import { editedConfigs, type Variant } from "./edits";

const directory = mkdtempSync(join(tmpdir(), "strongroom-incremental-"));

afterAll(() => rmSync(directory, { recursive: true, force: true }));

const synthesize = synthesizer(createRenderer, () => "one tool");

/** The files, or why there are none. */
function outcome({ built, awsProviderVersion }: Variant, outputDirectory: string): unknown {
  try {
    synthesize({ ...built, outputDirectory, awsProviderVersion });
  } catch (error) {
    return (error as Error).message;
  }
  return filesBelow(outputDirectory);
}

function anew(variant: Variant): unknown {
  const outputDirectory = join(directory, "anew");
  rmSync(outputDirectory, { recursive: true, force: true });
  return outcome(variant, outputDirectory);
}

describe.each(editedConfigs)("$name", ({ base, variants }) => {
  test(`${variants.length} edits, and each taken back`, () => {
    const outputDirectory = join(directory, "increments");
    rmSync(outputDirectory, { recursive: true, force: true });
    const before = outcome(base, outputDirectory);
    expect(before).toEqual(anew(base));
    const wrong = variants.filter((variant) => {
      const edited = JSON.stringify(outcome(variant, outputDirectory));
      const back = JSON.stringify(outcome(base, outputDirectory));
      return edited !== JSON.stringify(anew(variant)) || back !== JSON.stringify(before);
    });
    expect(wrong.map(({ what }) => what)).toEqual([]);
  });
});
