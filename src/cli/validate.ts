import { Command, Option } from "commander";
import { countFindings, findingsAsGithub, findingsAsJson, findingsForStream } from "../findings/print";
import { ignoredAsText } from "../findings/ignored";
import { validateFile, type Validation } from "../answers/validate";
import { type Action } from "./action";
import { configOption, subjectFile } from "./config-file";
import { type Context, type Output } from "./context";
import { example } from "./example";

const formats = {
  text: ({ findings, lineText }: Validation, stdout: Output) => findingsForStream(findings, stdout, lineText),
  json: ({ findings }: Validation) => findingsAsJson(findings),
  github: ({ findings }: Validation) => findingsAsGithub(findings),
};

interface Options {
  readonly config?: string;
  readonly format: keyof typeof formats;
}

export function validateCommand(action: Action): Command {
  return new Command("validate")
    .description("Check an org file, and report every finding at once.")
    .argument("[FILE]", "org file; the same as --config")
    .addOption(configOption())
    .addOption(new Option("--format <format>", "form of the answer").choices(Object.keys(formats)).default("text"))
    .addHelpText("after", "\nExit codes: 0 no error; 1 there are errors; 2 the command could not run.")
    .addHelpText("after", example("validate org.yaml"))
    .action(action(validate));
}

export function validate(file: string | undefined, { config, format }: Options, context: Context): number {
  const { path, name } = subjectFile(file, config, context);
  const validation = validateFile(path, name, context.environment);
  context.stdout.write(formats[format](validation, context.stdout));
  context.stderr.write(ignoredAsText(validation.ignored));
  context.stderr.write(`${countFindings(validation.findings)}\n`);
  return validation.result ? 0 : 1;
}
