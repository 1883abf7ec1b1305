import { synthesizer } from "../src/synthesis/synthesizer";
import { createRenderer } from "../stacks/renderer";

/** The synthesis as the program has it, run from the sources: everything is made anew, because any of them may change. */
export const synthesize = synthesizer(createRenderer, () => undefined);
