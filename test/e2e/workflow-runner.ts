/** A runner for the scripts of a job: what checkouts and artifacts leave on disk, and `run` as GitHub runs it. */

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { type Contexts, evaluated, isTrue, texts } from "../github/expressions";
import { type Step, workflowNamed } from "../github/workflows";

export interface JobRun {
  readonly succeeded: boolean;
  /** Of all scripts: standard output and standard error. */
  readonly log: string;
  /** By id of the step and name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** As the jobs after it read it. */
  readonly needed: { readonly result: string; readonly outputs: Readonly<Record<string, unknown>> };
  /** What it wrote for the page of the run. */
  readonly summary: string;
}

export interface Settings {
  /** The repository of the team. */
  readonly repository: string;
  /** The commit of the event. */
  readonly head: string;
  /** What expressions read, without `steps`, `runner` and `github.workspace`. */
  readonly contexts: Contexts & { readonly github: object };
  /** Where artifacts are kept between jobs, by name. */
  readonly artifacts: string;
}

/** Runs a job to its first step that fails. An action that is not known is an error. */
export function runJob(workflowName: string, jobId: string, settings: Settings): JobRun {
  const workflow = workflowNamed(workflowName);
  const machine = mkdtempSync(join(tmpdir(), "strongroom-job-"));
  const workspace = join(machine, "workspace");
  const outputFile = join(machine, "output");
  const summaryFile = join(machine, "summary");
  const outputs: Record<string, string> = {};
  let log = "";
  let succeeded = true;
  const steps: Record<string, { outputs: Record<string, string> }> = {};
  const contexts = (): Contexts => ({
    ...settings.contexts,
    github: { ...settings.contexts.github, workspace },
    runner: { temp: join(machine, "temp") },
    steps,
  });
  const evaluate = (text: string): string => texts({ text }, contexts()).text ?? "";
  const run = ({ run: script = "", env = {}, "working-directory": directory = "." }: Step): boolean => {
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(npm_|STRONGROOM|CDKTF|GITHUB|INIT_CWD)/.test(name),
    );
    const own = Object.entries({ ...workflow.env, ...env }).map(([name, value]) => [name, evaluate(value)]);
    const { status, stdout, stderr } = spawnSync("bash", ["-e", "-c", script], {
      cwd: join(workspace, directory),
      encoding: "utf8",
      env: {
        ...Object.fromEntries([...inherited, ...own]),
        GITHUB_OUTPUT: outputFile,
        GITHUB_STEP_SUMMARY: summaryFile,
        npm_config_offline: "true",
        npm_config_audit: "false",
        npm_config_fund: "false",
        npm_config_update_notifier: "false",
      },
    });
    log += stdout + stderr;
    return status === 0;
  };
  try {
    mkdirSync(workspace);
    mkdirSync(join(machine, "temp"));
    for (const step of workflow.jobs[jobId]?.steps ?? []) {
      if (!isTrue(step.if, contexts(), { success: true, failure: false, cancelled: false })) {
        continue;
      }
      if (step.uses !== undefined) {
        useAction(step, workspace, settings, evaluate);
      } else if (!run(step)) {
        succeeded = false;
        break;
      }
      for (const line of existsSync(outputFile) ? readFileSync(outputFile, "utf8").trim().split("\n") : []) {
        const [name = "", ...value] = line.split("=");
        outputs[`${step.id}.${name}`] = value.join("=");
        (steps[step.id ?? ""] ??= { outputs: {} }).outputs[name] = value.join("=");
      }
      rmSync(outputFile, { force: true });
    }
    const needed = {
      result: succeeded ? "success" : "failure",
      outputs: Object.fromEntries(
        Object.entries(workflow.jobs[jobId]?.outputs ?? {}).map(([name, value]) => [
          name,
          evaluated(value, contexts()),
        ]),
      ),
    };
    return {
      succeeded,
      log,
      outputs,
      needed,
      summary: existsSync(summaryFile) ? readFileSync(summaryFile, "utf8") : "",
    };
  } finally {
    rmSync(machine, { recursive: true });
  }
}

function useAction(
  { uses = "", with: inputs = {} }: Step,
  workspace: string,
  { repository, head, artifacts }: Settings,
  evaluate: (text: string) => string,
): void {
  const input = (name: string) => (inputs[name] === undefined ? undefined : evaluate(String(inputs[name])));
  const action = uses.split("@", 1)[0];
  switch (action) {
    case "actions/checkout": {
      const directory = join(workspace, input("path") ?? ".");
      git(".", "clone", "-q", repository, directory);
      git(directory, "checkout", "-q", "--detach", input("ref") ?? head);
      return;
    }
    case "actions/upload-artifact":
      cpSync(
        resolve(workspace, input("path") ?? ""),
        placeOf(resolve(workspace, input("path") ?? ""), join(artifacts, input("name") ?? "")),
        {
          recursive: true,
        },
      );
      return;
    case "actions/download-artifact": {
      const target = resolve(workspace, input("path") ?? ".");
      const pattern = input("pattern");
      if (pattern === undefined) {
        cpSync(join(artifacts, input("name") ?? ""), target, { recursive: true });
        return;
      }
      mkdirSync(artifacts, { recursive: true });
      for (const name of readdirSync(artifacts).filter((candidate) => candidate.startsWith(pattern.replace("*", "")))) {
        cpSync(join(artifacts, name), join(target, name), { recursive: true });
      }
      return;
    }
    case "actions/setup-node":
    case "hashicorp/setup-terraform":
      return;
    default:
      throw new Error(`no idea of the action ${action}`);
  }
}

/** A file lies in its artifact under its name. */
function placeOf(source: string, artifact: string): string {
  return statSync(source).isFile() ? join(artifact, basename(source)) : artifact;
}

export function git(directory: string, ...args: string[]): string {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "init.defaultBranch=main"];
  const { status, stdout, stderr } = spawnSync("git", [...identity, ...args], { cwd: directory, encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`git ${args.join(" ")}: ${stderr}`);
  }
  return stdout.trim();
}
