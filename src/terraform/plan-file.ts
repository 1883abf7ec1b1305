/** The file `plan.json` of a stack: what `terraform show -json` says, and what only the run knows. */

import { basename, dirname } from "node:path";
import { Failure } from "../failure";
import { readText } from "../text-file";
import { type Origin, readOrigin } from "./origin";
import { type PlanJson, readPlanJson, text } from "./plan-json";
import { shapeProblem } from "./plan-shape";
import { isObject, type JsonObject, largestFile, parseObject } from "./synthesis";

export const planFileName = "plan.json";
export const savedPlanName = "plan.tfplan";

/** The key under which a run adds what Terraform does not say. */
const runKey = "strongroom";

export interface StackPlan {
  readonly stackId: string;
  /** Undefined where Terraform failed before it had a plan, or keeps the plan to itself, as HCP Terraform may. */
  readonly plan: PlanJson | undefined;
  /** What Terraform said where it failed. */
  readonly failure: string | undefined;
  /** Whether there is anything to do, where there is no plan to see it in. */
  readonly changed: boolean | undefined;
  /** The run in HCP Terraform. */
  readonly url: string | undefined;
  /** What the plan was made from, where Strongroom made it. */
  readonly origin: Origin | undefined;
  /** Digest of the plan.tfplan that this plan tells of, where one was saved. */
  readonly savedPlan: string | undefined;
}

export class UnreadablePlan extends Failure {}

export interface RunRecord {
  readonly stack: string;
  readonly changed: boolean;
  readonly failure?: string | undefined;
  readonly url?: string | undefined;
  readonly origin: Origin;
  readonly savedPlan?: string | undefined;
}

/** The content of the file. */
export function planFileContent(record: RunRecord, shown: JsonObject | undefined): string {
  return `${JSON.stringify({ [runKey]: record, ...shown })}\n`;
}

/**
 * Reads a plan that `plan` or `terraform show -json` wrote. Where it does not name its stack, the file does: by its
 * directory if it is called `plan.json`, by its name otherwise.
 * @throws UnreadableFile, UnreadablePlan
 */
export function readPlanFile(file: string): StackPlan {
  const parsed = parseObject(readText(file, "`strongroom plan` writes it", largestFile));
  const record = parsed && isObject(parsed[runKey]) ? parsed[runKey] : undefined;
  const plan = parsed && readPlanJson(parsed);
  if (!plan && (!record || "format_version" in (parsed ?? {}))) {
    throw new UnreadablePlan(`${file}: is not a whole plan: write it with \`terraform show -json plan.tfplan\``);
  }
  const problem = plan && shapeProblem(parsed);
  if (problem !== undefined) {
    throw new UnreadablePlan(`${file}: ${problem}: write it again with \`terraform show -json plan.tfplan\``);
  }
  const origin = record?.origin === undefined ? undefined : readOrigin(record.origin);
  if (record?.origin !== undefined && origin === undefined) {
    throw new UnreadablePlan(`${file}: strongroom.origin is none that this version writes: plan the stack again`);
  }
  const name = basename(file) === planFileName ? basename(dirname(file)) : basename(file).replace(/\.json$/, "");
  return {
    stackId: text(record?.stack) ?? name,
    plan,
    failure: text(record?.failure) ?? (plan?.errored ? "Terraform found errors when it planned." : undefined),
    changed: typeof record?.changed === "boolean" ? record.changed : undefined,
    url: text(record?.url),
    origin,
    savedPlan: text(record?.savedPlan),
  };
}
