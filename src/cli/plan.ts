import { Command, Option } from "commander";
import { join } from "node:path";
import { affectedStacks } from "../terraform/affected";
import { countChanges } from "../terraform/counts";
import { inOrder } from "../terraform/in-order";
import { hasChanges, planStack } from "../terraform/plan-stack";
import { type Synthesis } from "../terraform/synthesis";
import { type Action } from "./action";
import { configOption } from "./config-file";
import { type Context, pathOf } from "./context";
import { example } from "./example";
import { planResult, planTable } from "./plan-table";
import { withReference } from "./reference";
import { namedSynthesis, selectedStacks, synthesisOption, waveOption } from "./selected-stacks";
import { requireStatesInPlace } from "./states-elsewhere";
import { type BoundOptions, memoryOption, parallelOption, timeoutOption, withTerraform } from "./terraform-session";

interface Options extends BoundOptions {
  readonly affectedSince?: string;
  readonly wave?: number;
  readonly synthesis?: string;
  readonly config?: string;
  readonly out?: string;
  readonly fresh?: true;
  readonly lock: boolean;
  readonly roleName?: string;
  readonly format: "text" | "json";
}

export function planCommand(action: Action): Command {
  return new Command("plan")
    .description("Run `terraform plan` for synthesized stacks, several at a time, and show one table.")
    .argument("[STACK...]", "ids of stacks (default: all)")
    .option("--affected-since <ref>", "only stacks whose configuration differs from this Git revision")
    .addOption(configOption())
    .addOption(waveOption())
    .addOption(synthesisOption())
    .option(
      "--out <dir>",
      "write plan.tfplan and plan.json here, one directory for each stack (default: next to the stacks)",
    )
    .option("--fresh", "plan again, and do not reuse plans of an earlier run")
    .option("--role-name <name>", "read-only role to assume in each account instead of the deployment role")
    .option("--no-lock", "do not lock the state: for a read-only role")
    .addOption(parallelOption())
    .addOption(memoryOption())
    .addOption(timeoutOption())
    .addOption(new Option("--format <format>", "output format").choices(["text", "json"]).default("text"))
    .addHelpText(
      "after",
      "\nExit codes: 0 every stack was planned, with or without changes; 1 a plan failed; 2 the command could not run.",
    )
    .addHelpText("after", example("plan --affected-since origin/main"))
    .action(action(plan));
}

export async function plan(named: string[], options: Options, context: Context): Promise<number> {
  const synthesis = namedSynthesis(options.synthesis, context);
  const selected = selectedStacks(synthesis, named, options.wave);
  const stackIds =
    options.affectedSince === undefined
      ? selected
      : await affectedSince(options.affectedSince, options.config, synthesis, selected, context);
  requireStatesInPlace(stackIds, synthesis, options.config, context);
  const plans = await withTerraform(synthesis, options, context, (session) => {
    const settings = {
      ...session,
      synthesis,
      outputDirectory: options.out === undefined ? join(synthesis.directory, "stacks") : pathOf(options.out, context),
      reuse: !options.fresh,
      lock: options.lock,
      roleName: options.roleName,
      initQueue: inOrder(),
    };
    return session.forEachStack(
      "Planning",
      stackIds,
      (id) => planStack(id, settings),
      (plan) => `${planResult(plan)}${plan.reused ? ", planned before" : ""}`,
    );
  });
  const failed = plans.filter(({ failure }) => failure !== undefined);
  for (const { stackId, failure } of failed) {
    context.stderr.write(`\n${stackId}:\n${failure}\n`);
  }
  context.stdout.write(options.format === "json" ? asJson(plans) : planTable(plans));
  return failed.length > 0 ? 1 : 0;
}

async function affectedSince(
  revision: string,
  config: string | undefined,
  synthesis: Synthesis,
  stackIds: readonly string[],
  context: Context,
): Promise<string[]> {
  const affected = await withReference(revision, config, context, (base) => affectedStacks(base, synthesis));
  const gone = affected.filter((id) => !synthesis.stackIds.includes(id));
  context.stderr.write(`${affected.length} stacks differ from ${revision}\n`);
  if (gone.length > 0) {
    context.stderr.write(`no longer in the config, not planned: ${gone.join(", ")}\n`);
  }
  return stackIds.filter((id) => affected.includes(id));
}

type Planned = Awaited<ReturnType<typeof planStack>>;

function asJson(plans: readonly Planned[]): string {
  const rows = plans.map((plan) => ({
    stack: plan.stackId,
    changes: hasChanges(plan) ?? null,
    counts: plan.plan ? countChanges(plan.plan) : null,
    failure: plan.failure ?? null,
    reused: plan.reused,
  }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}
