/** `npm run synth` as a user meets it: exit codes, what is said, and what is left in the output directory. */

import { spawn as spawnProcess, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { edit, repository, validText } from "../config/valid";
import { filesBelow, inherited, program, run, spawn, temporaryDirectory } from "./run";

const directory = temporaryDirectory();
const cdktf = join(repository, "node_modules", ".bin", "cdktf");
const minimal = join(repository, "examples", "minimal.yaml");
const stacksOfMinimal = ["central-vault", "encryption", "member-shop", "network-shop", "organization"];

function write(name: string, text: string): string {
  const file = join(directory, name);
  writeFileSync(file, text);
  return file;
}

async function synth(file: string, outputDirectory: string) {
  return await run(["synth", file], { CDKTF_OUTDIR: outputDirectory });
}

test("writes every stack and says which", async () => {
  const outputDirectory = join(directory, "out");
  const { exitCode, stdout, stderr } = await synth(minimal, outputDirectory);
  expect(exitCode).toBe(0);
  expect(stderr).toBe("");
  expect(stdout).toContain("5 stacks in");
  expect(readdirSync(join(outputDirectory, "stacks")).sort()).toEqual(stacksOfMinimal);
});

test("takes the file from STRONGROOM_CONFIG, and from an argument before it", async () => {
  const outputDirectory = join(directory, "environment");
  const { exitCode } = await run(["synth"], { CDKTF_OUTDIR: outputDirectory, STRONGROOM_CONFIG: minimal });
  expect(exitCode).toBe(0);
  expect(existsSync(join(outputDirectory, "stacks", "member-shop"))).toBe(true);
  const argument = await run(["synth", minimal], { CDKTF_OUTDIR: outputDirectory, STRONGROOM_CONFIG: "nowhere.yaml" });
  expect(argument.exitCode).toBe(0);
});

const unusable: readonly (readonly [what: string, text: string | undefined, exitCode: number, says: RegExp])[] = [
  ["a wrong type", edit(validText, "deletionWindowDays: 30", "deletionWindowDays: x"), 1, /:\d+:\d+ error wrong-type/],
  ["an unknown key", `colour: red\n${validText}`, 1, /:1:1 error unknown-key/],
  [
    "a number for an account id",
    edit(validText, '"444444444444"', "444444444444"),
    1,
    /:\d+:\d+ error wrong-type .*quoted string/,
  ],
  ["a duplicate key", `homeRegion: eu-west-1\n${validText}`, 1, /:\d+:\d+ error yaml-duplicate-key/],
  ["a tab", edit(validText, "  partition", "\tpartition"), 1, /:\d+:\d+ error yaml-syntax/],
  ["an empty file", "", 1, /:1:1 error yaml-syntax the file is empty/],
  ["an unknown OU", edit(validText, "parent: Workloads", "parent: Work"), 1, /:\d+:\d+ error ou-unknown/],
  ["a missing file", undefined, 2, /no such file/],
];

test.each(unusable)(
  "%s: a message with its place, no stack trace, and the earlier output as it was",
  async (what, text, exitCode, says) => {
    const outputDirectory = join(directory, `kept-${what.replaceAll(" ", "-")}`);
    expect((await synth(minimal, outputDirectory)).exitCode).toBe(0);
    const before = filesBelow(outputDirectory);
    const file =
      text === undefined ? join(directory, "missing.yaml") : write(`${what.replaceAll(" ", "-")}.yaml`, text);
    const result = await synth(file, outputDirectory);
    expect(result.exitCode).toBe(exitCode);
    expect(result.stderr).toMatch(says);
    expect(result.stderr).toContain(file);
    expect(result.stderr).not.toMatch(/\n\s+at /);
    expect(filesBelow(outputDirectory)).toEqual(before);
    expect(readdirSync(outputDirectory).filter((name) => name.startsWith("."))).toEqual([]);
  },
);

test("a bad config makes no output directory", async () => {
  const outputDirectory = join(directory, "never");
  expect((await synth(write("empty.yaml", ""), outputDirectory)).exitCode).toBe(1);
  expect(existsSync(outputDirectory)).toBe(false);
});

test("a directory and a huge file are refused in words", async () => {
  expect(await synth(directory, join(directory, "x"))).toMatchObject({ exitCode: 2 });
  expect((await synth(directory, join(directory, "x"))).stderr).toContain("it is a directory");
  const huge = await synth(write("huge.yaml", "a".repeat(10 * 2 ** 20)), join(directory, "x"));
  expect(huge.exitCode).toBe(2);
  expect(huge.stderr).toContain("10.0 MiB; a file may have 1 MiB at the most");
});

test("a stack that is no more leaves no directory; what Terraform keeps in the others stays", async () => {
  const outputDirectory = join(directory, "shrinking");
  await synth(join(repository, "test", "fixtures", "org.yaml"), outputDirectory);
  mkdirSync(join(outputDirectory, "stacks", "encryption", ".terraform"));
  writeFileSync(join(outputDirectory, "stacks", "encryption", ".terraform.lock.hcl"), "lock");
  for (const name of ["cdk.tf", "plan_role_override.tf.json"]) {
    writeFileSync(join(outputDirectory, "stacks", "encryption", name), "Terraform would read it");
  }
  await synth(minimal, outputDirectory);
  expect(readdirSync(join(outputDirectory, "stacks")).sort()).toEqual(stacksOfMinimal);
  expect(readdirSync(join(outputDirectory, "stacks", "encryption")).sort()).toEqual([
    ".terraform",
    ".terraform.lock.hcl",
    "cdk.tf.json",
  ]);
});

test("an empty output directory means the default, and what it did not write, synthesis does not delete", async () => {
  const working = join(directory, "working");
  const mine = join(working, "cdktf.out", "stacks", "mine");
  mkdirSync(mine, { recursive: true });
  writeFileSync(join(mine, "main.ts"), "source");
  const { exitCode } = await run(["synth", minimal], { CDKTF_OUTDIR: "" }, working);
  expect(exitCode).toBe(0);
  expect(readdirSync(mine)).toEqual(["main.ts"]);
  expect(existsSync(join(working, "stacks"))).toBe(false);
});

test.each(["new/", "deep/er", "./dotted"])("an output directory written as %s", async (outputDirectory) => {
  const working = join(directory, `written-${outputDirectory.replaceAll(/\W/g, "")}`);
  mkdirSync(working);
  expect((await run(["synth", minimal], { CDKTF_OUTDIR: outputDirectory }, working)).exitCode).toBe(0);
  expect(existsSync(join(working, outputDirectory, "manifest.json"))).toBe(true);
});

test("an output directory that cannot be written: one line, exit 2", async () => {
  const { exitCode, stderr } = await synth(minimal, join(write("a-file", ""), "out"));
  expect(exitCode).toBe(2);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});

test("other arguments than one file: usage, exit 2", async () => {
  expect(await run(["synth", minimal, "more"])).toMatchObject({
    exitCode: 2,
    stderr: "error: too many arguments for 'synth'. Expected 1 argument but got 2.\n",
  });
  expect(await run(["synth", minimal, "--config", minimal])).toMatchObject({ exitCode: 2, stdout: "" });
  expect((await run(["synth", "--help"])).exitCode).toBe(0);
});

test("HCL, for which cdktf synth --hcl asks, is refused in words, and nothing is written", async () => {
  const outputDirectory = join(directory, "hcl");
  expect(await run(["synth", minimal, "--out", outputDirectory], { SYNTH_HCL_OUTPUT: "true" })).toMatchObject({
    exitCode: 2,
    stderr: "Strongroom writes JSON, which Terraform reads as it reads HCL: leave out --hcl\n",
  });
  expect(existsSync(outputDirectory)).toBe(false);
  expect(await run(["synth", minimal, "--out", outputDirectory], { SYNTH_HCL_OUTPUT: "false" })).toMatchObject({
    exitCode: 0,
  });
});

test("regionStrategy resourceRegion is refused for a provider that does not know it, and nothing is written", async () => {
  const file = write(
    "by-resource.yaml",
    `${readFileSync(minimal, "utf8")}terraform: { regionStrategy: resourceRegion }\n`,
  );
  const outputDirectory = join(directory, "by-resource");
  const older = { STRONGROOM_AWS_PROVIDER_VERSION: "~> 5.100" };
  expect(await run(["synth", file, "--out", outputDirectory], older)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("needs version 6 of the AWS provider") as unknown,
  });
  expect(existsSync(outputDirectory)).toBe(false);
});

test("a file that is not UTF-8 is refused in words", async () => {
  const file = join(directory, "utf16.yaml");
  writeFileSync(file, Buffer.from("\ufefforganization: {}\n", "utf16le"));
  expect(await synth(file, join(directory, "x"))).toMatchObject({
    exitCode: 2,
    stderr: `${file}: is not UTF-8 text: save it as UTF-8\n`,
  });
});

test("of two processes that synthesize into one directory at once, each is refused or whole, and neither mixes", async () => {
  const outputDirectory = join(directory, "shared");
  const configs = ["minimal", "twenty-accounts"].map((name) => join(repository, "examples", `${name}.yaml`));
  const alone = await Promise.all(
    configs.map(async (config, index) => {
      const output = join(directory, `alone-${index}`);
      expect((await spawn(["synth", config, "--out", output])).exitCode).toBe(0);
      return filesBelow(output);
    }),
  );
  const runs = await Promise.all(
    [...configs, ...configs].map((config) => spawn(["synth", config], { CDKTF_OUTDIR: outputDirectory })),
  );
  for (const { exitCode, stderr } of runs) {
    expect([exitCode, stderr]).toEqual(
      exitCode === 0
        ? [0, expect.anything()]
        : [2, expect.stringMatching(/shared: process \d+ on \S+ synthesizes into it\. Wait/)],
    );
  }
  expect(runs.map(({ exitCode }) => exitCode)).toContain(0);
  expect(alone).toContainEqual(filesBelow(outputDirectory));
}, 60_000);

test("what a run leaves that is killed half-way is made up for by the next", async () => {
  const [outputDirectory, alone] = [join(directory, "killed"), join(directory, "not-killed")];
  const config = join(repository, "examples", "twenty-accounts.yaml");
  expect((await spawn(["synth", config, "--out", alone])).exitCode).toBe(0);
  expect((await spawn(["synth", minimal, "--out", outputDirectory])).exitCode).toBe(0);
  const victim = spawnProcess(process.execPath, [program, "synth", config, "--out", outputDirectory]);
  const ended = new Promise((resolve) => victim.on("close", resolve));
  const isAtWork = () => readdirSync(outputDirectory).some((name) => name.startsWith(`.strongroom-${victim.pid}.`));
  while (victim.exitCode === null && !isAtWork()) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  victim.kill("SIGKILL");
  await ended;
  expect((await spawn(["synth", config, "--out", outputDirectory])).exitCode).toBe(0);
  expect(filesBelow(outputDirectory)).toEqual(filesBelow(alone));
  expect(readdirSync(outputDirectory).sort()).toEqual(readdirSync(alone).sort());
});

test("another program makes everything anew, also where it has the same version", async () => {
  const copy = join(directory, "program");
  for (const file of ["bin/strongroom.js", "dist/strongroom.js", "package.json"]) {
    cpSync(join(repository, file), join(copy, file));
  }
  const outputDirectory = join(copy, "out");
  const member = join(outputDirectory, "stacks", "member-shop", "cdk.tf.json");
  const synthWithCopy = () =>
    spawnSync(process.execPath, [join(copy, "bin", "strongroom.js"), "synth", minimal, "--out", outputDirectory], {
      encoding: "utf8",
      env: inherited(),
    }).stdout;
  expect(synthWithCopy()).toContain("This is the first synthesis in this directory");
  expect(synthWithCopy()).toContain("no changes");
  const bundle = join(copy, "dist", "strongroom.js");
  const [before, after] = ["Restores for AWS Backup", "Restores what was backed up"];
  // The bundler breaks lines, also within a text.
  const broken = new RegExp([...before].join("(?:\\\\\\n)?"), "g");
  writeFileSync(bundle, readFileSync(bundle, "utf8").replace(broken, after));
  expect(readFileSync(member, "utf8")).toContain(before);
  expect(synthWithCopy()).toContain("1 changed (member-shop)");
  expect(readFileSync(member, "utf8")).toContain(after);
}, 60_000);

test("a second run touches no file", async () => {
  const outputDirectory = join(directory, "again");
  await synth(minimal, outputDirectory);
  const file = join(outputDirectory, "stacks", "encryption", "cdk.tf.json");
  const { mtimeMs, ino } = statSync(file);
  await synth(minimal, outputDirectory);
  expect(statSync(file)).toMatchObject({ mtimeMs, ino });
});

function cdktfCli(config: string, ...args: string[]) {
  return spawnSync(process.execPath, [cdktf, ...args], {
    cwd: repository,
    encoding: "utf8",
    // Terraform warns of a configuration file that is not there.
    env: { ...process.env, CI: "1", CHECKPOINT_DISABLE: "1", STRONGROOM_CONFIG: config, TF_CLI_CONFIG_FILE: undefined },
  });
}

test("cdktf synth gives the same bytes, and removes stacks that are no more", async () => {
  const plain = join(directory, "plain");
  const viaCli = join(directory, "cli");
  expect((await spawn(["synth", minimal, "--out", plain])).exitCode).toBe(0);
  mkdirSync(join(viaCli, "stacks", "member-gone"), { recursive: true });
  const { status, stdout, stderr } = cdktfCli(minimal, "synth", "--output", viaCli);
  expect({ status, output: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, output: "" });
  expect(filesBelow(viaCli)).toEqual(filesBelow(plain));
  expect(existsSync(join(viaCli, "stacks", "member-gone"))).toBe(false);
});

test("cdktf synth shows warnings as warnings, because it says [ERROR] before all of standard error", () => {
  const text = readFileSync(minimal, "utf8").replace("account: backup-admin }", "account: management }");
  const warned = cdktfCli(write("warned.yaml", text), "synth", "--output", join(directory, "cli-warned"));
  expect(warned).toMatchObject({ status: 0, stderr: "" });
  expect(warned.stdout).toMatch(/^\S*warned\.yaml:\d+:\d+ warning kms-key-in-management /m);
  expect(warned.stdout).not.toContain("[ERROR]");
});

test("cdktf synth fails on a bad config and leaves its earlier output as it was", async () => {
  const outputDirectory = join(directory, "cli-kept");
  await synth(minimal, outputDirectory);
  const before = filesBelow(outputDirectory);
  const { status, stdout, stderr } = cdktfCli(write("bad.yaml", "a: b\n"), "synth", "--output", outputDirectory);
  expect(status).toBe(1);
  expect(stdout + stderr).toContain("bad.yaml:1:1 error unknown-key");
  expect(filesBelow(outputDirectory)).toEqual(before);
});

test("cdktf synth --hcl is refused in words, and nothing is written", () => {
  const outputDirectory = join(directory, "cli-hcl");
  const { status, stdout, stderr } = cdktfCli(minimal, "synth", "--hcl", "--output", outputDirectory);
  expect(status).toBe(1);
  expect(stdout + stderr).toContain("Strongroom writes JSON, which Terraform reads as it reads HCL: leave out --hcl");
  expect(existsSync(join(outputDirectory, "stacks"))).toBe(false);
});

test("cdktf list names every stack", () => {
  const outputDirectory = join(directory, "cli-list");
  const { status, stdout } = cdktfCli(minimal, "list", "--output", outputDirectory);
  expect(status).toBe(0);
  for (const id of stacksOfMinimal) {
    expect(stdout).toMatch(new RegExp(`^${id} +\\S`, "m"));
  }
});
