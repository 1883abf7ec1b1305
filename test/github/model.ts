/**
 * A model of how GitHub runs a workflow, as its documentation has it: which jobs run, in which order, with which outcome.
 * Expressions are evaluated by GitHub's own package. A step that needs the tool, an action or the network is what a test says;
 * every other script runs in Bash.
 *
 * Source: GitHub Docs, "Workflow syntax for GitHub Actions", `jobs.<job_id>.needs` and `jobs.<job_id>.if`; "Evaluate expressions
 * in workflows and actions", "Status check functions"; "Reuse workflows". Read 2026-11-27.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Job, type Step, type Workflow, workflowNamed } from "./workflows";
import { type Contexts, evaluated, isTrue, type Status, texts } from "./expressions";

export type Result = "success" | "failure" | "cancelled" | "skipped";

export interface Outcome {
  readonly result: Result;
  readonly outputs: Readonly<Record<string, string>>;
}

/** What a step comes to that the model cannot run: nothing where it goes well and says nothing. */
export interface Said {
  readonly fails?: boolean;
  readonly outputs?: Readonly<Record<string, string>>;
}

export interface Settings {
  readonly github: Readonly<Record<string, unknown>>;
  readonly vars: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** @param job as in `wave-1 / plan` */
  readonly says: (job: string, step: Step, matrix: Readonly<Record<string, unknown>>) => Said | undefined;
  /** Whether the reviewers of an environment let a job begin. */
  readonly reviewers?: (environment: string, job: string) => boolean;
}

/** Outcomes by job, as in `wave-1 / plan`; those of called workflows too. */
export type Run = ReadonlyMap<string, Outcome>;

export function runWorkflow(name: string, settings: Settings): Run {
  const outcomes = new Map<string, Outcome>();
  run(workflowNamed(name), settings, "", outcomes);
  return outcomes;
}

/** GitHub takes a required check that was skipped for one that went well. */
export function letsMerge(run: Run, job: string): boolean {
  return ["success", "skipped"].includes(run.get(job)?.result ?? "failure");
}

function run(
  workflow: Workflow,
  settings: Settings,
  prefix: string,
  outcomes: Map<string, Outcome>,
): Map<string, Outcome> {
  const own = new Map<string, Outcome>();
  const ancestors = new Map<string, readonly string[]>();
  for (let left = Object.entries(workflow.jobs); left.length > 0;) {
    const ready = left.filter(([, job]) => needsOf(job).every((id) => own.has(id)));
    if (ready.length === 0) {
      throw new Error(`jobs wait for each other: ${left.map(([id]) => id).join(", ")}`);
    }
    for (const [id, job] of ready) {
      const above = [...new Set(needsOf(job).flatMap((need) => [need, ...(ancestors.get(need) ?? [])]))];
      ancestors.set(id, above);
      const results = above.map((one) => own.get(one)?.result ?? "skipped");
      // Whether a job that was skipped within a called workflow counts, GitHub does not say; some saw that it does:
      // https://github.com/actions/runner/issues/2205. So it does here.
      const within = [...outcomes]
        .filter(([place]) => above.some((one) => place.startsWith(`${prefix}${one} / `)))
        .map(([, { result }]) => result);
      const status: Status = {
        success: [...results, ...within].every((result) => result === "success"),
        failure: results.includes("failure"),
        cancelled: results.includes("cancelled"),
      };
      const needs = Object.fromEntries(needsOf(job).map((need) => [need, own.get(need)]));
      const contexts = { github: settings.github, vars: settings.vars, inputs: settings.inputs ?? {}, needs };
      const outcome = isTrue(job.if, contexts, status)
        ? began(`${prefix}${id}`, job, workflow, contexts, settings, outcomes)
        : { result: "skipped" as const, outputs: {} };
      own.set(id, outcome);
      outcomes.set(`${prefix}${id}`, outcome);
    }
    left = left.filter(([id]) => !own.has(id));
  }
  return own;
}

function began(
  place: string,
  job: Job,
  workflow: Workflow,
  contexts: Contexts,
  settings: Settings,
  outcomes: Map<string, Outcome>,
): Outcome {
  if (job.uses !== undefined) {
    const called = workflowNamed(job.uses.replace("./.github/workflows/", ""));
    const inputs = Object.fromEntries(
      Object.entries(job.with ?? {}).map(([name, value]) => [name, evaluated(value, contexts)]),
    );
    const inner = run(called, { ...settings, inputs }, `${place} / `, outcomes);
    const jobs = Object.fromEntries([...inner].map(([id, outcome]) => [id, outcome]));
    const outputs = called.on.workflow_call?.outputs ?? {};
    return {
      result: worst([...inner.values()].map(({ result }) => result)),
      outputs: Object.fromEntries(
        Object.entries(outputs).map(([name, { value }]) => [name, String(evaluated(value, { ...contexts, jobs }))]),
      ),
    };
  }
  const legs = matrixOf(job, contexts);
  if (legs.length === 0) {
    // "Matrix vector 'include' does not contain any values"
    return { result: "failure", outputs: {} };
  }
  const ran = legs.map((matrix): Outcome => {
    const isLetIn = job.environment === undefined || (settings.reviewers?.(job.environment, place) ?? true);
    return isLetIn
      ? steps(place, job, workflow, { ...contexts, matrix }, settings)
      : { result: "failure", outputs: {} };
  });
  return {
    result: worst(ran.map(({ result }) => result)),
    outputs: Object.assign({}, ...ran.map(({ outputs }) => outputs)) as Record<string, string>,
  };
}

function matrixOf({ strategy }: Job, contexts: Contexts): Readonly<Record<string, unknown>>[] {
  if (strategy?.matrix === undefined) {
    return [{}];
  }
  const matrix = evaluated(strategy.matrix, contexts);
  const { include = [] } = matrix as { include?: Readonly<Record<string, unknown>>[] };
  return include;
}

function steps(place: string, job: Job, workflow: Workflow, contexts: Contexts, settings: Settings): Outcome {
  const machine = mkdtempSync(join(tmpdir(), "strongroom-github-"));
  const said: Record<string, { outputs: Readonly<Record<string, string>> }> = {};
  let hasFailed = false;
  try {
    for (const step of job.steps ?? []) {
      const here = { ...contexts, steps: said, runner: { temp: machine }, env: {} };
      const status = { success: !hasFailed, failure: hasFailed, cancelled: false };
      if (!isTrue(step.if, here, status)) {
        continue;
      }
      const { fails = false, outputs = {} } =
        settings.says(place, step, (contexts.matrix as Readonly<Record<string, unknown>>) ?? {}) ??
        (runsAlone(step) ? inBash(step, texts({ ...workflow.env, ...step.env }, here), machine) : {});
      hasFailed ||= fails;
      if (step.id !== undefined) {
        said[step.id] = { outputs };
      }
    }
  } finally {
    rmSync(machine, { recursive: true });
  }
  const outputs = Object.entries(job.outputs ?? {}).map(
    ([name, value]) => [name, String(evaluated(value, { ...contexts, steps: said }))] as const,
  );
  return { result: hasFailed ? "failure" : "success", outputs: Object.fromEntries(outputs) };
}

/** Whether a script asks nobody but the shell and `jq`. */
function runsAlone({ run: script }: Step): boolean {
  return script !== undefined && !/\b(npm|npx|strongroom|gh|pip|cp|cat|cdktf)\b/.test(script);
}

function inBash({ run: script = "" }: Step, env: Readonly<Record<string, string>>, machine: string): Said {
  const file = join(machine, "output");
  writeFileSync(file, "");
  const { status } = spawnSync("bash", ["-e", "-c", script], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, ...env, GITHUB_OUTPUT: file },
  });
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const outputs = lines.flatMap((line) => {
    const [name = "", ...value] = line.split("=");
    return name === "" ? [] : [[name, value.join("=")] as const];
  });
  return { fails: status !== 0, outputs: Object.fromEntries(outputs) };
}

function needsOf({ needs = [] }: Job): readonly string[] {
  return typeof needs === "string" ? [needs] : needs;
}

function worst(results: readonly Result[]): Result {
  return results.includes("failure") ? "failure" : results.includes("cancelled") ? "cancelled" : "success";
}
