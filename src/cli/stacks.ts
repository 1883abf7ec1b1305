import { Command, Option } from "commander";
import { jobMatrix } from "../terraform/job-matrix";
import { readSynthesis } from "../terraform/synthesis";
import { selectedStacks, synthesisOption, waveOption } from "./selected-stacks";

interface Options {
  readonly synthesis: string;
  readonly wave?: number;
  readonly format: "json" | "matrix";
}

export function stacksCommand(): Command {
  return new Command("stacks")
    .description("The ids of the stacks, in the order in which they can be applied.")
    .addOption(synthesisOption())
    .addOption(waveOption())
    .addOption(
      new Option("--format <format>", "json: an array of stack ids; matrix: jobs for GitHub Actions that share them")
        .choices(["json", "matrix"])
        .default("json"),
    )
    .action(({ synthesis, wave, format }: Options) => {
      const stackIds = selectedStacks(readSynthesis(synthesis), [], wave);
      process.stdout.write(`${JSON.stringify(format === "json" ? stackIds : jobMatrix(stackIds))}\n`);
    });
}
