/** The CLI: stdout is the answer alone, stderr is for people, exit codes are the contract's. */

import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { edit, repository, textOf, validText } from "../config/valid";
import { recordedFile } from "../plan-summary/plans";
import { inherited, program, run, temporaryDirectory } from "./run";

const directory = temporaryDirectory();
const broken = join(directory, "broken.yaml");
writeFileSync(
  broken,
  edit(
    edit(edit(validText, "parent: Workloads", "parent: Work"), "account: management #", "account: backup-admin #"),
    "serviceOptIn: [Aurora, DynamoDB, EBS, EC2, EFS, RDS, S3]",
    "serviceOptIn: [DynamoDB, EFS]", // for which AWS Backup does everything
  ),
);

test("validate: nothing to say about a good config", async () => {
  const copied = join(directory, "copied.yaml");
  writeFileSync(copied, `${textOf("examples/minimal.yaml")}serviceOptIn: [EBS, EFS]\n`);
  expect(await run(["validate", copied])).toEqual({ exitCode: 0, stdout: "", stderr: "0 errors, 0 warnings\n" });
});

test("validate: a note does not count, and changes no exit code", async () => {
  const minimal = join(repository, "examples", "minimal.yaml");
  const { exitCode, stdout, stderr } = await run(["validate", minimal]);
  expect(stdout).toMatch(/^\S+:21:18 note copy-partial .*: RDS Multi-AZ cluster\n {2}.*\n$/);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "0 errors, 0 warnings\n" });
});

test("validate: FILE:LINE:COL severity rule-id message, then the hint", async () => {
  const { exitCode, stdout, stderr } = await run(["validate", broken]);
  expect(exitCode).toBe(1);
  expect(stdout).toBe(
    `${broken}:12:55 error ou-unknown no organizational unit has the name \`Work\`\n` +
      "  Add it to organizationalUnits, or correct the name.\n",
  );
  expect(stderr).toBe("1 error, 0 warnings\n");
});

test("validate --format json: the findings, for a machine", async () => {
  const { exitCode, stdout } = await run(["validate", broken, "--format", "json"]);
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toEqual([
    {
      file: broken,
      line: 12,
      column: 55,
      severity: "error",
      rule: "ou-unknown",
      path: "organizationalUnits[2].parent",
      message: "no organizational unit has the name `Work`",
      hint: "Add it to organizationalUnits, or correct the name.",
    },
  ]);
});

test.each([
  ["an unknown command", ["frobnicate"]],
  ["an unknown option", ["validate", "--colour"]],
  ["an unknown format", ["validate", "--format", "xml"]],
  ["a file that is not there", ["validate", "nowhere.yaml"]],
])("%s: exit 2, in words, with nothing on stdout", async (_what, args) => {
  const { exitCode, stdout, stderr } = await run(args);
  expect(exitCode).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).not.toBe("");
  expect(stderr).not.toMatch(/\n\s+at /);
});

test("--help: exit 0", async () => {
  const { exitCode, stdout } = await run(["--help"]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain("validate");
});

describe("the process", () => {
  const example = join(repository, "examples", "minimal.yaml");

  function spawned(args: readonly string[], stdout: number | "pipe", stderr: number | "pipe" = "pipe") {
    const stdio = ["ignore", stdout, stderr] as const;
    const env = inherited();
    return spawnSync(process.execPath, [program, ...args], { env, stdio: [...stdio], encoding: "utf8" });
  }

  test("ends with 2 where its output cannot be written, and says so where it still can", () => {
    const unwritable = openSync(example, "r");
    expect(spawned(["schema"], unwritable)).toMatchObject({
      status: 2,
      stderr: "standard output: it is not open for this operation\n",
    });
    expect(spawned(["validate", example], "pipe", unwritable).status).toBe(2);
    closeSync(unwritable);
  });

  test.each([["schema"], ["validate", example], ["plan-summary", recordedFile("shorten-a-retention")], ["--help"]])(
    "ends with 2 where the disk is full: %s",
    (...args) => {
      const full = openSync("/dev/full", "w");
      const { status, stderr } = spawned(args, full);
      closeSync(full);
      expect([status, stderr]).toEqual([2, expect.stringMatching(/standard output: no space is left on the disk\n$/)]);
    },
  );

  test("keeps the exit code of the command where the reader has read enough", () => {
    const script = `node "$0" validate "$1" 2>/dev/null | true; exit "\${PIPESTATUS[0]}"`;
    expect(spawnSync("bash", ["-c", script, program, broken], { env: inherited() }).status).toBe(1);
  });

  test("says where it cannot run: in a directory that is gone", () => {
    const gone = join(directory, "gone");
    mkdirSync(gone);
    const script = `cd "$0" && rmdir "$0" && node "$1" validate`;
    const { status, stderr } = spawnSync("bash", ["-c", script, gone, program], { env: inherited(), encoding: "utf8" });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "the current directory no longer exists: change to another one\n",
    });
  });
});

test("a device that never ends is read no further than a file may go", async () => {
  expect(existsSync("/dev/zero")).toBe(true);
  const { exitCode, stderr } = await run(["validate", "/dev/zero"]);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: "/dev/zero: does not end; a file may have 1 MiB at the most\n",
  });
});

describe("key-statement", () => {
  const example = join(repository, "examples", "twenty-accounts.yaml");

  test("prints the statements for the account's keys", async () => {
    const { exitCode, stdout, stderr } = await run(["key-statement", "--account", "ledger", "--config", example]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const statements = JSON.parse(stdout);
    expect(statements.map(({ Principal }: { Principal: object }) => Principal)).toEqual([
      { AWS: "arn:aws:iam::200000000012:root" },
      { AWS: "arn:aws:iam::200000000012:root" },
      { AWS: "arn:aws:iam::200000000003:root" },
      { AWS: "arn:aws:iam::200000000003:root" },
    ]);
    expect(stdout).toContain("arn:aws:iam::200000000012:role/OrgBackupRole");
  });

  test("an account that the config does not list: exit 2, with the one that is meant", async () => {
    expect(await run(["key-statement", "--account", "legder", "--config", example])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: `${example} lists no account \`legder\`. Did you mean \`ledger\`?\n`,
    });
  });

  test("a config with an error: its findings, and exit 1", async () => {
    const { exitCode, stdout, stderr } = await run(["key-statement", "--account", "payments", "--config", broken]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain("ou-unknown");
  });

  test("no account: exit 2", async () => {
    expect(await run(["key-statement"])).toMatchObject({ exitCode: 2, stdout: "" });
  });
});
