/**
 * The scripts of the workflows, run in the repository of a team with the strongroom of this project: which stacks are
 * planned, with which version, and what is judged. Only GitHub can say whether GitHub runs them like this.
 */

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
function pack(version: string): void {
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

const expressions = (base: string) => ({
  "inputs.config": "org.yaml",
  "inputs.node-version": "22",
  "inputs.terraform-hostname": "app.terraform.io",
  "github.event.pull_request.base.sha": base,
  "github.event.pull_request.base.ref": "main",
});

function check(head: string, base = main): JobRun {
  return runJob("pull-request.yml", "check", { repository, head, artifacts, expressions: expressions(base) });
}

/** @param planned stacks that the job `plan` was to plan, which did not run here */
function summary(head: string, planned: string, base = main): JobRun {
  check(head, base);
  return runJob("pull-request.yml", "summary", {
    repository,
    head,
    artifacts,
    expressions: {
      ...expressions(base),
      "needs.plan.result != 'skipped' && needs.check.outputs.planned || ''": planned,
      "toJSON(github.event.pull_request.labels.*.name)": "[]",
      "github.event.pull_request.head.repo.full_name == github.repository": "false",
      "needs.plan.result == 'skipped' && needs.check.outputs.planned != ''": "false",
    },
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

  test("synthesizes either side with the version that it pins", () => {
    pack("2.0.0");
    npm(repository, "install", "--ignore-scripts", "./strongroom-2.0.0.tgz");
    const { succeeded, log } = check(commit({}));
    expect(succeeded).toBe(true);
    expect(log.match(/^strongroom .*synth.*$/gm)).toEqual([
      "strongroom 2.0.0: synth --out ../cdktf.out",
      "strongroom 1.2.3: synth --out ../base.out",
    ]);
  });
});

describe("a pull request's summary", () => {
  test("judges the accounts of both sides, with the version that the base pins", () => {
    pack("2.0.0");
    npm(repository, "install", "--ignore-scripts", "./strongroom-2.0.0.tgz");
    const run = summary(commit({ "org.yaml": withoutPayments }), "");
    expect(run.log).toContain("strongroom 1.2.3: plan-summary");
    expect(run.log).not.toContain("strongroom 2.0.0");
    expect(run.summary).toMatch(/payments/);
  });

  test("passes where nothing was to be planned and nothing changes", () => {
    const { succeeded, summary: text, outputs } = summary(commit({ "notes.md": "" }), "");
    expect(outputs["summary.code"]).toBe("0");
    expect(succeeded).toBe(true);
    expect(text).toContain("Strongroom plan");
  });

  test("fails where a plan that was to be made is missing", () => {
    const { succeeded, log } = summary(commit({ "org.yaml": withoutPayments }), "member-ledger");
    expect(succeeded).toBe(false);
    expect(log).toContain("member-ledger");
  });

  test("refuses the plan of another synthesis than that of the head", () => {
    const head = commit({ "org.yaml": withoutPayments });
    check(head);
    const digest = (text: string) => createHash("sha256").update(text).digest("hex");
    const planned = readFileSync(join(artifacts, "synthesis", "stacks", "encryption", "cdk.tf.json"), "utf8");
    const judged = (synthesis: string) => {
      const origin = { synthesis, lockFile: null, version, terraform: "1.11.4", role: null, states: [] };
      const plan = { format_version: "1.2", terraform_version: "1.11.4", resource_changes: [] };
      mkdirSync(join(artifacts, "plans-1", "encryption"), { recursive: true });
      writeFileSync(
        join(artifacts, "plans-1", "encryption", "plan.json"),
        JSON.stringify({ strongroom: { stack: "encryption", changed: false, origin }, ...plan }),
      );
      return summary(head, "encryption");
    };
    const current = judged(digest(planned));
    expect([current.succeeded, current.summary]).toEqual([true, expect.not.stringContaining("Not compared")]);
    const stale = judged(digest(`${planned} `));
    expect(stale.succeeded).toBe(false);
    expect(stale.log).toContain("it is from another synthesis: cdk.tf.json has changed since");
  });

  test("compares with the head itself where the base has an org file with errors", () => {
    const base = commit({ "org.yaml": "organization: {}\n" });
    const { succeeded } = summary(commit({ "org.yaml": org }), "", base);
    expect(succeeded).toBe(true);
  });
});

describe("a deployment", () => {
  const stacks = (head: string) =>
    runJob("deploy-wave.yml", "stacks", {
      repository,
      head,
      artifacts,
      expressions: { ...expressions(main), "inputs.wave": "1", "inputs.terraform-version": "1.11.4" },
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
