import { Command, Option } from "commander";
import { affectedStacks } from "../terraform/affected";
import { jobMatrix } from "../terraform/job-matrix";
import { withReferenceSynthesis } from "../terraform/reference-synthesis";
import { readSynthesis, type Synthesis } from "../terraform/synthesis";
import { UsageError } from "./failure";

interface Options {
  readonly base?: string;
  readonly since?: string;
  readonly head: string;
  readonly format: "json" | "matrix";
}

export function affectedCommand(): Command {
  return new Command("affected")
    .description("The stacks whose synthesized configuration differs between two output directories.")
    .option("--base <dir>", "output of `npm run synth` before the change")
    .option("--since <ref>", "Git revision before the change, which is synthesized, in place of --base")
    .requiredOption("--head <dir>", "output of `npm run synth` after the change")
    .addOption(
      new Option("--format <format>", "json: an array of stack ids; matrix: jobs for GitHub Actions that plan them")
        .choices(["json", "matrix"])
        .default("json"),
    )
    .action(async ({ base, since, head, format }: Options) => {
      if ((base === undefined) === (since === undefined)) {
        throw new UsageError("name what was before: either --base DIR or --since REF");
      }
      const after = readSynthesis(head);
      const stackIds = await affectedBetween(base, since, after);
      const planned = stackIds.filter((id) => after.stackIds.includes(id));
      process.stdout.write(`${JSON.stringify(format === "json" ? stackIds : jobMatrix(planned))}\n`);
      process.stderr.write(`${stackIds.length} of ${after.stackIds.length} stacks affected\n`);
    });
}

async function affectedBetween(
  base: string | undefined,
  since: string | undefined,
  head: Synthesis,
): Promise<string[]> {
  return since === undefined
    ? affectedStacks(readSynthesis(base ?? ""), head)
    : withReferenceSynthesis(since, (before) => affectedStacks(before, head));
}
