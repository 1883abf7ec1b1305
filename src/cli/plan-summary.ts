import { Command, InvalidArgumentError, Option } from "commander";
import { readPlans } from "../delivery/plan-summary/read-plans";
import { approvalLabel, asMarkdown } from "../delivery/plan-summary/markdown";
import { mayPass, summarize, type Summary } from "../delivery/plan-summary/summary";
import { asText } from "../delivery/plan-summary/text";
import { type StackPlan } from "../terraform/plan-file";
import { UsageError } from "../failure";
import { type Action } from "./action";
import { builtFile } from "./built-config";
import { type ConfigFile, configFileIfAny, configOption } from "./config-file";
import { type Context, pathOf } from "./context";
import { example } from "./example";
import { planTable } from "./plan-table";

const formats = {
  text: (summary: Summary, stacks: readonly StackPlan[]) => planTable(stacks) + asText(summary),
  markdown: (summary: Summary, _stacks: readonly StackPlan[], title?: string) => asMarkdown(summary, title),
  json: (summary: Summary) => `${JSON.stringify(summary, null, 2)}\n`,
};

interface Options {
  readonly format: keyof typeof formats;
  readonly markdown?: true;
  readonly title?: string;
  readonly expect?: string;
  readonly approve: readonly string[];
  readonly labels: readonly string[];
  readonly config?: string;
  readonly baseConfig?: string;
}

export function planSummaryCommand(action: Action): Command {
  return new Command("plan-summary")
    .description("Explain Terraform plans in one table and in words. Fail if a protected change is not approved.")
    .argument("<PLAN.json...>", "files of `terraform show -json`, or directories with the plan.json of `plan`")
    .addOption(new Option("--format <format>", "output format").choices(Object.keys(formats)).default("text"))
    .option("--markdown", "the same as --format markdown")
    .option("--title <title>", "title of the Markdown")
    .option("--approve <id...>", "approve the protected change with this id", [])
    .option(
      "--labels <json>",
      `JSON array of labels; a label that begins with ${approvalLabel} approves a change`,
      labels,
      [],
    )
    .option("--expect <stacks>", "ids of stacks that must have a plan, separated by spaces; empty if none needs one")
    .addOption(configOption())
    .option("--base-config <file>", "org file before the change: shows accounts that leave or move")
    .addHelpText(
      "after",
      "\nIf there is an org file, the summary names and counts accounts.\nExit codes: 0 no plan failed, and every protected change is approved; 1 a plan failed, or a protected change is not approved; 2 the command could not run.",
    )
    .addHelpText("after", example("plan-summary cdktf.out/stacks"))
    .action(action(planSummary));
}

export function planSummary(files: string[], options: Options, context: Context): number {
  const stacks = readPlans(
    files.map((file) => pathOf(file, context)),
    options.expect !== undefined,
  );
  requirePlans(options.expect ?? "", stacks);
  const configs = [baseConfigFile(options.baseConfig, context), configFileIfAny(options.config, context)];
  const built = configs.map((file) => file && builtFile(file, context));
  if (built.some((one, index) => !one && configs[index])) {
    return 2;
  }
  const [before, after] = built;
  const approvals = [...options.approve, ...options.labels].map((id) => id.replace(approvalLabel, ""));
  const summary = summarize({ stacks, approvals, before, after });
  const format = options.markdown ? "markdown" : options.format;
  context.stdout.write(formats[format](summary, stacks, options.title));
  for (const id of summary.unusedApprovals) {
    context.stderr.write(`approval ${id} matches no change in these plans\n`);
  }
  return mayPass(summary) ? 0 : 1;
}

function baseConfigFile(name: string | undefined, context: Context): ConfigFile | undefined {
  return name === undefined ? undefined : { name, path: pathOf(name, context) };
}

function labels(value: string): string[] {
  let list: unknown;
  try {
    list = JSON.parse(value);
  } catch {
    list = undefined;
  }
  if (!Array.isArray(list)) {
    throw new InvalidArgumentError("It must be a JSON array of labels.");
  }
  return list.filter((label): label is string => typeof label === "string" && label.startsWith(approvalLabel));
}

/** A plan that got lost on its way must not look like one without changes. */
function requirePlans(expected: string, stacks: readonly StackPlan[]): void {
  const missing = expected.split(" ").filter((id) => id !== "" && !stacks.some(({ stackId }) => stackId === id));
  if (missing.length > 0) {
    throw new UsageError(`there is no plan for ${missing.join(", ")}`);
  }
}
