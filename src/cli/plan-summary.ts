import { Command, Option } from "commander";
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { compareOrigins } from "../delivery/plan-summary/compare-origins";
import { type FoundPlan, readPlans, unfinishedApplies } from "../delivery/plan-summary/read-plans";
import { asMarkdown } from "../delivery/plan-summary/markdown";
import { mayPass, summarize, type Summary } from "../delivery/plan-summary/summary";
import { UsageError } from "../failure";
import { remembered } from "../remembered";
import { type StackPlan } from "../terraform/plan-file";
import { type CodeChanges } from "../delivery/code/code-changes";
import { isObject, largestFile, parseObject, readSynthesis, type Synthesis } from "../terraform/synthesis";
import { readText } from "../text-file";
import { visibleJson } from "../visible";
import { type Action } from "./action";
import { approvedIds } from "./approvals";
import { type Context, pathOf } from "./context";
import { example } from "./example";
import {
  addJudgingOptions,
  type JudgingOptions,
  organizations,
  requireSameConfig,
  summaryInText,
} from "./judged-plans";
import { outputDirectory } from "./output-directory";
import { namedSynthesis } from "./selected-stacks";

const formats = {
  text: summaryInText,
  markdown: (summary: Summary, _stacks: readonly StackPlan[], title?: string) => asMarkdown(summary, title),
  json: (summary: Summary) => visibleJson(`${JSON.stringify(summary, null, 2)}\n`),
};

interface Options extends JudgingOptions {
  readonly format: keyof typeof formats;
  readonly markdown?: true;
  readonly title?: string;
  readonly expect?: string;
  readonly codeChanges?: string;
  readonly synthesis?: string;
}

export function planSummaryCommand(action: Action): Command {
  const command = new Command("plan-summary")
    .description("Explain Terraform plans in one table and in words. Fail if a protected change is not approved.")
    .argument("<PLAN.json...>", "files of `terraform show -json`, or directories with the plan.json of `plan`")
    .addOption(new Option("--format <format>", "output format").choices(Object.keys(formats)).default("text"))
    .option("--markdown", "the same as --format markdown")
    .option("--title <title>", "title of the Markdown");
  return addJudgingOptions(command)
    .option("--code-changes <file>", "what `code-changes` printed: a protected change, where there are any")
    .option("--expect <stacks>", "ids of stacks that must have a plan, separated by spaces; empty if none needs one")
    .option(
      "--synthesis <dir>",
      "the output of `strongroom synth` that was planned (default: where the plans are, else $CDKTF_OUTDIR, else cdktf.out)",
    )
    .addHelpText(
      "after",
      "\nIf there is an org file, the summary names and counts accounts.\nExit codes: 0 no plan failed, and every protected change is approved; 1 a plan failed, or a protected change is not approved; 2 the command could not run, or a plan is out of date.",
    )
    .addHelpText("after", example("plan-summary cdktf.out/stacks"))
    .action(action(planSummary));
}

export function planSummary(files: string[], options: Options, context: Context): number {
  const paths = files.map((file) => pathOf(file, context));
  for (const stackId of unfinishedApplies(paths)) {
    context.stderr.write(`${stackId}: its last apply did not finish: \`strongroom apply\` plans it anew\n`);
  }
  const stacks = readPlans(paths, options.expect !== undefined);
  requirePlans(options.expect ?? "", stacks);
  const built = organizations(options, context);
  if (built === undefined) {
    return 2;
  }
  const { notCompared, syntheses } = compared(stacks, options.synthesis, context);
  syntheses.forEach((synthesis) => requireSameConfig(built.after, synthesis, context));
  const approvals = approvedIds(options, context);
  const runHostname = context.environment.TF_CLOUD_HOSTNAME || undefined;
  const codeChanges = options.codeChanges === undefined ? undefined : readCodeChanges(options.codeChanges, context);
  const summary = summarize({ stacks, approvals, ...built, notCompared, codeChanges, runHostname });
  const format = options.markdown ? "markdown" : options.format;
  context.stdout.write(formats[format](summary, stacks, options.title));
  for (const id of summary.unusedApprovals) {
    context.stderr.write(`approval ${id} matches no change in these plans\n`);
  }
  return mayPass(summary) ? 0 : 1;
}

/** Each plan against the synthesis that is named, or else the one that it lies in, or else that of the project. */
function compared(plans: readonly FoundPlan[], named: string | undefined, context: Context) {
  const isSynthesis = (directory: string) => existsSync(join(directory, "manifest.json"));
  const given = named === undefined ? undefined : namedSynthesis(named, context);
  const read = remembered(readSynthesis, 100);
  const synthesisFor = (file: string): Synthesis | undefined => {
    const stacks = dirname(dirname(file));
    const around = basename(stacks) === "stacks" ? [dirname(stacks)] : [];
    const found = [...around, outputDirectory(undefined, context)].find(isSynthesis);
    return given ?? (found === undefined ? undefined : read(found));
  };
  const notCompared = compareOrigins(plans, synthesisFor, context.environment);
  const used = plans.flatMap(({ file, origin }) => (origin === undefined ? [] : (synthesisFor(file) ?? [])));
  return { notCompared, syntheses: new Set(used) };
}

/** @throws UsageError, because what cannot be read must not pass for no change */
function readCodeChanges(name: string, context: Context): CodeChanges {
  const value = parseObject(
    readText(pathOf(name, context), "--code-changes names a file of `code-changes`", largestFile),
  );
  const { files, digest } = value ?? {};
  if (typeof digest !== "string" || !Array.isArray(files)) {
    throw new UsageError(`${name}: is nothing that \`strongroom code-changes\` printed`);
  }
  return {
    digest,
    files: files.filter(isObject).map(({ path, what }) => ({
      path: String(path),
      what: what === "added" || what === "removed" ? what : "changed",
    })),
  };
}

/** A plan that got lost on its way must not look like one without changes. */
function requirePlans(expected: string, stacks: readonly StackPlan[]): void {
  const missing = expected.split(" ").filter((id) => id !== "" && !stacks.some(({ stackId }) => stackId === id));
  if (missing.length > 0) {
    throw new UsageError(`there is no plan for ${missing.join(", ")}`);
  }
}
