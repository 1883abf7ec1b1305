/**
 * The scripts of the workflows, run in the repository of a team with the strongroom of this project: which stacks are
 * planned, with which version, and what is judged. Only GitHub can say whether GitHub runs them like this.
 */

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { version } from "../../src/about";
import { initialFiles } from "../../src/delivery/init/initial-files";
import { edit, repository as project } from "../config/valid";
import { team } from "../init/team";
import { git, type JobRun, runJob } from "./workflow-runner";

jest.setTimeout(180_000);

const directory = mkdtempSync(join(tmpdir(), "strongroom-team-"));
const repository = join(directory, "team");
const artifacts = join(directory, "artifacts");
const file = (path: string) => join(repository, path);
const initial = initialFiles(team);
const org = initial["org.yaml"] ?? "";

/** Of the package as npm installs it: a launcher, which says which version runs, and the program of this project. */
function pack(version: string, before = ""): void {
  const source = join(directory, `package-${version}`);
  mkdirSync(source, { recursive: true });
  writeFileSync(
    join(source, "package.json"),
    JSON.stringify({ name: "strongroom", version, bin: { strongroom: "strongroom.js" }, engines: { node: ">=20" } }),
  );
  writeFileSync(
    join(source, "strongroom.js"),
    `#!/usr/bin/env node
process.stderr.write("strongroom ${version}: " + process.argv.slice(2).join(" ") + "\\n");
${before}
require(${JSON.stringify(join(project, "bin", "strongroom.js"))});
`,
    { mode: 0o755 },
  );
  npm(source, "pack", "--pack-destination", repository);
}

function npm(workingDirectory: string, ...args: string[]): void {
  const { status, stderr } = spawnSync("npm", [...args, "--offline", "--no-audit", "--no-fund"], {
    cwd: workingDirectory,
    encoding: "utf8",
  });
  if (status !== 0) {
    throw new Error(`npm ${args.join(" ")}: ${stderr}`);
  }
}

function commit(files: Readonly<Record<string, string>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(file(path)), { recursive: true });
    writeFileSync(file(path), content);
  }
  git(repository, "add", "--all");
  git(repository, "commit", "-q", "--allow-empty", "-m", "change");
  return git(repository, "rev-parse", "HEAD");
}

let main = "";

beforeAll(() => {
  mkdirSync(repository);
  git(repository, "init", "-q");
  pack("1.2.3");
  writeFileSync(file("package.json"), initial["package.json"] ?? "");
  writeFileSync(file(".gitignore"), initial[".gitignore"] ?? "");
  npm(repository, "install", "--ignore-scripts");
  main = commit(initial);
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

beforeEach(() => {
  rmSync(artifacts, { recursive: true, force: true });
  git(repository, "checkout", "-q", "--detach", main);
});

const contexts = (base: string, needs: object = {}) => ({
  github: {
    event_name: "pull_request",
    repository: "acme/backup",
    token: "",
    event: {
      pull_request: {
        number: 7,
        base: { sha: base, ref: "main" },
        head: { repo: { full_name: "ada/fork" } },
        labels: [],
      },
    },
  },
  inputs: {
    config: "org.yaml",
    "node-version": "22",
    "terraform-version": "1.11.4",
    "terraform-hostname": "app.terraform.io",
    wave: 1,
  },
  vars: {},
  needs,
});

type Needed = Readonly<Record<string, JobRun["needed"]>>;

/** The jobs before the plans, to the first that fails; its run, and what each was. */
function check(head: string, base = main): JobRun & { readonly needs: Needed } {
  const job = (id: string, needs: Needed) =>
    runJob("pull-request.yml", id, { repository, head, artifacts, contexts: contexts(base, needs) });
  const changes = job("changes", {});
  let needs: Needed = { changes: changes.needed, synthesis: { result: "skipped", outputs: {} } };
  if (!changes.succeeded) {
    return { ...changes, needs };
  }
  let log = changes.log;
  if (changes.needed.outputs.code === "true") {
    const synthesis = job("synthesis", needs);
    needs = { ...needs, synthesis: synthesis.needed };
    log += synthesis.log;
  }
  const checked = job("check", needs);
  return { ...checked, log: log + checked.log, needs: { ...needs, check: checked.needed } };
}

/** @param planned whether the job `plan` ran, of which nothing is here but what a test has put there */
function summary(head: string, planned: boolean, base = main, { needs } = check(head, base)): JobRun {
  const plan = { result: planned ? "success" : "skipped", outputs: {} };
  return runJob("pull-request.yml", "summary", {
    repository,
    head,
    artifacts,
    contexts: { ...contexts(base, { ...needs, plan }), vars: planned ? { AWS_PLAN_ROLE_ARN: "plan" } : {} },
  });
}

const withoutPayments = edit(
  org,
  '  - { name: payments, id: "444444444444", organizationalUnit: Production }\n',
  '  - { name: ledger, id: "444444444444", organizationalUnit: Production }\n',
);

describe("a pull request's check", () => {
  test("finds the stacks that a change reaches, and hands over the synthesis of the head", () => {
    const { succeeded, outputs } = check(commit({ "org.yaml": withoutPayments }));
    expect(succeeded).toBe(true);
    expect(outputs["affected.planned"]?.split(" ")).toContain("member-ledger");
    expect(outputs["affected.planned"]?.split(" ")).not.toContain("member-payments");
    expect(JSON.parse(outputs["affected.matrix"] ?? "").include[0]).toHaveProperty("job");
    expect(readdirSync(join(artifacts, "synthesis", "stacks"))).toContain("member-ledger");
  });

  test("plans nothing where nothing changes", () => {
    const { succeeded, outputs } = check(commit({ "notes.md": "Nothing about backups.\n" }));
    expect(succeeded).toBe(true);
    expect(outputs["affected.planned"]).toBe("");
  });

  test("fails with annotations at the lines of an org file with errors", () => {
    const { succeeded, log } = check(
      commit({ "org.yaml": edit(org, "regions: [eu-central-1,", "regions: [eu-centrl-1,") }),
    );
    expect(succeeded).toBe(false);
    expect(log).toMatch(/::error file=org\.yaml,line=\d+/);
  });

  test("plans every stack where the base has an org file that cannot be synthesized", () => {
    const base = commit({ "org.yaml": "organization: {}\n" });
    const { succeeded, outputs, log } = check(commit({ "org.yaml": org }), base);
    expect(succeeded).toBe(true);
    expect(outputs["affected.planned"]?.split(" ").sort()).toEqual([
      "central-vault",
      "encryption",
      "member-payments",
      "organization",
    ]);
    expect(log).toContain("::warning::org.yaml of main cannot be synthesized");
  });

  test("says what to do where the base pins no strongroom", () => {
    const head = git(repository, "rev-parse", "HEAD");
    git(repository, "checkout", "-q", "--orphan", "empty");
    git(repository, "rm", "-rqf", ".");
    const { succeeded, log } = check(head, commit({}));
    expect(succeeded).toBe(false);
    expect(log).toContain("::error::main has no package-lock.json");
  });

  test("synthesizes a head with changed code by that code, and everything else by the base", () => {
    pack("2.0.0");
    npm(repository, "install", "--ignore-scripts", "./strongroom-2.0.0.tgz");
    const { succeeded, log, needs } = check(commit({ "org.yaml": withoutPayments }));
    expect(succeeded).toBe(true);
    expect(log.match(/^strongroom 2\.0\.0: \S+/gm)).toEqual(["strongroom 2.0.0: synth"]);
    expect(log.match(/^strongroom 1\.2\.3: \S+/gm)).toEqual(
      ["code-changes", "validate", "known-synthesis", "synth", "affected"].map(
        (command) => `strongroom 1.2.3: ${command}`,
      ),
    );
    expect(needs.check?.outputs.planned).toContain("member-ledger");
  });

  test("does not believe code of the head that says nothing changes, or writes what could run", () => {
    const lies = (program: string) => {
      pack("6.6.6", program);
      npm(repository, "install", "--ignore-scripts", "./strongroom-6.6.6.tgz");
      return check(commit({ "org.yaml": withoutPayments }));
    };
    const silent = lies('if (process.argv[2] === "affected") { console.log("[]"); process.exit(0); }');
    expect([silent.succeeded, silent.needs.check?.outputs.planned]).toEqual([
      true,
      expect.stringContaining("member-ledger"),
    ]);
    const running = lies(`process.on("exit", () => {
      const directory = process.env.CDKTF_OUTDIR + "/stacks/encryption/";
      require("node:fs").writeFileSync(directory + "x.tf.json", "{}");
    });`);
    expect([running.succeeded, running.log]).toEqual([false, expect.stringContaining("x.tf.json: does not belong")]);
  });
});

describe("a pull request's summary", () => {
  test("judges the accounts of both sides, with the version that the base pins", () => {
    pack("2.0.0");
    npm(repository, "install", "--ignore-scripts", "./strongroom-2.0.0.tgz");
    const run = summary(commit({ "org.yaml": withoutPayments }), false);
    expect(run.log).toContain("strongroom 1.2.3: plan-summary");
    expect(run.log).not.toContain("strongroom 2.0.0");
    expect(run.summary).toMatch(/payments/);
  });

  test("passes where nothing was to be planned and nothing changes", () => {
    const { succeeded, summary: text, outputs } = summary(commit({ "notes.md": "" }), false);
    expect(outputs["summary.code"]).toBe("0");
    expect(succeeded).toBe(true);
    expect(text).toContain("Strongroom plan");
  });

  test("fails where a plan that was to be made is missing", () => {
    const { succeeded, log } = summary(commit({ "org.yaml": withoutPayments }), true);
    expect(succeeded).toBe(false);
    expect(log).toContain("member-ledger");
  });

  test("refuses the plan of another synthesis than that of the head", () => {
    const head = commit({ "org.yaml": withoutPayments });
    const checked = check(head);
    planned(checked.needs, (text) => text);
    const current = summary(head, true, main, checked);
    expect([current.succeeded, current.summary]).toEqual([true, expect.not.stringContaining("Not compared")]);
    planned(checked.needs, (text) => `${text} `);
    const stale = summary(head, true, main, checked);
    expect(stale.succeeded).toBe(false);
    expect(stale.log).toContain("it is from another synthesis: cdk.tf.json has changed since");
  });

  test("compares with the head itself where the base has an org file with errors", () => {
    const base = commit({ "org.yaml": "organization: {}\n" });
    const head = commit({ "org.yaml": org });
    const checked = check(head, base);
    planned(checked.needs, (text) => text);
    expect(summary(head, true, base, checked).succeeded).toBe(true);
  });
});

/** Puts a plan without changes for each stack that was to be planned. @param of what it says that it was made from */
function planned({ check: checked }: Needed, of: (synthesis: string) => string): void {
  for (const stack of String(checked?.outputs.planned).split(" ")) {
    const file = join(artifacts, "synthesis", "stacks", stack, "cdk.tf.json");
    const synthesis = createHash("sha256")
      .update(of(existsSync(file) ? readFileSync(file, "utf8") : ""))
      .digest("hex");
    const origin = { synthesis, lockFile: null, version, terraform: "1.11.4", role: null, states: [] };
    const plan = { format_version: "1.2", terraform_version: "1.11.4", resource_changes: [] };
    mkdirSync(join(artifacts, "plans-1", stack), { recursive: true });
    writeFileSync(
      join(artifacts, "plans-1", stack, "plan.json"),
      JSON.stringify({ strongroom: { stack, changed: false, origin }, ...plan }),
    );
  }
}

describe("a deployment", () => {
  const stacks = (head: string) =>
    runJob("deploy-wave.yml", "stacks", {
      repository,
      head,
      artifacts,
      contexts: contexts(main),
    });
  const s3 = "  state: { type: s3, bucket: acme-tfstate, region: eu-central-1 }";

  test("refuses state on a runner, before anything is planned", () => {
    const { succeeded, log } = stacks(main);
    expect(succeeded).toBe(false);
    expect(log).toContain("::error file=org.yaml::terraform.state is local");
  });

  test("refuses to plan with the role that deploys", () => {
    const { succeeded, log } = stacks(commit({ "org.yaml": edit(org, "  state: { type: local }", s3) }));
    expect(succeeded).toBe(false);
    expect(log).toContain("::error file=org.yaml::terraform.planRoleName is missing");
  });

  test("names the stacks of the wave", () => {
    const head = commit({
      "org.yaml": edit(org, "  state: { type: local }", `${s3}\n  planRoleName: StrongroomPlan`),
    });
    const { succeeded, outputs } = stacks(head);
    expect(succeeded).toBe(true);
    expect(outputs["stacks.stacks"]).toBe("encryption");
    expect(JSON.parse(outputs["stacks.matrix"] ?? "")).toEqual({ include: [{ job: 1, stacks: "encryption" }] });
  });
});

test("the repository of a team ignores what is installed and synthesized", () => {
  expect(
    git(repository, "ls-files")
      .split("\n")
      .filter((path) => /^(node_modules|cdktf\.out)/.test(path)),
  ).toEqual([]);
  expect(readFileSync(file("package-lock.json"), "utf8")).toContain('"resolved": "file:strongroom-');
});
