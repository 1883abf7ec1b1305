import { Command, Option } from "commander";
import { defaultConfigFile } from "../config/check";
import { colorsFor, countFindings, findingsAsJson, findingsAsText } from "../findings/print";
import { validateFile } from "../validate";

export function validateCommand(): Command {
  return new Command("validate")
    .description("Every finding about a config at once.")
    .argument("[FILE]", "config file (default: $STRONGROOM_CONFIG, or config/org.yaml)")
    .addOption(new Option("--format <format>", "form of the answer").choices(["text", "json"]).default("text"))
    .action((file: string | undefined, { format }: { format: "text" | "json" }) => {
      const { findings, result } = validateFile(file ?? defaultConfigFile(process.env));
      process.stdout.write(
        format === "json" ? findingsAsJson(findings) : findingsAsText(findings, colorsFor(process.stdout)),
      );
      process.stderr.write(`${countFindings(findings)}\n`);
      process.exitCode = result ? 0 : 1;
    });
}
