import { Command } from "commander";
import { ignoredAsText } from "../findings/ignored";
import { validateFile } from "../answers/validate";
import { UsageError } from "../failure";
import { countFindings, findingsForStream } from "../findings/print";
import { requireRegionOnResources } from "../synthesis/region-on-resources";
import { readProviderLock } from "../terraform/provider-lock";
import { type Action } from "./action";
import { configOption, subjectFile } from "./config-file";
import { type Context } from "./context";
import { example } from "./example";
import { outputDirectory } from "./output-directory";
import { synthesisInWords } from "./synthesis-in-words";

interface Options {
  readonly config?: string;
  readonly out?: string;
}

export function synthCommand(action: Action): Command {
  return new Command("synth")
    .description("Write the Terraform configuration of every stack.")
    .argument("[FILE]", "org file; the same as --config")
    .addOption(configOption())
    .option("--out <dir>", "output directory (default: $CDKTF_OUTDIR, else cdktf.out)")
    .addHelpText(
      "after",
      "\nSTRONGROOM_AWS_PROVIDER_VERSION sets the version constraint of the AWS provider.\nExit codes: 0 written; 1 the org file has errors, and the earlier output is not changed; 2 the command could not run.",
    )
    .addHelpText("after", example("synth org.yaml --out cdktf.out"))
    .action(action(synth));
}

export function synth(file: string | undefined, { config, out }: Options, context: Context): number {
  const { stderr, stdout, environment, synthesize } = context;
  // `cdktf synth --hcl` says it so, and would read what is written as HCL.
  if (["true", "1"].includes(environment.SYNTH_HCL_OUTPUT ?? "")) {
    throw new UsageError("Strongroom writes JSON, which Terraform reads as it reads HCL: leave out --hcl");
  }
  const { path, name } = subjectFile(file, config, context);
  const { findings, ignored, lineText, result } = validateFile(path, name, environment);
  // Notes are for who asks: `validate` shows them.
  const shown = findings.filter(({ severity }) => severity !== "note");
  // Only cdktf-cli sets it.
  const isRunByCdktf = environment.CDKTF_CONTEXT_JSON !== undefined;
  // cdktf-cli says [ERROR] before all that it reads from standard error.
  const stream = isRunByCdktf && result ? stdout : stderr;
  stream.write(findingsForStream(shown, stream, lineText));
  stream.write(ignoredAsText(ignored));
  if (!result) {
    stderr.write(`${countFindings(findings)}: nothing was synthesized\n`);
    return 1;
  }
  const directory = outputDirectory(out, context);
  const awsProviderVersion = environment.STRONGROOM_AWS_PROVIDER_VERSION || undefined;
  requireRegionOnResources(result.deployment.terraform.regionStrategy, awsProviderVersion);
  const synthesized = synthesize({
    ...result,
    outputDirectory: directory,
    awsProviderVersion,
    providerLock: readProviderLock(path),
    keepStaleStacks: isRunByCdktf,
  });
  stdout.write(synthesisInWords(synthesized, result, directory, context));
  return 0;
}
