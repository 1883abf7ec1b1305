/** Everything that the package holds: its functions, and the program behind `bin/strongroom.js`. */

import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import * as api from "./src/api/api";
import type * as declarations from "./src/api/declarations";
import { main } from "./src/cli/main";
import { digestOf } from "./src/digest";
import { type CreateRenderer } from "./src/synthesis/renderer";
import { synthesizer } from "./src/synthesis/synthesizer";

/** CDKTF is loaded only where something is synthesized: it takes longer than most commands. */
const createRenderer: CreateRenderer = (scratchDirectory) => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it at once
  const { createRenderer: create } = require("./stacks/renderer") as { createRenderer: CreateRenderer };
  return create(scratchDirectory);
};

/** Said by the bundler of the package: the file that runs holds everything that it runs. */
declare const isWholeProgram: true | undefined;

const tool = () => (typeof isWholeProgram === "undefined" ? undefined : digestOf(readFileSync(__filename)));
const withCdktf = synthesizer(createRenderer, tool);

export const { validate, explain, effectivePolicy, synthesize, InvalidOrgFile }: typeof declarations = {
  ...api,
  synthesize: (options) => api.synthesizeWith(withCdktf, options),
};

export function runProgram(): Promise<void> {
  return main(withCdktf, tool, dirname(__dirname));
}
