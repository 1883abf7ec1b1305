/** Everything that the package holds: its functions, and the program behind `bin/strongroom.js`. */

import { dirname } from "node:path";
import * as api from "./src/api/api";
import type * as declarations from "./src/api/declarations";
import { main } from "./src/cli/main";
import { type Synthesize } from "./src/synthesis/synthesize";

/** CDKTF is loaded only where something is synthesized: it takes longer than most commands. */
const withCdktf: Synthesize = (config) => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it at once
  const publish = require("./stacks/publish") as { synthesize: Synthesize };
  return publish.synthesize(config);
};

export const { validate, explain, effectivePolicy, synthesize, InvalidOrgFile }: typeof declarations = {
  ...api,
  synthesize: (options) => api.synthesizeWith(withCdktf, options),
};

export function runProgram(): Promise<void> {
  return main(withCdktf, dirname(__dirname));
}
