import { Command } from "commander";
import { join } from "node:path";
import { UsageError } from "../failure";
import { waves } from "../terraform/waves";
import { whatIsLeft } from "../terraform/standing";
import { type Synthesis } from "../terraform/synthesis";
import { type Action } from "./action";
import { ApplyRun } from "./apply-run";
import { approvedIds } from "./approvals";
import { type Context, pathOf } from "./context";
import { example } from "./example";
import { addJudgingOptions, type JudgingOptions, organizations, requireSameConfig } from "./judged-plans";
import { namedSynthesis, selectedStacks, synthesisOption, waveOption } from "./selected-stacks";
import { requireStatesInPlace } from "./states-elsewhere";
import { type BoundOptions, memoryOption, parallelOption, timeoutOption, withTerraform } from "./terraform-session";

interface Options extends BoundOptions, JudgingOptions {
  readonly synthesis?: string;
  readonly plans?: string;
  readonly wave?: number;
  readonly judgeWave?: true;
  readonly yes?: true;
  readonly continueOnError?: true;
}

export function applyCommand(action: Action): Command {
  const command = new Command("apply")
    .description("Show what the saved Terraform plans do, ask, and apply them wave by wave, several stacks at a time.")
    .argument("[STACK...]", "ids of stacks (default: all)")
    .addOption(waveOption())
    .addOption(synthesisOption())
    .option("--plans <dir>", "the directory of `plan --out` (default: next to the stacks)")
    .option("--judge-wave", "judge every plan of the wave, and apply the named stacks: for machines that share a wave")
    .option("--yes", "do not ask: for runners, which have no terminal")
    .option("--continue-on-error", "go on with the next wave although a stack of this one failed");
  return addJudgingOptions(command)
    .addOption(parallelOption())
    .addOption(memoryOption())
    .addOption(timeoutOption())
    .addHelpText(
      "after",
      "\nWithout --wave, a stack that has no plan is planned when its wave comes.\nExit codes: 0 applied, or nothing to do; 1 an apply failed, a protected change is not approved, or the answer was not yes; 2 the command could not run, or a plan is out of date.",
    )
    .addHelpText("after", example("apply"))
    .action(action(apply));
}

export async function apply(named: string[], options: Options, context: Context): Promise<number> {
  if (options.judgeWave && options.wave === undefined) {
    throw new UsageError("--judge-wave is about one wave: say --wave too");
  }
  const synthesis = namedSynthesis(options.synthesis, context);
  const stackIds = selectedStacks(synthesis, named, options.wave);
  const plansDirectory =
    options.plans === undefined ? join(synthesis.directory, "stacks") : pathOf(options.plans, context);
  const built = organizations(options, context);
  if (built === undefined) {
    return 2;
  }
  requireSameConfig(built.after, synthesis, context);
  requireEarlierWaves(stackIds, synthesis, plansDirectory, options.continueOnError ?? false);
  requireStatesInPlace(stackIds, synthesis, options.config, context);
  const approvals = approvedIds(options, context);
  return await withTerraform(synthesis, options, context, (session) =>
    new ApplyRun(
      {
        synthesis,
        plansDirectory,
        built,
        approvals,
        onlyPlanned: options.wave !== undefined,
        asks: !options.yes,
        continuesOnError: options.continueOnError ?? false,
        judgedToo: options.judgeWave ? selectedStacks(synthesis, [], options.wave) : [],
      },
      session,
      context,
    ).run(waves(synthesis).map((wave) => wave.filter((id) => stackIds.includes(id)))),
  );
}

/**
 * What a later wave needs is there only when the earlier ones are applied.
 * @throws UsageError which names what is left
 */
function requireEarlierWaves(
  stackIds: readonly string[],
  synthesis: Synthesis,
  plansDirectory: string,
  despiteFailures: boolean,
): void {
  const inOrder = waves(synthesis);
  const last = inOrder.findLastIndex((wave) => wave.some((id) => stackIds.includes(id)));
  const earlier = inOrder.slice(0, Math.max(0, last)).flat();
  const left = earlier
    .filter((id) => !stackIds.includes(id))
    .flatMap((id) => whatIsLeft(id, plansDirectory) ?? [])
    .filter(({ isFailure }) => !(isFailure && despiteFailures));
  if (left.length > 0) {
    throw new UsageError(
      `stacks of an earlier wave come first:\n${left.map(({ words }) => `  ${words}\n`).join("")}Apply them, or say --continue-on-error where they failed`,
    );
  }
}
