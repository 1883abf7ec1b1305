import { Command, Option } from "commander";
import { jobMatrix } from "../terraform/job-matrix";
import { type Action } from "./action";
import { type Context } from "./context";
import { example } from "./example";
import { namedSynthesis, selectedStacks, synthesisOption, waveOption } from "./selected-stacks";

interface Options {
  readonly synthesis?: string;
  readonly wave?: number;
  readonly format: "json" | "matrix";
}

export function stacksCommand(action: Action): Command {
  return new Command("stacks")
    .description("List the ids of the stacks, in the order in which they can be applied.")
    .argument("[STACK...]", "ids of stacks (default: all)")
    .addOption(synthesisOption())
    .addOption(waveOption())
    .addOption(
      new Option("--format <format>", "json: an array of stack ids; matrix: jobs for GitHub Actions that share them")
        .choices(["json", "matrix"])
        .default("json"),
    )
    .addHelpText("after", example("stacks --wave 1"))
    .action(action(stacks));
}

export function stacks(named: string[], { synthesis, wave, format }: Options, context: Context): number {
  const stackIds = selectedStacks(namedSynthesis(synthesis, context), named, wave);
  context.stdout.write(`${JSON.stringify(format === "json" ? stackIds : jobMatrix(stackIds))}\n`);
  return 0;
}
