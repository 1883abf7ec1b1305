import { Command, Option } from "commander";
import { defaultConfigFile } from "../config/check";
import { countFindings, findingsAsGithub, findingsAsJson, findingsForStream } from "../findings/print";
import { validateFile, type Validation } from "../validate";

const formats = {
  text: ({ findings, lineText }: Validation) => findingsForStream(findings, process.stdout, lineText),
  json: ({ findings }: Validation) => findingsAsJson(findings),
  github: ({ findings }: Validation) => findingsAsGithub(findings),
};

type Format = keyof typeof formats;

export function validateCommand(): Command {
  return new Command("validate")
    .description("Every finding about a config at once.")
    .argument("[FILE]", "config file (default: $STRONGROOM_CONFIG, or config/org.yaml)")
    .addOption(new Option("--format <format>", "form of the answer").choices(Object.keys(formats)).default("text"))
    .action((file: string | undefined, { format }: { format: Format }) => {
      const validation = validateFile(file ?? defaultConfigFile(process.env));
      process.stdout.write(formats[format](validation));
      process.stderr.write(`${countFindings(validation.findings)}\n`);
      process.exitCode = validation.result ? 0 : 1;
    });
}
