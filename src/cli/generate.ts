import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { generatedFiles } from "../docs/generated-files";

export function generateCommand(): Command {
  return new Command("generate")
    .description("Writes the files that are generated from the code: the JSON Schema and tables of docs/.")
    .action(() => {
      for (const [file, content] of Object.entries(generatedFiles)) {
        writeFileSync(file, content());
        process.stderr.write(`${file}\n`);
      }
    });
}
