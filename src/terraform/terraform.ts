/** The program `terraform`. */

import { type ChildProcess, spawn } from "node:child_process";
import { Failure } from "../failure";

export interface TerraformRun {
  /** Undefined where a signal ended it. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  /** Both streams, in the order in which they came. */
  readonly output: string;
}

/** A run that was stopped by `stop`, or never began because of it. */
export class Stopped extends Failure {
  constructor() {
    super("stopped");
  }
}

/** `terraform` is not there. */
export class TerraformMissing extends Failure {
  constructor() {
    super("terraform: not found on PATH: install Terraform 1.10 or later");
  }
}

/** How long Terraform gets to end by itself, and to release the lock of the state. */
const graceMilliseconds = 20_000;

/**
 * Runs Terraform. Each run is a process group of its own, so that a signal of the terminal does not reach it before
 * Strongroom has decided, and so that nothing of it, such as a provider, outlives it.
 */
export class Terraform {
  private readonly running = new Set<ChildProcess>();
  private stopping = false;

  /** @param minutesLimit a run that takes longer is killed: a provider may wait for an answer for ever */
  constructor(
    readonly environment: NodeJS.ProcessEnv,
    private readonly minutesLimit: number,
  ) {}

  /**
   * @param variables of the environment, for this run alone; undefined takes one out
   * @throws TerraformMissing, Stopped
   */
  run(
    directory: string,
    args: readonly string[],
    variables: Readonly<Record<string, string | undefined>> = {},
  ): Promise<TerraformRun> {
    return new Promise((resolve, reject) => {
      if (this.stopping) {
        reject(new Stopped());
        return;
      }
      const child = spawn("terraform", args, {
        cwd: directory,
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...this.environment, ...variables },
      });
      this.running.add(child);
      const limit = setTimeout(() => {
        output += `\nError: Terraform did not end within ${this.minutesLimit} minutes, and was killed\n`;
        signalGroup(child, "SIGKILL");
      }, this.minutesLimit * 60_000);
      let stdout = "";
      let output = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
        output += text;
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
      child.once("error", (error: NodeJS.ErrnoException) => {
        clearTimeout(limit);
        this.running.delete(child);
        reject(error.code === "ENOENT" ? new TerraformMissing() : error);
      });
      child.once("close", (exitCode) => {
        clearTimeout(limit);
        this.running.delete(child);
        // A provider that did not hear of the end.
        signalGroup(child, "SIGKILL");
        if (this.stopping) {
          reject(new Stopped());
        } else {
          resolve({ exitCode: exitCode ?? undefined, stdout, output });
        }
      });
    });
  }

  /** Interrupts every run, which ends with `Stopped`, and lets no further one begin. A second call kills. */
  stop(): void {
    const signal = this.stopping ? "SIGKILL" : "SIGINT";
    this.stopping = true;
    this.signal(signal);
    setTimeout(() => this.signal("SIGKILL"), graceMilliseconds).unref();
  }

  /** Ends every run at once, for when this process ends. */
  kill(): void {
    this.stopping = true;
    this.signal("SIGKILL");
  }

  private signal(signal: NodeJS.Signals): void {
    for (const child of this.running) {
      signalGroup(child, signal);
    }
  }
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-(pid ?? Number.NaN), signal);
  } catch {
    // It has ended in the meantime.
  }
}
