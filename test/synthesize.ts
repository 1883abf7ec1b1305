import { synthesizer } from "../src/synthesis/synthesizer";
import { createRenderer } from "../stacks/renderer";

/** The synthesis as the program has it, run from the sources. */
export const synthesize = synthesizer(createRenderer);
