/** Which stacks a command is about. */

import { InvalidArgumentError, Option } from "commander";
import { didYouMean } from "../config/targets";
import { UsageError } from "../failure";
import { readSynthesis, type Synthesis } from "../terraform/synthesis";
import { waves } from "../terraform/waves";
import { type Context } from "./context";
import { outputDirectory } from "./output-directory";

export function synthesisOption(): Option {
  return new Option("--synthesis <dir>", "output of `strongroom synth` (default: $CDKTF_OUTDIR, else cdktf.out)");
}

/** @throws UnreadableSynthesis */
export function namedSynthesis(named: string | undefined, context: Context): Synthesis {
  return readSynthesis(outputDirectory(named, context));
}

export function waveOption(): Option {
  return new Option(
    "--wave <number>",
    "only the stacks of this wave, which depend only on earlier waves; the first is 1",
  ).argParser((value) => {
    if (!/^[1-9]\d*$/.test(value)) {
      throw new InvalidArgumentError("It must be a whole number above 0.");
    }
    return Number(value);
  });
}

/**
 * The stacks that are named, in the order in which they can be applied; all of them where none is named.
 * @param wave leaves those of this wave; none where there are fewer waves
 * @throws UsageError for a stack that the synthesis does not have
 */
export function selectedStacks(synthesis: Synthesis, named: readonly string[], wave?: number): string[] {
  const unknown = named.filter((id) => !synthesis.stackIds.includes(id));
  if (unknown.length > 0) {
    const problems = unknown.map((id) =>
      `${id}: no such stack in ${synthesis.directory}. ${didYouMean(id, synthesis.stackIds)}`.trim(),
    );
    throw new UsageError(`${problems.join("\n")}\nStacks: ${synthesis.stackIds.join(", ")}`);
  }
  const inOrder = waves(synthesis);
  const candidates = wave === undefined ? inOrder.flat() : (inOrder[wave - 1] ?? []);
  return candidates.filter((id) => named.length === 0 || named.includes(id));
}
