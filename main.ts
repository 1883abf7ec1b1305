/** The CDKTF app: `npm run synth [-- FILE]`, and what `cdktf synth` runs. */

import "./stacks/stack-trace";
import { endWithReader, failureExitCode } from "./src/cli/failure";
import { defaultConfigFile } from "./src/config/check";
import { countFindings, findingsForStream } from "./src/findings/print";
import { validateFile } from "./src/validate";
import { UnknownImports } from "./stacks/imports";
import { synthesize } from "./stacks/publish";

/** @returns the exit code: 0 fine, 1 invalid, 2 could not run */
function main(args: readonly string[]): number {
  const [file = defaultConfigFile(process.env), ...more] = args;
  if (more.length > 0 || file.startsWith("-")) {
    process.stderr.write("usage: npm run synth [-- FILE]\n");
    return 2;
  }
  const { findings, lineText, result } = validateFile(file);
  process.stderr.write(findingsForStream(findings, process.stderr, lineText));
  if (!result) {
    process.stderr.write(`${countFindings(findings)}: nothing was synthesized\n`);
    return 1;
  }
  const outputDirectory = process.env.CDKTF_OUTDIR || "cdktf.out";
  const stackIds = synthesize({
    ...result,
    outputDirectory,
    awsProviderVersion: process.env.STRONGROOM_AWS_PROVIDER_VERSION || undefined,
    // Only cdktf-cli sets it.
    keepStaleStacks: process.env.CDKTF_CONTEXT_JSON !== undefined,
  });
  process.stdout.write(`${stackIds.length} stacks in ${outputDirectory}/stacks: ${stackIds.join(", ")}\n`);
  return 0;
}

endWithReader();
try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UnknownImports) {
    process.stderr.write(error.message);
    process.exitCode = 1;
  } else {
    process.exitCode = failureExitCode(error);
  }
}
