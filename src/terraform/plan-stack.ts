/** `terraform init` and `terraform plan` of one stack. */

import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { digestOf } from "../digest";
import { UnwritableFile, writeWhole, writing } from "../whole-file";
import { backendOf } from "./backend";
import { changesAnything, countChanges } from "./counts";
import { diagnostics } from "./diagnostics";
import { initFailure, initStack, type InitSettings } from "./init-stack";
import { forgetLastApply, readLastApply } from "./last-apply";
import { type Origin, originDifferences } from "./origin";
import {
  planFileContent,
  planFileName,
  readPlanFile,
  type RunRecord,
  savedPlanName,
  type StackPlan,
} from "./plan-file";
import { readPlanJson } from "./plan-json";
import { roleOf, roleVariables, whileRoleIs } from "./plan-role";
import { secondKeyProblem } from "./second-key";
import { originOf, statesNeededBy } from "./stack-origin";
import { type JsonObject, parseObject } from "./synthesis";
import { type TerraformRun } from "./terraform";

export interface PlanSettings extends InitSettings {
  /** As `terraform version -json` gives it: a plan belongs to it. */
  readonly terraformVersion: string;
  /** Plans go to `<outputDirectory>/<stack id>`. */
  readonly outputDirectory: string;
  /** Whether a saved plan that is current may stand for a new one. */
  readonly reuse: boolean;
  /** Name of the role to assume in place of the deployment role. */
  readonly roleName: string | undefined;
  /** Whether Terraform locks the state while it plans, which takes permission to write. */
  readonly lock: boolean;
}

export interface PlannedStack extends StackPlan {
  readonly reused: boolean;
}

/** A saved plan is no older than this, in minutes: AWS changes without Terraform, too. */
const currentMinutes = 60;

/** HCP Terraform may break off the stream of a run's log, while the run goes on. */
const brokenLogStream = /Failed to (read|retrieve) logs/;

const savedPlanRefused = /Saved plans not allowed|Saving a generated plan is currently not supported/;

/**
 * Plans a stack, or takes the plan of an earlier run where it is current: made by the same Terraform, from the same
 * configuration and the same states, less than an hour ago.
 * @returns the plan, or what Terraform said where it failed, or which file could not be written
 */
export async function planStack(stackId: string, settings: PlanSettings): Promise<PlannedStack> {
  try {
    return await whileRoleIs(settings.roleName, stackId, settings.synthesis, () => planned(stackId, settings));
  } catch (error) {
    if (!(error instanceof UnwritableFile)) {
      throw error;
    }
    const nothing = { plan: undefined, changed: undefined, url: undefined, origin: undefined, savedPlan: undefined };
    return { stackId, ...nothing, failure: `Error: ${error.message}`, reused: false };
  }
}

async function planned(stackId: string, settings: PlanSettings): Promise<PlannedStack> {
  const directory = join(settings.outputDirectory, stackId);
  const earlier = settings.reuse ? await currentPlan(stackId, directory, settings) : undefined;
  if (earlier) {
    return { ...earlier, reused: true };
  }
  writing(directory, () => mkdirSync(directory, { recursive: true }));
  for (const name of [savedPlanName, planFileName]) {
    rmSync(join(directory, name), { force: true });
  }
  const init = await initStack(stackId, settings);
  const record = { stack: stackId, origin: await presentOrigin(stackId, settings) };
  if (init.exitCode !== 0) {
    return finish(directory, { ...record, changed: false, failure: initFailure(init) }, undefined);
  }
  const savedPlan = resolve(directory, savedPlanName);
  const run = await runPlan(stackId, savedPlan, settings);
  const failed = run.exitCode !== 0 && run.exitCode !== 2;
  const url = /^https:\/\/\S+\/runs\/run-\w+$/m.exec(run.output)?.[0];
  const isSaved = existsSync(savedPlan);
  const show = isSaved ? await showPlan(stackId, savedPlan, settings) : {};
  const failure = failed ? diagnostics(run.output) : show.failure;
  const refusal = failure === undefined ? await refusalOf(stackId, run, show, settings) : undefined;
  if (refusal !== undefined) {
    rmSync(savedPlan, { force: true });
  }
  return finish(
    directory,
    {
      ...record,
      changed: run.exitCode === 2,
      failure: failure ?? refusal,
      url,
      savedPlan: existsSync(savedPlan) ? digestOf(readFileSync(savedPlan)) : undefined,
    },
    show.plan,
  );
}

/** Why nobody may apply a plan that Terraform made. */
async function refusalOf(
  stackId: string,
  { output }: TerraformRun,
  { plan }: ShownPlan,
  settings: PlanSettings,
): Promise<string | undefined> {
  const changes = plan && readPlanJson(plan)?.changes;
  // HCP Terraform may keep the plan to itself, and shows it to everybody who plans.
  const creates = (address: string) =>
    changes
      ? changes.some((change) => change.address === address && change.action === "create" && !change.imported)
      : output.includes(`# ${address} will be created`);
  const role = roleVariables(stackId, settings.synthesis, settings.terraform.environment, settings.roleName);
  return await secondKeyProblem(stackId, creates, role, settings);
}

function finish(directory: string, record: RunRecord, shown: JsonObject | undefined) {
  const file = join(directory, planFileName);
  writeWhole(file, planFileContent(record, shown));
  forgetLastApply(directory);
  return { ...readPlanFile(file), reused: false };
}

/** A second attempt without `-out` where HCP Terraform saves no plan, and one more where the stream of its log broke. */
async function runPlan(stackId: string, savedPlan: string, settings: PlanSettings): Promise<TerraformRun> {
  const { synthesis, terraform, lock, roleName } = settings;
  const role = roleVariables(stackId, synthesis, terraform.environment, roleName);
  const isCloud = backendOf(synthesis.configurationOf(stackId)).type === "cloud";
  const attempt = async (out: readonly string[]): Promise<TerraformRun> => {
    const locking = isCloud ? [] : [lock ? "-lock-timeout=60s" : "-lock=false"];
    const options = ["-input=false", "-no-color", "-detailed-exitcode", ...locking, ...out];
    const run = () => terraform.run(synthesis.stackDirectory(stackId), ["plan", ...options], role);
    const first = await run();
    return isCloud && first.exitCode === 1 && brokenLogStream.test(first.output) ? run() : first;
  };
  const saved = await attempt([`-out=${savedPlan}`]);
  return isCloud && saved.exitCode === 1 && savedPlanRefused.test(saved.output) ? attempt([]) : saved;
}

interface ShownPlan {
  readonly plan?: JsonObject | undefined;
  readonly failure?: string;
}

/** The saved plan as JSON. HCP Terraform gives it only to those who may administer the workspace. */
async function showPlan(
  stackId: string,
  savedPlan: string,
  { synthesis, terraform }: PlanSettings,
): Promise<ShownPlan> {
  const run = await terraform.run(synthesis.stackDirectory(stackId), ["show", "-json", savedPlan]);
  const plan = run.exitCode === 0 ? parseObject(run.stdout) : undefined;
  const mayBeKept = backendOf(synthesis.configurationOf(stackId)).type === "cloud";
  return plan || mayBeKept
    ? { plan }
    : { failure: `Error: terraform show gave no plan\n\n${diagnostics(run.exitCode === 0 ? "" : run.output)}`.trim() };
}

async function currentPlan(stackId: string, directory: string, settings: PlanSettings): Promise<StackPlan | undefined> {
  const file = join(directory, planFileName);
  const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  const initialized = existsSync(join(settings.synthesis.stackDirectory(stackId), ".terraform"));
  if (age > currentMinutes * 60_000 || !initialized || readLastApply(directory)) {
    return undefined;
  }
  const plan = readPlanFile(file);
  const complete = plan.plan && !plan.failure && existsSync(join(directory, savedPlanName));
  return complete && plan.origin && (await isCurrent(stackId, plan.origin, settings)) ? plan : undefined;
}

/** A state that cannot be read may be another one. */
async function isCurrent(stackId: string, origin: Origin, settings: PlanSettings): Promise<boolean> {
  const present = await presentOrigin(stackId, settings);
  const needed = statesNeededBy(stackId, settings.synthesis);
  const areKnown = [origin, present].every(({ states }) =>
    needed.every((id) => states.some(({ stack }) => stack === id)),
  );
  return areKnown && originDifferences(origin, present).length === 0;
}

function presentOrigin(
  stackId: string,
  { synthesis, terraform, terraformVersion, roleName }: PlanSettings,
): Promise<Origin> {
  const role = roleOf(stackId, synthesis, terraform.environment, roleName);
  return originOf(stackId, synthesis, terraform, { terraformVersion, role });
}

/** Whether the plan of a stack has anything to do, or undefined where Terraform failed. */
export function hasChanges({ plan, failure, changed }: StackPlan): boolean | undefined {
  if (failure !== undefined) {
    return undefined;
  }
  return plan ? changesAnything(countChanges(plan)) : changed;
}
