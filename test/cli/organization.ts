/** A synthesized organization with a Terraform that behaves as a test says. */

import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../config/valid";
import { run, temporaryDirectory } from "./run";

const directory = temporaryDirectory();
const bin = join(directory, "bin");
mkdirSync(bin);
copyFileSync(join(__dirname, "fake-terraform.sh"), join(bin, "terraform"));
chmodSync(join(bin, "terraform"), 0o755);

export const minimal = readFileSync(join(repository, "examples", "minimal.yaml"), "utf8");
export const cloud = `${minimal}terraform: { state: { type: cloud, organization: acme, workspacePrefix: backup- } }\n`;
export const stacks = ["encryption", "network-shop", "central-vault", "member-shop", "organization"];

interface Behaviour {
  readonly plans?: readonly {
    readonly exitCode: number;
    readonly output: string;
    /** As in `resource_changes`. */
    readonly changes?: readonly object[];
  }[];
  /** What each apply that fails says. */
  readonly failedApplies?: readonly string[];
  readonly applyHangs?: true;
  readonly hangs?: true;
  /** What `init` says where it fails. */
  readonly initFails?: string;
  readonly showFails?: true;
  readonly serial?: number;
}

let count = 0;

/** A synthesized organization in a directory of its own, whose Terraform behaves as said. */
export async function organization(text = minimal, behaviours: Readonly<Record<string, Behaviour>> = {}) {
  const home = join(directory, `${(count += 1)}`);
  mkdirSync(home);
  writeFileSync(join(home, "org.yaml"), text);
  const environment = {
    PATH: `${bin}:${process.env.PATH}`,
    STRONGROOM_TEST_LOG: join(home, "log"),
    CDKTF_OUTDIR: "cdktf.out",
  };
  expect((await run(["synth", "org.yaml"], environment, home)).exitCode).toBe(0);
  const behave = (stack: string, { plans = [], failedApplies = [], serial, ...others }: Behaviour) => {
    if (serial !== undefined) {
      writeFileSync(join(home, `terraform.${stack}.tfstate`), JSON.stringify({ lineage: stack, serial }));
    }
    const behaviour = join(home, "cdktf.out", "stacks", stack, "behaviour");
    mkdirSync(behaviour, { recursive: true });
    for (const [index, plan] of plans.entries()) {
      writeFileSync(join(behaviour, `plan.${index}.output`), plan.output);
      writeFileSync(join(behaviour, `plan.${index}.exitCode`), String(plan.exitCode));
      if (plan.changes) {
        writeFileSync(join(behaviour, `plan.${index}.changes`), JSON.stringify(plan.changes));
      }
    }
    failedApplies.forEach((output, index) => writeFileSync(join(behaviour, `apply.${index}.output`), output));
    Object.entries(others).forEach(([name, value]) => writeFileSync(join(behaviour, name), String(value)));
  };
  Object.entries(behaviours).forEach(([stack, behaviour]) => behave(stack, behaviour));
  return {
    home,
    environment,
    behave,
    strongroom: async (...args: string[]) => await run(args, environment, home),
    /** @param answers of the person at the terminal */
    answered: async (answers: string[], ...args: string[]) =>
      await run(args, environment, home, home, undefined, answers),
    plan: async (...args: string[]) => await run(["plan", ...args], environment, home),
    planned: async (...args: string[]) => {
      const { stdout } = await run(["plan", ...args, "--format", "json"], environment, home);
      return JSON.parse(stdout) as {
        stack: string;
        changes: boolean | null;
        reused: boolean;
        failure: string | null;
      }[];
    },
    log: () => readFileSync(join(home, "log"), "utf8").trim().split("\n"),
  };
}

/** What is found within ten seconds, or undefined. */
export async function until<T>(found: () => T | undefined): Promise<T | undefined> {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      const result = found();
      if (result !== undefined) {
        return result;
      }
    } catch {
      // The log is not there yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return undefined;
}
