/** What a command needs to judge plans: approvals, the organization before and after, and the synthesis they are of. */

import { type Command, Option } from "commander";
import { type Built } from "../answers/validate";
import { firstOf } from "../first-of";
import { UsageError } from "../failure";
import { asText } from "../delivery/plan-summary/text";
import { type Summary } from "../delivery/plan-summary/summary";
import { stacksMadeFromOther } from "../synthesis/made-from";
import { isObject, type Synthesis } from "../terraform/synthesis";
import { type StackPlan } from "../terraform/plan-file";
import { approvalOptions, type ApprovalOptions } from "./approvals";
import { builtFile } from "./built-config";
import { type ConfigFile, configFileIfAny, configOption } from "./config-file";
import { type Context, pathOf } from "./context";
import { planTable } from "./plan-table";

export interface JudgingOptions extends ApprovalOptions {
  readonly config?: string;
  readonly baseConfig?: string;
}

export function addJudgingOptions(command: Command): Command {
  return [
    ...approvalOptions(),
    configOption(),
    new Option("--base-config <file>", "org file before the change: shows accounts that leave or move"),
  ].reduce((all, option) => all.addOption(option), command);
}

export interface Organizations {
  readonly before: Built | undefined;
  readonly after: Built | undefined;
}

/** Undefined where one of the files has errors, which are then told on standard error. */
export function organizations({ config, baseConfig }: JudgingOptions, context: Context): Organizations | undefined {
  const base: ConfigFile | undefined =
    baseConfig === undefined ? undefined : { name: baseConfig, path: pathOf(baseConfig, context) };
  const configs = [base, configFileIfAny(config, context)];
  const built = configs.map((file) => file && builtFile(file, context));
  const [before, after] = built;
  return built.some((one, index) => !one && configs[index]) ? undefined : { before, after };
}

/**
 * Refuses a config and a synthesis of which one is newer than the other, as far as that can be told.
 * @throws UsageError
 */
export function requireSameConfig(config: Built | undefined, synthesis: Synthesis, context: Context): void {
  const { environment, tool } = context;
  const versions = [environment.STRONGROOM_AWS_PROVIDER_VERSION || undefined, undefined, providerVersion(synthesis)];
  const others = config && stacksMadeFromOther(config, synthesis.directory, versions, tool());
  if (others && others.length > 0) {
    throw new UsageError(
      `${synthesis.directory} is no synthesis of this org file: other stacks would come of it (${firstOf(others, 5)}). Run \`strongroom synth\`, and plan again`,
    );
  }
}

function providerVersion(synthesis: Synthesis): string | undefined {
  const [first] = synthesis.stackIds;
  const { terraform } = first === undefined ? {} : synthesis.configurationOf(first);
  const providers = isObject(terraform) ? terraform.required_providers : undefined;
  const aws = isObject(providers) ? providers.aws : undefined;
  return isObject(aws) && typeof aws.version === "string" ? aws.version : undefined;
}

/** The table and the words, as a terminal shows them. */
export function summaryInText(summary: Summary, stacks: readonly StackPlan[]): string {
  const urls = new Map(summary.stacks.map(({ stack, url }) => [stack, url ?? undefined]));
  return planTable(stacks.map((stack) => ({ ...stack, url: urls.get(stack.stackId) }))) + asText(summary);
}
