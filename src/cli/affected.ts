import { Command, Option } from "commander";
import { affectedStacks } from "../terraform/affected";
import { jobMatrix } from "../terraform/job-matrix";
import { readSynthesis } from "../terraform/synthesis";

interface Options {
  readonly base: string;
  readonly head: string;
  readonly format: "json" | "matrix";
}

export function affectedCommand(): Command {
  return new Command("affected")
    .description("The stacks whose synthesized configuration differs between two output directories.")
    .requiredOption("--base <dir>", "output of `npm run synth` before the change")
    .requiredOption("--head <dir>", "output of `npm run synth` after the change")
    .addOption(
      new Option("--format <format>", "json: an array of stack ids; matrix: jobs for GitHub Actions that plan them")
        .choices(["json", "matrix"])
        .default("json"),
    )
    .action(({ base, head, format }: Options) => {
      const after = readSynthesis(head);
      const stackIds = affectedStacks(readSynthesis(base), after);
      const planned = stackIds.filter((id) => after.stackIds.includes(id));
      const answer = format === "json" ? stackIds : jobMatrix(planned);
      process.stdout.write(`${JSON.stringify(answer)}\n`);
      process.stderr.write(`${stackIds.length} of ${after.stackIds.length} stacks affected\n`);
    });
}
