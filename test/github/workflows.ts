/** The workflows of this project, and those of a team that call them. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { initialFiles } from "../../src/delivery/init/initial-files";
import { repository } from "../config/valid";
import { team } from "../init/team";

export interface Step {
  readonly id?: string;
  readonly if?: string | boolean;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly "working-directory"?: string;
}

export interface Job {
  readonly name?: string;
  readonly needs?: string | readonly string[];
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly permissions?: Permissions;
  readonly "timeout-minutes"?: number;
  readonly environment?: string;
  readonly if?: string;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix?: unknown };
  readonly steps?: readonly Step[];
}

export type Permissions = Readonly<Record<string, string>>;

interface Callable {
  readonly inputs?: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly secrets?: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly outputs?: Readonly<Record<string, { readonly value: string }>>;
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>> & { readonly workflow_call?: Callable };
  readonly permissions: Permissions;
  readonly env?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface NamedWorkflow {
  readonly name: string;
  readonly text: string;
  readonly workflow: Workflow;
}

const directory = join(repository, ".github", "workflows");

/** Those of this project: its own, and those that teams call. */
export const workflows: readonly NamedWorkflow[] = readdirSync(directory).map((name) =>
  named(name, readFileSync(join(directory, name), "utf8")),
);

/** Those that `init` writes. */
export const callers: readonly NamedWorkflow[] = Object.entries({
  ...initialFiles(team),
  ...Object.fromEntries(
    Object.entries(initialFiles({ ...team, config: "config/org.yaml" })).map(([path, text]) => [
      `${path} config/`,
      text,
    ]),
  ),
})
  .filter(([path]) => path.startsWith(".github/workflows/"))
  .map(([path, text]) => named(path.slice(".github/workflows/".length), text));

export function workflowNamed(name: string): Workflow {
  const found = workflows.find((workflow) => workflow.name === name);
  if (!found) {
    throw new Error(`there is no workflow ${name}`);
  }
  return found.workflow;
}

/** Each job, with the workflow that holds it. */
export function jobsOf(list: readonly NamedWorkflow[]): { place: string; job: Job; workflow: Workflow }[] {
  return list.flatMap(({ name, workflow }) =>
    Object.entries(workflow.jobs).map(([id, job]) => ({ place: `${name} ${id}`, job, workflow })),
  );
}

function named(name: string, text: string): NamedWorkflow {
  return { name, text, workflow: parse(text) as Workflow };
}
