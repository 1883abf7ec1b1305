/** How `plan` runs Terraform. That real plans come out of it is the matter of the end-to-end test. */

import { spawn } from "node:child_process";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { edit } from "../config/valid";
import { cloud, minimal, organization, stacks, until } from "./organization";
import { inherited, program, run } from "./run";

test("plans every stack in the order of the waves, says so line by line, and ends with one table", async () => {
  const { plan } = await organization();
  const { exitCode, stdout, stderr } = await plan("--parallel", "1");
  expect(exitCode).toBe(0);
  expect(
    stderr
      .trim()
      .split("\n")
      .map((line) => line.replace(/ \(\d+ s\)/, "")),
  ).toEqual(stacks.map((stack, index) => `[${index + 1}/5] ${stack}: no changes`));
  expect(stdout).toContain(
    "│ stack         │ create │ update │ replace │ destroy │ import │ move │ forget │ result     │",
  );
  expect(stdout.match(/no changes/g)).toHaveLength(5);
});

test("init never runs twice at the same time, and all stacks share one lock file", async () => {
  const { plan, log, home } = await organization();
  await plan("--parallel", "4", "--memory", "100");
  const inits = log().filter((line) => / init /.test(line));
  expect(inits.map((line) => line.split(" ")[2])).toEqual(stacks.flatMap(() => ["begins", "ends"]));
  const locks = stacks.map((stack) =>
    readFileSync(join(home, "cdktf.out", "stacks", stack, ".terraform.lock.hcl"), "utf8"),
  );
  expect(new Set(locks).size).toBe(1);
});

test("-detailed-exitcode: 2 is changes, 1 is a failure, which is shown and ends with exit 1", async () => {
  const failure = "╷\n│ Error: no such bucket\n│ \n│ It is gone.\n╵\n";
  const { planned, plan } = await organization(minimal, {
    encryption: { plans: [{ exitCode: 2, output: "Plan: 1 to add\n" }] },
    "member-shop": { plans: [1, 1].map((exitCode) => ({ exitCode, output: `Refreshing\n${failure}` })) },
  });
  expect(await planned("encryption", "member-shop")).toMatchObject([
    { stack: "encryption", failure: null },
    { stack: "member-shop", changes: null, failure: "Error: no such bucket\n\nIt is gone." },
  ]);
  const { exitCode, stdout, stderr } = await plan("member-shop");
  expect(exitCode).toBe(1);
  expect(stdout).toContain("failed: no such bucket");
  expect(stderr).toContain("It is gone.");
});

test.each([
  ["Backend configuration changed", true],
  ["Failed to get existing workspaces", false],
])(
  "an init that fails with `%s`: exit 1; where the state has another place, the way to move it",
  async (said, moves) => {
    const advice = 'use "terraform init\n-reconfigure".';
    const { plan } = await organization(minimal, { encryption: { initFails: `Error: ${said}\n\n${advice}\n` } });
    const { exitCode, stderr } = await plan("encryption");
    expect(exitCode).toBe(1);
    expect(stderr).toContain(said);
    expect(stderr.includes("`strongroom move-state`")).toBe(moves);
  },
);

test("a plan that cannot be shown is a failure, with what Terraform said, and for HCP Terraform one that is kept", async () => {
  const behaviour = { plans: [{ exitCode: 2, output: "Plan: 1 to destroy\n" }], showFails: true as const };
  expect(await (await organization(minimal, { encryption: behaviour })).planned("encryption")).toMatchObject([
    { changes: null, failure: "Error: terraform show gave no plan\n\nError: Failed to load plugin schemas" },
  ]);
  expect(await (await organization(cloud, { encryption: behaviour })).planned("encryption")).toMatchObject([
    { changes: true, failure: null },
  ]);
});

test("a second run plans only what failed or has another configuration or state; --fresh plans all", async () => {
  const { planned, behave, home, environment } = await organization(minimal, {
    "network-shop": { plans: [{ exitCode: 1, output: "Error: once\n" }] },
  });
  const reused = async () => (await planned()).flatMap((plan) => (plan.reused ? [plan.stack] : []));
  expect(await reused()).toEqual([]);
  expect(await reused()).toEqual(stacks.filter((stack) => stack !== "network-shop"));
  expect(await reused()).toEqual(stacks);
  behave("encryption", { serial: 2 });
  // The vaults read the state of the key.
  expect(await reused()).toEqual(["network-shop", "organization"]);
  writeFileSync(join(home, "org.yaml"), edit(minimal, "cron(0 2 ? * * *)", "cron(0 3 ? * * *)"));
  expect((await run(["synth", "org.yaml"], environment, home)).exitCode).toBe(0);
  expect(await reused()).toEqual(stacks.filter((stack) => stack !== "organization"));
  expect((await planned("--fresh")).filter((plan) => plan.reused)).toEqual([]);
});

test("what the disk does not take fails its stack by the name of the file, and the others go on", async () => {
  const { planned, home } = await organization();
  symlinkSync("/dev/full", join(home, "cdktf.out", "stacks", "encryption", "plan.json.new"));
  const plans = await planned();
  expect(plans.map(({ stack }) => stack)).toEqual(stacks);
  expect(plans.flatMap(({ stack, failure }) => (failure === null ? [] : [[stack, failure]]))).toEqual([
    [
      "encryption",
      `Error: ${join(home, "cdktf.out", "stacks", "encryption", "plan.json")}: cannot be written: no space is left on the disk`,
    ],
  ]);
});

test("--role-name: Terraform assumes another role while it plans, and nothing is left of it", async () => {
  const { planned, home, log } = await organization();
  const overrides = () => log().flatMap((line) => / plan override (.*)$/.exec(line)?.[1] ?? []);
  expect(await planned("encryption", "--role-name", "Reader")).toMatchObject([{ reused: false }]);
  expect(overrides().map((text) => JSON.parse(text) as unknown)).toEqual([
    {
      provider: {
        aws: [
          {
            alias: "eu-central-1",
            assume_role: [{ role_arn: "arn:aws:iam::222222222222:role/Reader", session_name: "strongroom" }],
          },
        ],
      },
    },
  ]);
  expect(existsSync(overrideIn(home))).toBe(false);
  // The file of a run that was killed.
  writeFileSync(overrideIn(home), "{}");
  expect(await planned("encryption")).toMatchObject([{ reused: false }]);
  expect(overrides()).toHaveLength(1);
  expect(existsSync(overrideIn(home))).toBe(false);
});

const overrideIn = (home: string) => join(home, "cdktf.out", "stacks", "encryption", "plan_role_override.tf.json");

test("with terraform.planRoleName, a variable chooses the role, and nothing is overridden", async () => {
  const text = `${minimal}terraform: { deploymentRoleName: Deployer, planRoleName: Reader }\n`;
  const { planned, home, log } = await organization(text);
  const roles = () => log().filter((line) => / role /.test(line));
  await planned("encryption", "--role-name", "Reader");
  expect(existsSync(overrideIn(home))).toBe(false);
  expect(await planned("encryption")).toMatchObject([{ reused: false }]);
  expect(roles()).toEqual(["encryption plan role Reader", "encryption plan role Deployer"]);
});

describe("HCP Terraform", () => {
  const broken = "Error: Failed to read logs: unexpected EOF\n";
  const attempts = (lines: readonly string[]) => lines.filter((line) => line.startsWith("encryption plan begins"));

  test("a log stream that breaks is tried again once", async () => {
    const once = await organization(cloud, { encryption: { plans: [{ exitCode: 1, output: broken }] } });
    expect(await once.planned("encryption")).toMatchObject([{ failure: null }]);
    expect(attempts(once.log())).toHaveLength(2);
    const twice = await organization(cloud, {
      encryption: { plans: [1, 1, 1].map((exitCode) => ({ exitCode, output: broken })) },
    });
    expect(await twice.planned("encryption")).toMatchObject([{ failure: broken.trim() }]);
    expect(attempts(twice.log())).toHaveLength(2);
  });

  test("with other state, nothing is tried again", async () => {
    const local = await organization(minimal, { encryption: { plans: [{ exitCode: 1, output: broken }] } });
    expect(await local.planned("encryption")).toMatchObject([{ failure: broken.trim() }]);
    expect(attempts(local.log())).toHaveLength(1);
  });

  test("TF_CLOUD_HOSTNAME that is not the synthesis's is refused, since states would be looked for at both", async () => {
    const { home, environment } = await organization(cloud);
    const elsewhere = { ...environment, TF_CLOUD_HOSTNAME: "app.eu.terraform.io" };
    expect(await run(["plan", "encryption"], elsewhere, home)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("TF_CLOUD_HOSTNAME is app.eu.terraform.io") as unknown,
    });
    expect((await run(["synth", "org.yaml"], elsewhere, home)).exitCode).toBe(0);
    expect((await run(["plan", "encryption"], elsewhere, home)).exitCode).toBe(0);
    expect((await run(["plan", "encryption"], environment, home)).exitCode).toBe(0);
  });

  test("a workspace that takes no saved plan is planned without one, and its run is named", async () => {
    const url = "https://app.terraform.io/app/acme/backup-encryption/runs/run-abc123";
    const { plan, log } = await organization(cloud, {
      encryption: {
        plans: [
          { exitCode: 1, output: "Error: Saved plans not allowed for workspaces with a VCS connection\n" },
          { exitCode: 2, output: `Preparing the remote plan...\n${url}\n\nPlan: 1 to add\n` },
        ],
      },
    });
    const { exitCode, stdout } = await plan("encryption");
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`changes, see ${url}`);
    expect(attempts(log()).map((line) => line.includes("-out="))).toEqual([true, false]);
    expect(log().join()).not.toContain("-lock");
  });
});

// These three wait for most of their time, in directories of their own.
test.concurrent.each([
  ["SIGINT", 130],
  ["SIGHUP", 129],
] as const)("%s ends Terraform and what it started, and then this process, with %d", async (signal, exitCode) => {
  const { home, environment, log } = await organization(minimal, { encryption: { hangs: true } });
  const child = spawn(process.execPath, [program, "plan", "encryption", "--role-name", "Reader"], {
    cwd: home,
    env: { ...inherited(), ...environment },
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const provider = await until(
    () =>
      log()
        .find((line) => line.includes(" provider "))
        ?.split(" ")[2],
  );
  expect(existsSync(overrideIn(home))).toBe(true);
  child.kill(signal);
  expect(await ended).toBe(exitCode);
  expect(existsSync(overrideIn(home))).toBe(false);
  expect(await until(() => !isRunning(Number(provider)) || undefined)).toBe(true);
});

test.concurrent("a run that takes too long is killed, and said so", async () => {
  const { planned } = await organization(minimal, { encryption: { hangs: true } });
  expect(await planned("encryption", "--timeout", "0.02")).toMatchObject([
    { failure: "Error: Terraform did not end within 0.02 minutes, and was killed" },
  ]);
});

test.each([
  ["no output", ["plan", "--synthesis", "nowhere"], "nowhere/manifest.json: cannot be read: there is no such file"],
  ["an unknown stack", ["plan", "member-shp"], "cdktf.out. Did you mean `member-shop`?"],
  ["no number", ["plan", "--parallel", "x"], "It must be a number above 0."],
  ["a time limit that no timer holds", ["plan", "--timeout", "100000"], "It must be 10080 or less."],
  ["no repository", ["plan", "--affected-since", "nowhere"], "not a git repository"],
  ["an empty wave number", ["stacks", "--wave", "0"], "whole number above 0"],
])("%s: exit 2, in words", async (_what, args, words) => {
  const { home, environment } = await organization();
  const { exitCode, stdout, stderr } = await run(args, environment, home);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain(words);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test("without Terraform: exit 2, and what to install", async () => {
  const { home, environment } = await organization();
  const { exitCode, stderr } = await run(["plan"], { ...environment, PATH: "/nowhere" }, home);
  expect(exitCode).toBe(2);
  expect(stderr).toBe("terraform: not found on PATH: install Terraform 1.10 or later\n");
});

test("stacks: by wave, for a person and for a matrix", async () => {
  const { home, environment } = await organization();
  const answer = async (...args: string[]) => JSON.parse((await run(["stacks", ...args], environment, home)).stdout);
  expect(await answer()).toEqual(stacks);
  expect(await answer("--wave", "2")).toEqual(["central-vault", "member-shop"]);
  expect(await answer("--wave", "9")).toEqual([]);
  expect(await answer("--wave", "1", "--format", "matrix")).toEqual({
    include: [
      { job: 1, stacks: "encryption" },
      { job: 2, stacks: "network-shop" },
    ],
  });
  expect(existsSync(join(home, "cdktf.out", "plugin-cache"))).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
