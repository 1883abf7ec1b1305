/** What actionlint does not ask of the workflows, of those of a team too; and actionlint itself for the latter. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { resolveDeployment } from "../../src/model/resolve";
import { buildDocuments } from "../../src/policies/documents";
import { readSynthesis } from "../../src/terraform/synthesis";
import { waves } from "../../src/terraform/waves";
import { run } from "../cli/run";
import { configOf, repository } from "../config/valid";
import { team } from "../init/team";
import { synthesize } from "../synthesize";
import { type Job, callers, jobsOf, type Permissions, workflowNamed, workflows } from "./workflows";

const all = [...workflows, ...callers];
const jobs = jobsOf(workflows);
const checkouts = ({ steps }: Job) => steps?.filter(({ uses }) => uses?.startsWith("actions/checkout@")) ?? [];

test("every action and workflow is pinned to a commit, and says of which version", () => {
  const uses = all.flatMap(({ text }) => [...text.matchAll(/uses: (.*)$/gm)].map(([, action = ""]) => action));
  expect(uses.length).toBeGreaterThan(40);
  for (const action of uses) {
    expect(action).toMatch(/^(\.\/\.github\/workflows\/[\w-]+\.yml|[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
  }
});

test("an action has one version everywhere", () => {
  const pins = new Map<string, Set<string>>();
  for (const { text } of workflows) {
    for (const [, action = "", version = ""] of text.matchAll(/uses: ([\w/-]+)@(.*)$/gm)) {
      pins.set(action, (pins.get(action) ?? new Set()).add(version));
    }
  }
  expect([...pins].filter(([, versions]) => versions.size > 1)).toEqual([]);
});

test("no job may write but these, and no more than this", () => {
  const writing = jobs
    .filter(({ job }) => job.uses === undefined)
    .map(({ place, job, workflow }) => {
      const permissions = { ...workflow.permissions, ...job.permissions };
      return [place, Object.keys(permissions).filter((name) => permissions[name] !== "read")] as const;
    })
    .filter(([, permissions]) => permissions.length > 0);
  expect(Object.fromEntries(writing)).toEqual({
    "aws-facts.yml issue": ["issues"],
    "pull-request.yml plan": ["id-token"],
    "pull-request.yml summary": ["pull-requests"],
    "deploy-wave.yml plan": ["id-token"],
    "deploy-wave.yml apply": ["id-token"],
    "drift.yml plan": ["id-token"],
    "drift.yml issue": ["issues"],
    "release.yml release": ["contents", "id-token", "attestations"],
    "release.yml publish": ["id-token"],
  });
});

test.each(jobsOf(all))("$place: permissions of its own, a time limit, no credentials left by the checkout", (at) => {
  const { job, workflow } = at;
  expect([{}, { contents: "read" }]).toContainEqual(workflow.permissions);
  expect({ ...workflow.permissions, ...job.permissions }.contents).toMatch(/^(read|write)$/);
  expect(job.uses !== undefined || (job["timeout-minutes"] ?? 0) > 0).toBe(true);
  for (const step of checkouts(job)) {
    expect(step.with).toMatchObject({ "persist-credentials": false });
  }
});

test("no script holds an expression, so that no text of a pull request becomes a command", () => {
  const scripts = jobs.flatMap(({ job }) => job.steps ?? []).flatMap(({ run: script }) => script ?? []);
  expect(scripts.length).toBeGreaterThan(20);
  for (const script of scripts) {
    expect(script).not.toContain("${{");
  }
});

test("no workflow runs a fork's code with secrets, or holds a key but the token that HCP Terraform has no other way for", () => {
  for (const { text, workflow } of all) {
    expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
    expect(Object.keys(workflow.on)).not.toContain("workflow_run");
    expect(text).not.toMatch(/aws-access-key-id|aws-secret-access-key|secrets: inherit/);
    for (const line of text.split("\n").filter((candidate) => candidate.includes("secrets."))) {
      expect(line.trim()).toMatch(
        /^(cli_config_credentials_token|TERRAFORM_TOKEN): \$\{\{ secrets\.TERRAFORM_TOKEN \}\}$/,
      );
    }
  }
});

test("beside credentials runs nothing that a package brings along but strongroom", () => {
  const withCredentials = jobs.filter(({ job }) => job.permissions?.["id-token"] === "write" && job.steps);
  expect(withCredentials.length).toBeGreaterThan(3);
  for (const { place, job } of withCredentials) {
    const installs = (job.steps ?? []).flatMap(
      ({ run: script }) => script?.match(/npm (ci|install|run|test).*/g) ?? [],
    );
    expect([place, installs.filter((line) => line !== "npm ci --ignore-scripts --omit=dev")]).toEqual([place, []]);
    const programs = (job.steps ?? []).flatMap(({ run: script }) => script?.match(/npx .*?(?= [^-])/g) ?? []);
    expect([place, programs.filter((line) => line !== "npx --no")]).toEqual([place, []]);
    expect([place, (job.steps ?? []).filter(({ with: inputs }) => inputs?.cache !== undefined)]).toEqual([place, []]);
  }
});

test("runs of one kind do not overtake each other", () => {
  for (const { name, workflow } of all) {
    const isCalled = Object.keys(workflow.on).join() === "workflow_call";
    // A called workflow that waits for the group of its caller would wait for ever.
    expect([name, isCalled]).toEqual([name, workflow.concurrency === undefined]);
  }
  const deployments = callers.filter(({ name }) => name.startsWith("deploy.yml"));
  expect(deployments.map(({ workflow }) => workflow.concurrency?.["cancel-in-progress"])).toEqual([false, false]);
});

test("what a pull request's base pins decides, and what its head pins runs in one job without credentials", () => {
  const { changes, synthesis, check, plan, summary } = workflowNamed("pull-request.yml").jobs as Record<string, Job>;
  const base = "${{ github.event.pull_request.base.sha || github.event.merge_group.base_sha }}";
  const refs = (job: Job | undefined) =>
    checkouts(job ?? {}).map(({ with: inputs }) => [inputs?.path ?? ".", inputs?.ref]);
  for (const job of [changes, synthesis, check]) {
    expect([job?.permissions, job?.environment]).toEqual([{ contents: "read" }, undefined]);
    expect(JSON.stringify(job)).not.toMatch(/secrets\.|github\.token|configure-aws-credentials|"cache"/);
  }
  for (const job of [changes, check]) {
    expect(refs(job)).toEqual([
      ["head", undefined],
      ["base", base],
    ]);
  }
  expect(refs(synthesis)).toEqual([[".", undefined]]);
  expect(refs(plan)).toEqual([[".", base]]);
  expect(plan?.if).toContain("github.event.pull_request.head.repo.full_name == github.repository");
  // The head is there to be read.
  expect(refs(summary)).toEqual([
    ["head", undefined],
    ["base", base],
  ]);
  const steps = [changes, check, summary].flatMap((job) => job?.steps ?? []);
  for (const step of steps.filter(({ run: script }) => /np[mx]/.test(script ?? ""))) {
    expect(step["working-directory"]).toBe("base");
  }
  for (const step of steps.filter(({ "working-directory": folder }) => folder === "head")) {
    expect(step.run?.match(/\S*strongroom"?/g)?.every((program) => program.startsWith('"$BASE/node_modules/'))).toBe(
      true,
    );
  }
  // What comes from elsewhere is unpacked into an empty directory, and looked at before there are credentials.
  for (const job of Object.values(workflowNamed("pull-request.yml").jobs)) {
    for (const { uses, with: given } of job.steps ?? []) {
      expect(uses?.includes("download-artifact@") ? given?.path : "${{ runner.temp }}/").toMatch(
        /^\$\{\{ runner\.temp \}\}\//,
      );
    }
  }
  const scripts = plan?.steps?.map(({ uses, run: script }) => uses ?? script ?? "") ?? [];
  const looked = scripts.findIndex((text) => text.includes("known-synthesis"));
  expect(looked).toBeGreaterThan(-1);
  expect(looked).toBeLessThan(scripts.findIndex((text) => text.includes("configure-aws-credentials@")));
});

test("what AWS's feeds say is read where nothing may be written, and a feed that fails makes the run red", () => {
  const { compare, issue } = workflowNamed("aws-facts.yml").jobs;
  expect(compare?.permissions).toBeUndefined();
  expect(JSON.stringify(issue)).not.toContain("aws-news");
  const post = issue?.steps?.at(-1)?.run ?? "";
  const statusFor = (code: number) => {
    const script = post.replaceAll("node bin/strongroom.js", "true");
    return spawnSync("bash", ["-e", "-c", script], { env: { ...process.env, CODE: String(code) } }).status;
  };
  expect([0, 1, 2].map(statusFor)).toEqual([0, 0, 1]);
});

test("what is applied has the approvals of the merged pull request, which it may read and not write", () => {
  for (const name of ["review", "apply"]) {
    const { permissions, steps = [] } = workflowNamed("deploy-wave.yml").jobs[name] ?? {};
    expect(permissions?.["pull-requests"]).toBe("read");
    const scripts = steps.flatMap(({ run: script }) => script ?? []);
    const read = scripts.findIndex((script) => /github approvals --commit "\$GITHUB_SHA" > "\$APPROVALS"/.test(script));
    const used = scripts.findIndex((script) => /(plan-summary|apply) [^]*--approvals "\$APPROVALS"/.test(script));
    expect(read).toBeGreaterThan(-1);
    expect(used).toBeGreaterThan(read);
  }
});

test("no job may change AWS before the reviewers of the environment said yes", () => {
  const signedIn = jobs.flatMap(({ place, job }) =>
    (job.steps ?? [])
      .filter(({ uses }) => uses?.startsWith("aws-actions/configure-aws-credentials@"))
      .map(({ with: inputs }) => [place, inputs?.["role-to-assume"], job.environment] as const),
  );
  expect(signedIn.length).toBeGreaterThan(3);
  for (const [place, role, environment] of signedIn) {
    const expected = place === "deploy-wave.yml apply" ? ["AWS_DEPLOY_ROLE_ARN", "production"] : ["AWS_PLAN_ROLE_ARN"];
    expect([place, role, environment]).toEqual([place, `\${{ vars.${expected[0]} }}`, expected[1]]);
  }
});

describe("whether a wave is done", () => {
  const script = workflowNamed("deploy-wave.yml").jobs.wave?.steps?.[0]?.run ?? "";
  type Result = "success" | "failure" | "cancelled" | "skipped";
  const job = (result: Result, outputs: Readonly<Record<string, string>> = {}) => ({ result, outputs });
  const isDone = (needs: object) => {
    const { status } = spawnSync("bash", ["-e", "-c", script], {
      env: { ...process.env, RESULTS: JSON.stringify(needs), GITHUB_OUTPUT: "/dev/null" },
    });
    return status === 0;
  };
  const stacks = job("success", { stacks: "encryption" });
  const changes = job("success", { changes: "true", failed: "false" });
  const none = job("success", { changes: "false", failed: "false" });
  const [ok, skipped, failed] = [job("success"), job("skipped"), job("failure")];

  test.each([
    ["everything was applied", { stacks, plan: ok, review: changes, apply: ok }],
    ["nothing was to be applied", { stacks, plan: ok, review: none, apply: skipped }],
    [
      "there is no such wave",
      { stacks: job("success", { stacks: "" }), plan: skipped, review: skipped, apply: skipped },
    ],
  ])("yes: %s", (_words, needs) => expect(isDone(needs)).toBe(true));

  test.each([
    ["the stacks are not known", { stacks: failed, plan: skipped, review: skipped, apply: skipped }],
    ["a job that plans failed", { stacks, plan: failed, review: skipped, apply: skipped }],
    ["a job that plans was skipped", { stacks, plan: skipped, review: skipped, apply: skipped }],
    ["a plan failed", { stacks, plan: ok, review: job("success", { changes: "true", failed: "true" }), apply: ok }],
    ["the summary failed", { stacks, plan: ok, review: failed, apply: skipped }],
    ["an account failed", { stacks, plan: ok, review: changes, apply: failed }],
    ["the reviewers said no", { stacks, plan: ok, review: changes, apply: failed }],
    ["nobody waited for the reviewers", { stacks, plan: ok, review: changes, apply: job("cancelled") }],
    ["what changes was skipped", { stacks, plan: ok, review: changes, apply: skipped }],
    ["an output is missing", { stacks, plan: ok, review: ok, apply: skipped }],
  ])("no: %s", (_words, needs) => expect(isDone(needs)).toBe(false));

  test("the next wave waits for it", () => {
    const { jobs: called } = workflowNamed("deploy.yml");
    for (const wave of [2, 3]) {
      expect(called[`wave-${wave}`]?.if).toBe(
        `\${{ !failure() && !cancelled() && needs.wave-${wave - 1}.outputs.done == 'true' }}`,
      );
    }
  });
});

test("the check to require of CI has a name of its own, and is good only if every other job is", () => {
  const { ci, ...others } = workflowNamed("ci.yml").jobs;
  expect(ci).toMatchObject({ name: "CI", needs: Object.keys(others), if: "always()" });
  const names = all.flatMap(({ workflow }) => Object.entries(workflow.jobs).map(([id, { name }]) => name ?? id));
  expect(names.filter((name) => name === "CI")).toHaveLength(1);
  const script = ci?.steps?.[0]?.run ?? "";
  const isGood = (...results: string[]) => {
    const env = { ...process.env, RESULTS: JSON.stringify(results) };
    return spawnSync("bash", ["-e", "-c", script], { env }).status === 0;
  };
  expect(isGood("success", "success")).toBe(true);
  for (const other of ["failure", "cancelled", "skipped"]) {
    expect([other, isGood("success", other)]).toEqual([other, false]);
  }
});

test("what decides has owners, each path of them is there, and dependabot keeps actions and packages", () => {
  const owned = readFileSync(join(repository, ".github", "CODEOWNERS"), "utf8")
    .split("\n")
    .flatMap((line) => (line === "" || line.startsWith("#") ? [] : [line.split(/\s+/)]));
  const paths = owned.map(([path = ""]) => path);
  const needed = [".github/", "package.json", "package-lock.json", "main.ts", "src/", "stacks/", "build/", "bin/"];
  expect(paths).toEqual(expect.arrayContaining(needed.map((path) => `/${path}`)));
  // npm reads it where it is, so nobody may add it unseen.
  expect(paths.filter((path) => path !== "/.npmrc" && !existsSync(join(repository, path)))).toEqual([]);
  expect(new Set(owned.map(([, owner]) => owner)).size).toBe(1);
  const { updates } = parse(readFileSync(join(repository, ".github", "dependabot.yml"), "utf8")) as {
    updates: { "package-ecosystem": string }[];
  };
  expect(updates.map((update) => update["package-ecosystem"])).toEqual(["github-actions", "npm"]);
});

test("a package goes to npm only where somebody says that its name is theirs, and then after an approval", () => {
  const { publish, build } = workflowNamed("release.yml").jobs;
  expect(publish?.if).toBe("vars.NPM_PUBLISH == 'true'");
  expect(publish?.environment).toBe("npm");
  const elsewhere = jobs.filter(
    ({ place, job }) => place !== "release.yml publish" && JSON.stringify(job).includes("npm publish"),
  );
  expect(elsewhere).toEqual([]);
  expect(JSON.stringify(build)).toContain("npm pkg delete private");
});

test("there are as many waves as any example takes", () => {
  const outputDirectory = mkdtempSync(join(tmpdir(), "strongroom-waves-"));
  const examples = join(repository, "examples");
  try {
    const counts = readdirSync(examples).map((name) => {
      const deployment = resolveDeployment(configOf(readFileSync(join(examples, name), "utf8")));
      const output = join(outputDirectory, name);
      synthesize({
        deployment,
        documents: buildDocuments(deployment),
        outputDirectory: output,
        awsProviderVersion: undefined,
      });
      return waves(readSynthesis(output)).length;
    });
    const deployed = Object.values(workflowNamed("deploy.yml").jobs).map(({ with: inputs }) => inputs?.wave);
    expect(deployed).toEqual(Array.from({ length: Math.max(...counts) }, (_, index) => index + 1));
  } finally {
    rmSync(outputDirectory, { recursive: true, force: true });
  }
});

const calls = [
  ...jobs
    .filter(({ job }) => job.uses)
    .map((call) => ({ ...call, called: job(call.job.uses, /^\.\/\.github\/workflows\//) })),
  ...jobsOf(callers).map((call) => ({
    ...call,
    called: job(call.job.uses, new RegExp(`^${team.repository}/.github/workflows/|@${team.release.commit}$`, "g")),
  })),
];

function job(uses: string | undefined, around: RegExp): string {
  return (uses ?? "").replace(around, "");
}

describe.each(calls)("$place calls $called", ({ job: caller, called, workflow: callingWorkflow }) => {
  const { inputs = {}, secrets = {} } = workflowNamed(called).on.workflow_call ?? {};

  test("with inputs and secrets that it takes, and with all that it needs", () => {
    expect(workflowNamed(called).on).toHaveProperty("workflow_call");
    for (const [given, taken] of [
      [caller.with ?? {}, inputs],
      [caller.secrets ?? {}, secrets],
    ] as const) {
      const required = Object.keys(taken).filter((name) => taken[name]?.required);
      expect(Object.keys(taken)).toEqual(expect.arrayContaining(Object.keys(given)));
      expect(Object.keys(given)).toEqual(expect.arrayContaining(required));
    }
  });

  // GitHub refuses to start a called workflow that asks for more than its caller has.
  test("with the permissions that its jobs ask for, and no others", () => {
    expect({ ...callingWorkflow.permissions, ...caller.permissions }).toEqual(permissionsOf(called));
  });
});

/** All that the jobs of a workflow ask for, through the workflows that they call. */
function permissionsOf(name: string): Permissions {
  const merged: Record<string, string> = {};
  for (const called of Object.values(workflowNamed(name).jobs)) {
    const nested = called.uses ? permissionsOf(called.uses.replace("./.github/workflows/", "")) : {};
    for (const [permission, access] of [...Object.entries(called.permissions ?? {}), ...Object.entries(nested)]) {
      merged[permission] = merged[permission] === "write" ? "write" : access;
    }
  }
  return merged;
}

test("actionlint has nothing to say about the workflows of a team", () => {
  const directory = mkdtempSync(join(tmpdir(), "strongroom-workflows-"));
  try {
    const folder = join(directory, ".github", "workflows");
    mkdirSync(folder, { recursive: true });
    callers.forEach(({ text }, index) => writeFileSync(join(folder, `${index}.yml`), text));
    // One mistake along with them shows that it looks: a run of its own would take as long again.
    writeFileSync(join(folder, "wrong.yml"), (callers[0]?.text ?? "").replace("concurrency:", "concurency:"));
    const program = join(repository, "node_modules", "@tktco", "node-actionlint", "bin", "node-actionlint.js");
    const { stdout } = spawnSync(process.execPath, [program, ".github/workflows/*.yml"], {
      cwd: directory,
      encoding: "utf8",
    });
    expect(stdout).toContain(`Checking ${callers.length + 1} workflow file(s)`);
    expect(stdout.match(/^\S+:\d+:\d+ .*/gm)).toEqual([
      expect.stringMatching(/^\.github\/workflows\/wrong\.yml:\d+:1 unexpected key "concurency"/),
    ]);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test("every command of strongroom that a workflow runs exists, with its options", async () => {
  const lines = jobs
    .flatMap(({ job: { steps = [] } }) => steps)
    .flatMap(({ run: script }) => script?.replace(/\\\n\s*/g, " ").match(/strongroom(?:\.js)? [a-z][^\n|;)]*/g) ?? [])
    .filter((line) => !line.includes(" wrote"));
  const commands = new Map<string, Set<string>>();
  for (const line of lines) {
    const [, command = ""] = /^strongroom(?:\.js)? ((?:github )?[a-z-]+)/.exec(line) ?? [];
    const options = commands.get(command) ?? new Set();
    line.match(/ --[a-z-]+/g)?.forEach((option) => options.add(option.trim()));
    commands.set(command, options);
  }
  expect(commands.size).toBeGreaterThanOrEqual(10);
  for (const [command, options] of commands) {
    const { exitCode, stdout } = await run([...command.split(" "), "--help"]);
    expect([command, exitCode]).toEqual([command, 0]);
    expect(stdout.match(/--[a-z-]+/g)).toEqual(expect.arrayContaining([...options]));
  }
});
