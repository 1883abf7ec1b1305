/** `terraform init` and `terraform plan` of one stack. */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { backendOf, stacksReadBy } from "./backend";
import { changesAnything, countChanges } from "./counts";
import { diagnostics } from "./diagnostics";
import { initStack, type InitSettings } from "./init-stack";
import { planFileContent, planFileName, readPlanFile, savedPlanName, type StackPlan } from "./plan-file";
import { overrideRole, roleVariables } from "./plan-role";
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
 * @returns the plan, or what Terraform said where it failed
 */
export async function planStack(stackId: string, settings: PlanSettings): Promise<PlannedStack> {
  const directory = join(settings.outputDirectory, stackId);
  overrideRole(stackId, settings.synthesis, settings.roleName);
  const earlier = settings.reuse ? await currentPlan(stackId, directory, settings) : undefined;
  if (earlier) {
    return { ...earlier, reused: true };
  }
  mkdirSync(directory, { recursive: true });
  for (const name of [savedPlanName, planFileName]) {
    rmSync(join(directory, name), { force: true });
  }
  const init = await initStack(stackId, settings);
  if (init.exitCode !== 0) {
    return finish(directory, { stack: stackId, changed: false, failure: diagnostics(init.output) }, undefined);
  }
  const fingerprint = await fingerprintOf(stackId, settings);
  const savedPlan = resolve(directory, savedPlanName);
  const run = await runPlan(stackId, savedPlan, settings);
  const failed = run.exitCode !== 0 && run.exitCode !== 2;
  const url = /^https:\/\/\S+\/runs\/run-\w+$/m.exec(run.output)?.[0];
  const show = existsSync(savedPlan) ? await showPlan(stackId, savedPlan, settings) : {};
  const failure = failed ? diagnostics(run.output) : show.failure;
  return finish(directory, { stack: stackId, changed: run.exitCode === 2, failure, url, fingerprint }, show.plan);
}

function finish(directory: string, record: Parameters<typeof planFileContent>[0], shown: JsonObject | undefined) {
  const file = join(directory, planFileName);
  writeFileSync(`${file}.new`, planFileContent(record, shown));
  renameSync(`${file}.new`, file);
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
  if (age > currentMinutes * 60_000 || !initialized) {
    return undefined;
  }
  const plan = readPlanFile(file);
  const complete = plan.plan && !plan.failure && existsSync(join(directory, savedPlanName));
  const isCurrent = async () =>
    plan.fingerprint !== undefined && plan.fingerprint === (await fingerprintOf(stackId, settings));
  return complete && (await isCurrent()) ? plan : undefined;
}

/** Names what a plan is made from, or undefined where that cannot be told. */
async function fingerprintOf(stackId: string, settings: PlanSettings): Promise<string | undefined> {
  const { synthesis, terraform, terraformVersion, roleName = "" } = settings;
  const role = roleVariables(stackId, synthesis, terraform.environment, settings.roleName);
  const directory = synthesis.stackDirectory(stackId);
  const files = ["cdk.tf.json", ".terraform.lock.hcl"].map((name) => {
    const file = join(directory, name);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  });
  const states: string[] = [];
  for (const id of [stackId, ...stacksReadBy(stackId, synthesis)]) {
    const state = await stateOf(id, settings);
    if (state === undefined) {
      return undefined;
    }
    states.push(state);
  }
  return createHash("sha256")
    .update(JSON.stringify([terraformVersion, roleName, role, ...files, ...states]))
    .digest("hex");
}

/** Lineage and serial of the state, which change with every apply; undefined where it cannot be read. */
async function stateOf(stackId: string, { synthesis, terraform }: PlanSettings): Promise<string | undefined> {
  const directory = synthesis.stackDirectory(stackId);
  if (!existsSync(join(directory, ".terraform"))) {
    return undefined;
  }
  const { exitCode, stdout } = await terraform.run(directory, ["state", "pull"]);
  const { lineage = null, serial = null } = parseObject(stdout) ?? {};
  return exitCode === 0 ? JSON.stringify([lineage, serial]) : undefined;
}

/** Whether the plan of a stack has anything to do, or undefined where Terraform failed. */
export function hasChanges({ plan, failure, changed }: StackPlan): boolean | undefined {
  if (failure !== undefined) {
    return undefined;
  }
  return plan ? changesAnything(countChanges(plan)) : changed;
}
