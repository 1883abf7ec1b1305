import { Command, Option } from "commander";
import { UsageError } from "../failure";
import { affectedStacks } from "../terraform/affected";
import { jobMatrix } from "../terraform/job-matrix";
import { type Action } from "./action";
import { configOption } from "./config-file";
import { type Context } from "./context";
import { example } from "./example";
import { withReference } from "./reference";
import { namedSynthesis } from "./selected-stacks";

interface Options {
  readonly base?: string;
  readonly since?: string;
  readonly head?: string;
  readonly config?: string;
  readonly format: "json" | "matrix";
}

export function affectedCommand(action: Action): Command {
  return new Command("affected")
    .description("List the stacks whose synthesized configuration differs between two output directories.")
    .option("--base <dir>", "output of `strongroom synth` before the change")
    .option("--since <ref>", "Git revision before the change; synthesized and used instead of --base")
    .option("--head <dir>", "output of `strongroom synth` after the change (default: $CDKTF_OUTDIR, else cdktf.out)")
    .addOption(configOption())
    .addOption(
      new Option("--format <format>", "json: an array of stack ids; matrix: jobs for GitHub Actions that plan them")
        .choices(["json", "matrix"])
        .default("json"),
    )
    .addHelpText("after", example("affected --since origin/main"))
    .action(action(affected));
}

export async function affected({ base, since, head, config, format }: Options, context: Context): Promise<number> {
  if ((base === undefined) === (since === undefined)) {
    throw new UsageError("name the earlier version: either --base DIR or --since REF");
  }
  const after = namedSynthesis(head, context);
  const stackIds =
    since === undefined
      ? affectedStacks(namedSynthesis(base, context), after)
      : await withReference(since, config, context, (before) => affectedStacks(before, after));
  const planned = stackIds.filter((id) => after.stackIds.includes(id));
  context.stdout.write(`${JSON.stringify(format === "json" ? stackIds : jobMatrix(planned))}\n`);
  context.stderr.write(`${stackIds.length} of ${after.stackIds.length} stacks affected\n`);
  return 0;
}
