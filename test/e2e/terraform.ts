/** Terraform, run as a person would run it in `cdktf.out/stacks/<id>`. */

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { credentials } from "./clients";

/** Far above what any call takes: without it, a provider that waits for the embedded AWS would wait for ever. */
const minutesLimit = 4;

export interface TerraformResult {
  readonly exitCode: number;
  /** Both streams, in the order in which they came. */
  readonly output: string;
}

export class Terraform {
  /** @param environment beside what sends Terraform to the embedded AWS */
  constructor(
    readonly outputDirectory: string,
    private readonly endpoint: string,
    private readonly environment: Readonly<Record<string, string>> = {},
  ) {}

  /** Stack ids in waves: the stacks of a wave depend on earlier waves only. */
  waves(): string[][] {
    const manifest = JSON.parse(readFileSync(join(this.outputDirectory, "manifest.json"), "utf8")) as {
      stacks: Record<string, { dependencies: string[] }>;
    };
    const waves: string[][] = [];
    let left = Object.entries(manifest.stacks);
    while (left.length > 0) {
      const done = waves.flat();
      const ready = left.filter(([, { dependencies }]) => dependencies.every((id) => done.includes(id)));
      waves.push(ready.map(([id]) => id).sort());
      left = left.filter((stack) => !ready.includes(stack));
    }
    return waves;
  }

  async init(stackId: string, ...options: string[]): Promise<void> {
    const { exitCode, output } = await this.run(stackId, ["init", "-input=false", ...options]);
    if (exitCode !== 0) {
      throw new Error(`terraform init failed in ${stackId}:\n${output}`);
    }
  }

  async apply(stackId: string): Promise<void> {
    const { exitCode, output } = await this.run(stackId, ["apply", "-input=false", "-auto-approve"]);
    if (exitCode !== 0) {
      throw new Error(`terraform apply failed in ${stackId}:\n${output}`);
    }
  }

  /** Exit code 0: nothing to do; 1: error; 2: changes. */
  plan(stackId: string, ...options: string[]): Promise<TerraformResult> {
    return this.run(stackId, ["plan", "-input=false", "-detailed-exitcode", ...options]);
  }

  /** Applies one resource at a time, and kills Terraform and its providers when the output first matches. */
  applyAndKill(stackId: string, when: RegExp): Promise<TerraformResult> {
    return this.run(stackId, ["apply", "-input=false", "-auto-approve", "-parallelism=1"], when);
  }

  /** Addresses in the state, which is empty where Terraform never wrote one. */
  async stateAddresses(stackId: string): Promise<string[]> {
    const { output } = await this.run(stackId, ["state", "list"]);
    return output.split("\n").filter((line) => /^\w+\.\S+$/.test(line));
  }

  run(stackId: string, args: readonly string[], killWhen?: RegExp): Promise<TerraformResult> {
    return new Promise((resolve, reject) => {
      const process_ = spawn("terraform", [...args, "-no-color"], {
        cwd: join(this.outputDirectory, "stacks", stackId),
        detached: true,
        env: { ...process.env, ...terraformEnvironment(this.endpoint), ...this.environment },
      });
      let output = "";
      const kill = () => process_.pid !== undefined && process.kill(-process_.pid, "SIGKILL");
      const limit = setTimeout(kill, minutesLimit * 60_000);
      const collect = (data: Buffer) => {
        output += data.toString();
        if (killWhen?.test(output)) {
          kill();
        }
      };
      process_.stdout.on("data", collect);
      process_.stderr.on("data", collect);
      process_.once("error", reject);
      process_.once("close", (exitCode) => {
        clearTimeout(limit);
        resolve({ exitCode: exitCode ?? 137, output });
      });
    });
  }
}

/** What sends Terraform to the embedded AWS. */
export function terraformEnvironment(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: "true",
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
  };
}

/** Runs the task for every item, two at a time: each takes provider processes of 0.8 GB. */
export async function inParallel<T>(items: readonly T[], task: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      await task(item);
    }
  };
  await Promise.all([worker(), worker()]);
}
