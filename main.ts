/** Everything that the package holds: its functions, and the program behind `bin/strongroom.js`. */

import { synthesizeWith } from "./src/api/api";
import { type Synthesized, type SynthesizeOptions } from "./src/api/types";
import { main } from "./src/cli/main";
import { type Synthesize } from "./src/synthesize";

export { effectivePolicy, explain, InvalidOrgFile, validate } from "./src/api/api";
export type * from "./src/api/types";

/** CDKTF is loaded only where something is synthesized: it takes longer than most commands. */
const withCdktf: Synthesize = (config) => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it at once
  const { synthesize: synthesizeStacks } = require("./stacks/publish") as { synthesize: Synthesize };
  return synthesizeStacks(config);
};

/**
 * Writes the Terraform configuration of every stack of an org file. The directory stays as it was where that fails.
 * @throws InvalidOrgFile
 * @throws Error whose message says why, where an import names what there is not or the directory cannot be written
 */
export function synthesize(options: SynthesizeOptions): Synthesized {
  return synthesizeWith(withCdktf, options);
}

/** The command line of this process. */
export function runProgram(): Promise<void> {
  return main(withCdktf);
}
