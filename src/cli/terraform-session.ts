/** Terraform as a command runs it: with a shared provider cache, within bounds, and never longer than the command. */

import { InvalidArgumentError, Option } from "commander";
import { existsSync, mkdirSync } from "node:fs";
import { constants } from "node:os";
import { resolve } from "node:path";
import { runBounded } from "../terraform/bounded";
import { requireSameHostname } from "../terraform/hostname";
import { type Bounds, machineBounds, memoryNeeded } from "../terraform/resources-needed";
import { parseObject, type Synthesis } from "../terraform/synthesis";
import { Stopped, Terraform, TerraformMissing } from "../terraform/terraform";
import { type Context } from "./context";
import { withProgress } from "./progress";

export interface BoundOptions {
  readonly parallel?: number;
  /** In GB. */
  readonly memory?: number;
  /** In minutes. */
  readonly timeout: number;
}

export function parallelOption(): Option {
  return new Option("--parallel <number>", "number of stacks at the same time (default: number of cores)").argParser(
    positive,
  );
}

export function memoryOption(): Option {
  return new Option(
    "--memory <gb>",
    "memory for all stacks, 0.8 GB for each provider (default: free memory)",
  ).argParser(positive);
}

/** A week. Node.js takes no timer of more than 2^31 milliseconds, and fires such a one at once. */
const mostMinutes = 7 * 24 * 60;

export function timeoutOption(): Option {
  return new Option("--timeout <minutes>", "kill a Terraform run that takes longer")
    .argParser((value) => {
      const minutes = positive(value);
      if (minutes > mostMinutes) {
        throw new InvalidArgumentError(`It must be ${mostMinutes} or less.`);
      }
      return minutes;
    })
    .default(60);
}

function positive(value: string): number {
  const number = Number(value);
  if (!(number > 0)) {
    throw new InvalidArgumentError("It must be a number above 0.");
  }
  return number;
}

export interface Session {
  readonly terraform: Terraform;
  readonly terraformVersion: string;
  /** Aborted by an interrupt. */
  readonly interrupted: AbortSignal;
  /** Runs a task for each stack, and shows how far it is. */
  forEachStack<T>(
    title: string,
    stackIds: readonly string[],
    task: (stackId: string) => Promise<T>,
    describe: (result: T) => string,
  ): Promise<T[]>;
}

/**
 * Opens a session, runs the work in it, and ends what is left of it. An interrupt ends Terraform first, then this
 * process, with the exit code that a shell expects.
 * @throws TerraformMissing, OtherHostname
 */
export async function withTerraform<T>(
  synthesis: Synthesis,
  { parallel, memory, timeout }: BoundOptions,
  context: Context,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  requireSameHostname(synthesis, context.environment);
  const terraform = new Terraform(environmentFor(synthesis, context), timeout);
  const machine = machineBounds();
  const bounds: Bounds = {
    parallel: parallel ?? machine.parallel,
    memory: memory === undefined ? machine.memory : memory * 1e9,
  };
  let signalled: NodeJS.Signals | undefined;
  const interruption = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    context.stderr.write(signalled ? "killing Terraform\n" : "stopping Terraform; press Ctrl-C again to kill it\n");
    signalled = signal;
    terraform.stop();
    interruption.abort();
  };
  const kill = () => terraform.kill();
  process.on("SIGINT", stop).on("SIGTERM", stop).on("SIGHUP", stop).on("exit", kill);
  try {
    const version = await terraform.run(".", ["version", "-json"]);
    const { terraform_version: terraformVersion } = parseObject(version.stdout) ?? {};
    if (typeof terraformVersion !== "string") {
      throw new TerraformMissing();
    }
    return await work({
      terraform,
      terraformVersion,
      interrupted: interruption.signal,
      forEachStack: (title, stackIds, task, describe) =>
        withProgress(title, stackIds.length, context, (progress) =>
          runBounded(
            stackIds,
            bounds,
            (id) => memoryNeeded(synthesis.configurationOf(id)),
            async (id) => {
              progress.began(id);
              const result = await task(id);
              progress.ended(id, describe(result));
              return result;
            },
          ),
        ),
    });
  } catch (error) {
    if (signalled && error instanceof Stopped) {
      process.exit(128 + constants.signals[signalled]);
    }
    throw error;
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop).off("SIGHUP", stop).off("exit", kill);
  }
}

/** A stack would otherwise keep a copy of the provider, of 0.7 GB, of its own. */
function environmentFor({ directory }: Synthesis, { environment }: Context): NodeJS.ProcessEnv {
  const cache = environment.TF_PLUGIN_CACHE_DIR || resolve(directory, "plugin-cache");
  if (!existsSync(cache)) {
    mkdirSync(cache, { recursive: true });
  }
  return { ...environment, TF_PLUGIN_CACHE_DIR: cache, TF_IN_AUTOMATION: "1", TF_INPUT: "0" };
}
