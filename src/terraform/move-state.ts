/** Moving one state to another place, by Terraform alone: what is there already is never overwritten, and nothing is deleted. */

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { diagnostics } from "./diagnostics";
import { type StatePlace } from "./state-place";
import { isObject, type Json, type JsonObject, parseObject } from "./synthesis";
import { type Terraform, type TerraformRun } from "./terraform";

export interface MoveSettings {
  readonly terraform: Terraform;
  /** Of this stack alone; nobody else may read it. Gets the states. */
  readonly directory: string;
}

export type MoveCheck =
  | { readonly kind: "ready"; readonly state: PulledState }
  /** What it holds is there, or what became of it since. */
  | { readonly kind: "moved"; readonly serial: number }
  /** Nothing was applied. */
  | { readonly kind: "empty" }
  | { readonly kind: "refused"; readonly words: string };

export interface PulledState {
  readonly lineage: string;
  readonly serial: number;
  readonly content: { readonly resources: readonly Json[]; readonly outputs: JsonObject };
  /** As Terraform gave it. */
  readonly text: string;
}

/**
 * Takes the lock of a state and gives it back: it says of an instance that is not there that it is not tainted. Terraform has
 * no command for the lock alone.
 * Source: Terraform 1.11.4, `terraform untaint -help`; tried with local, S3 and HCP Terraform's backends.
 */
export const lockProbe = ["untaint", "-allow-missing", "-lock-timeout=0s", "terraform_data.none"] as const;

/**
 * As the variable TF_REATTACH_PROVIDERS it says that the AWS provider runs already. No step here asks a provider for
 * anything, and Terraform installs none for a state that it only reads: it would take 0.7 GB, and each command a second.
 * Source: Terraform plugin development, "Debugging providers"; tried with Terraform 1.11.4.
 */
export const runningProviders = JSON.stringify({
  "registry.terraform.io/hashicorp/aws": {
    Protocol: "grpc",
    ProtocolVersion: 5,
    Pid: 1,
    Test: true,
    Addr: { Network: "unix", String: "/nowhere" },
  },
});

/** Looks at both places, and writes nothing. */
export async function checkMove(from: StatePlace, to: StatePlace, settings: MoveSettings): Promise<MoveCheck> {
  try {
    await prepare("from", from, settings);
    await prepare("to", to, settings);
    await run("from", lockProbe, settings);
    const [old, present] = [await pull("from", settings), await pull("to", settings)];
    return compared(old, present, from, to);
  } catch (error) {
    return { kind: "refused", words: wordsOf(error) };
  }
}

/**
 * Writes the state to the new place, and reads it back.
 * @returns why it failed
 */
export async function move(
  state: PulledState,
  from: StatePlace,
  to: StatePlace,
  settings: MoveSettings,
): Promise<string | undefined> {
  const file = join(settings.directory, "state.json");
  writeFileSync(file, state.text, { mode: 0o600 });
  try {
    await run("to", ["state", "push", file], settings);
    const [written, old] = [await pull("to", settings), await pull("from", settings)];
    if (written === undefined || !hasSameContent(written, state)) {
      return `${to.words} does not hold what was written there`;
    }
    return old && isSame(old, state)
      ? undefined
      : `${from.words} had ${marked(state)} when it was moved, and has ${marked(old)} now: somebody applied with the old config`;
  } catch (error) {
    return wordsOf(error);
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * Two states are one by what they hold: a state that is pushed to where there is none gets a lineage of its own in S3 and in
 * HCP Terraform, by `terraform init -migrate-state` too.
 * Source: Terraform 1.11.4, `PersistState` of its remote states; tried with S3.
 */
function compared(
  old: PulledState | undefined,
  present: PulledState | undefined,
  from: StatePlace,
  to: StatePlace,
): MoveCheck {
  if (old === undefined) {
    return { kind: "empty" };
  }
  if (present === undefined) {
    return { kind: "ready", state: old };
  }
  if (hasSameContent(present, old)) {
    return { kind: "moved", serial: present.serial };
  }
  const both = `${from.words} has ${marked(old)}, and ${to.words} has ${marked(present)}`;
  const [before, now] = [resourcesIn(old), resourcesIn(present)];
  const kept = [...before].filter(([address, id]) => now.get(address) === id).length;
  if (kept === 0) {
    return {
      kind: "refused",
      words: `another state is there already: ${both}. Move it away if what it holds is nothing that you need, and run this again`,
    };
  }
  const isLater = present.lineage === old.lineage ? present.serial > old.serial : kept === before.size;
  return isLater
    ? { kind: "moved", serial: present.serial }
    : {
        kind: "refused",
        words: `it was moved, and somebody applied since, with the old config too: ${both}, and they share ${kept} of ${before.size} resources. If \`strongroom plan\` finds no changes, the new state is right, and there is nothing to move. Else delete the new state, and run this again`,
      };
}

function marked(state: PulledState | undefined): string {
  return state === undefined ? "no state" : `serial ${state.serial} of lineage ${state.lineage}`;
}

function isSame(one: PulledState, other: PulledState): boolean {
  return one.lineage === other.lineage && one.serial === other.serial;
}

function hasSameContent(one: PulledState, other: PulledState): boolean {
  return isDeepStrictEqual(one.content, other.content);
}

/** The id that AWS gave each resource, by its address. */
function resourcesIn({ content }: PulledState): ReadonlyMap<string, Json> {
  return new Map(
    content.resources.filter(isObject).flatMap(({ mode, module, type, name, instances }) =>
      mode !== "managed" || !Array.isArray(instances)
        ? []
        : instances.filter(isObject).map(({ index_key: key = null, attributes }) => {
            const id = isObject(attributes) ? (attributes.id ?? null) : null;
            return [JSON.stringify([module ?? null, type, name, key]), id] as const;
          }),
    ),
  );
}

async function prepare(side: "from" | "to", { terraform }: StatePlace, settings: MoveSettings): Promise<void> {
  const directory = join(settings.directory, side);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(join(directory, "main.tf.json"), JSON.stringify({ terraform }));
  await run(side, ["init", "-input=false"], settings);
}

/** Undefined where there is no state yet. */
async function pull(side: "from" | "to", settings: MoveSettings): Promise<PulledState | undefined> {
  const { stdout } = await run(side, ["state", "pull"], settings);
  if (stdout.trim() === "") {
    return undefined;
  }
  const { lineage, serial, resources = [], outputs = {} } = parseObject(stdout) ?? {};
  // Where there is no object, the S3 backend gives a state that nobody has begun.
  if (lineage === "") {
    return undefined;
  }
  if (typeof lineage !== "string" || typeof serial !== "number" || !Array.isArray(resources) || !isObject(outputs)) {
    throw new Refused("terraform state pull: gave no state");
  }
  return { lineage, serial, content: { resources, outputs }, text: stdout };
}

/** A command of Terraform that failed. Its message is Terraform's. */
class Refused extends Error {}

async function run(side: "from" | "to", args: readonly string[], settings: MoveSettings): Promise<TerraformRun> {
  const directory = join(settings.directory, side);
  const [command = "", ...others] = args;
  const withoutColor = command === "state" ? args : [command, "-no-color", ...others];
  const result = await settings.terraform.run(directory, withoutColor, {
    // Each directory is for one state of the default workspace. HCP Terraform refuses even an empty TF_WORKSPACE.
    TF_DATA_DIR: undefined,
    TF_WORKSPACE: undefined,
    TF_REATTACH_PROVIDERS: runningProviders,
  });
  if (result.exitCode !== 0) {
    throw new Refused(`terraform ${args.join(" ")}: ${diagnostics(result.output)}`);
  }
  return result;
}

/** What is no refusal of Terraform ends the command. */
function wordsOf(error: unknown): string {
  if (error instanceof Refused) {
    return error.message;
  }
  throw error;
}
