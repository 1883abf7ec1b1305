/** What actionlint does not ask of the workflows. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { repository } from "../config/valid";

interface Job {
  readonly uses?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly environment?: string;
  readonly if?: string;
  readonly steps?: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Record<string, unknown>;
  }[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string };
  readonly jobs: Readonly<Record<string, Job>>;
}

const directory = join(repository, ".github", "workflows");
const workflows = readdirSync(directory).map((name) => {
  const text = readFileSync(join(directory, name), "utf8");
  return { name, text, workflow: parse(text) as Workflow };
});
const jobs = workflows.flatMap(({ name, workflow }) =>
  Object.entries(workflow.jobs).map(([id, job]) => ({ place: `${name} ${id}`, job, workflow })),
);
const named = (name: string) => workflows.find((workflow) => workflow.name === name)?.workflow as Workflow;

test("every action is pinned to a commit, and says of which version", () => {
  const uses = workflows.flatMap(({ text }) => [...text.matchAll(/uses: (.*)$/gm)].map(([, action = ""]) => action));
  expect(uses.length).toBeGreaterThan(20);
  for (const action of uses) {
    expect(action).toMatch(/^(\.\/|[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/);
  }
});

test.each(jobs)(
  "$place: least permissions, a time limit, and no credentials left by the checkout",
  ({ job, workflow }) => {
    const permissions = { ...workflow.permissions, ...job.permissions };
    const writes = Object.entries(permissions).filter(([, access]) => access === "write");
    expect(writes.length).toBeLessThanOrEqual(1);
    expect(permissions.contents).toBe("read");
    expect(job.uses !== undefined || (job["timeout-minutes"] ?? 0) > 0).toBe(true);
    for (const step of job.steps?.filter(({ uses }) => uses?.startsWith("actions/checkout@")) ?? []) {
      expect(step.with).toMatchObject({ "persist-credentials": false });
    }
  },
);

test("no script holds an expression, so that no text of a pull request becomes a command", () => {
  for (const { job } of jobs) {
    for (const { run } of job.steps ?? []) {
      expect(run ?? "").not.toContain("${{");
    }
  }
});

test("no workflow runs a fork's code with secrets, or holds a key", () => {
  for (const { text, workflow } of workflows) {
    expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
    expect(Object.keys(workflow.on)).not.toContain("workflow_run");
    expect(text).not.toMatch(/secrets\.|aws-access-key-id|aws-secret-access-key/);
  }
});

test("runs of one kind do not overtake each other", () => {
  for (const { name, workflow } of workflows) {
    const isCalled = Object.keys(workflow.on).join() === "workflow_call";
    expect([name, isCalled || workflow.concurrency !== undefined]).toEqual([name, true]);
  }
  expect(named("deploy.yml").concurrency).toMatchObject({ "cancel-in-progress": false });
});

test("with credentials, the code of a pull request's base runs; without, its own", () => {
  const { check, plan, summary } = named("pull-request.yml").jobs;
  const ref = (job: Job | undefined) =>
    job?.steps?.find(({ uses }) => uses?.startsWith("actions/checkout@"))?.with?.ref;
  expect(ref(check)).toBeUndefined();
  expect(check?.permissions).toEqual({ contents: "read" });
  expect(ref(plan)).toBe("${{ github.event.pull_request.base.sha }}");
  expect(ref(summary)).toBe("${{ github.event.pull_request.base.sha }}");
  expect(plan?.if).toContain("github.event.pull_request.head.repo.full_name == github.repository");
});

test("what is applied waits for the environment's approval", () => {
  const { plan, apply } = named("deploy-wave.yml").jobs;
  expect(apply?.environment).toBe("production");
  expect(plan?.environment).toBe("production-plan");
});

test("every command of the project that a workflow runs exists", () => {
  const commands = workflows.flatMap(({ text }) =>
    [...text.matchAll(/npm run -s strongroom -- ([\w-]+)/g)].map(([, command = ""]) => command),
  );
  const program = readFileSync(join(repository, "src", "cli", "strongroom.ts"), "utf8");
  for (const command of new Set(commands)) {
    const camel = command.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
    expect(program).toContain(`${camel}Command()`);
  }
  expect(new Set(commands).size).toBeGreaterThanOrEqual(6);
});
