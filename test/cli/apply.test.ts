/** What `apply` applies, and when. That Terraform then does it is the matter of the end-to-end tests. */

import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { edit } from "../config/valid";
import { minimal, organization, stacks, until } from "./organization";
import { inherited, program } from "./run";

const [encryption = "", network = "", ...others] = stacks;
const later = edit(minimal, "cron(0 2 ? * * *)", "cron(0 3 ? * * *)");

/** A change of a resource, and one that needs an approval. */
const change = (actions: readonly string[], type: string, name: string) => ({
  address: `${type}.${name}`,
  mode: "managed",
  type,
  name,
  change: {
    actions,
    before: actions.includes("create") ? null : {},
    after: actions.includes("delete") ? null : {},
    after_unknown: {},
  },
});
const creating = (type = "terraform_data") => ({
  exitCode: 2,
  output: "Plan: 1 to add\n",
  changes: [change(["create"], type, "one")],
});
const deletingKey = {
  exitCode: 2,
  output: "Plan: 1 to destroy\n",
  changes: [change(["delete"], "aws_kms_key", "key-eu-central-1")],
};
const nothing = { exitCode: 0, output: "No changes.\n" };

/** Of the whole organization, each stack of which has something to do once. */
const everything = () =>
  organization(minimal, Object.fromEntries(stacks.map((stack) => [stack, { plans: [creating(), nothing, nothing] }])));

type Organization = Awaited<ReturnType<typeof organization>>;

const runs = ({ log }: Organization, command: string) =>
  log().flatMap((line) => (line.includes(` ${command} begins`) ? [line.split(" ")[0]] : []));
const filesOf = ({ home }: Organization, stack: string) =>
  readdirSync(join(home, "cdktf.out", "stacks", stack)).filter((name) => /^plan\.|last-apply/.test(name));
const applied = (stack: string) => `${stack}: applied\n`;

test("shows, asks, and applies one wave after the other; what was applied is not planned, judged or applied again", async () => {
  const made = await everything();
  expect((await made.plan(encryption, network)).exitCode).toBe(0);
  const { exitCode, stdout } = await made.answered(["yes", "yes", "yes"], "apply", "--parallel", "1");
  expect(exitCode).toBe(0);
  for (const stack of stacks) {
    expect(stdout).toContain(applied(stack));
    expect(filesOf(made, stack)).toEqual(["last-apply.json"]);
  }
  expect(stdout.match(/^Wave \d$/gm)).toEqual(["Wave 1", "Wave 2", "Wave 3"]);
  expect(stdout.indexOf("│ central-vault")).toBeGreaterThan(stdout.indexOf(applied("network-shop")));
  expect(runs(made, "plan")).toEqual(stacks);
  expect(runs(made, "apply")).toEqual(stacks);

  const again = await made.strongroom("apply");
  expect(again).toMatchObject({ exitCode: 0, stdout: stacks.map((stack) => `${stack}: applied already\n`).join("") });
  expect((await made.strongroom("plan-summary", "cdktf.out/stacks")).stderr).toContain("contains no plan.json");
  expect(runs(made, "apply")).toHaveLength(stacks.length);
});

test("only yes applies; without a terminal it needs --yes", async () => {
  const made = await everything();
  await made.plan("encryption");
  for (const answer of ["no", "y", ""]) {
    expect(await made.answered([answer], "apply", "encryption")).toMatchObject({
      exitCode: 1,
      stderr: "not applied\n",
    });
  }
  const mute = await made.strongroom("apply", "encryption");
  expect(mute.exitCode).toBe(2);
  expect(mute.stderr).toContain("say --yes");
  expect(filesOf(made, "encryption")).toEqual(["plan.json", "plan.tfplan"]);
  expect(runs(made, "apply")).toEqual([]);
  expect((await made.strongroom("apply", "encryption", "--yes")).stdout).toContain(applied("encryption"));
});

test("demands the approvals of the summary, from the plans that it applies", async () => {
  const made = await organization(minimal, { encryption: { plans: [deletingKey] } });
  await made.plan("encryption");
  const judged = await made.strongroom("plan-summary", "cdktf.out/stacks", "--format", "json");
  const { protectedChanges } = JSON.parse(judged.stdout) as { protectedChanges: { approvalId: string }[] };
  const ids = protectedChanges.map(({ approvalId }) => approvalId);
  expect(ids).not.toEqual([]);
  const refused = await made.strongroom("apply", "encryption", "--yes");
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain(`not applied, because protected changes are not approved: ${ids.join(", ")}`);
  expect(runs(made, "apply")).toEqual([]);

  const file = join(made.home, "approvals.json");
  const [first = "", ...rest] = ids;
  writeFileSync(file, JSON.stringify([{ id: first, by: "Ada", reason: "Ticket 7" }, ...rest, "another-000000000000"]));
  const approved = await made.strongroom("apply", "encryption", "--yes", "--approvals", file);
  expect(approved).toMatchObject({ exitCode: 0 });
  expect(approved.stderr).toContain("approval another-000000000000 matches no change in these plans\n");
  expect(runs(made, "apply")).toEqual(["encryption"]);
});

describe("a wave that several machines share", () => {
  const wave1 = ["encryption", "network-shop"];
  const share = ["--wave", "1", "--judge-wave", "--yes"];

  test("is judged as a whole by each, and each applies its stacks", async () => {
    const made = await everything();
    await made.plan("--wave", "1", "--out", "plans");
    const first = await made.strongroom("apply", "encryption", ...share, "--plans", "plans");
    expect(first).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/│ network-shop [^]*encryption: applied/),
    });
    expect(first.stdout).not.toContain("network-shop: ");
    const second = await made.strongroom("apply", "network-shop", ...share, "--plans", "plans");
    expect(second).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(applied("network-shop")) });
    expect(runs(made, "apply")).toEqual(wave1);
  });

  test("waits for the approvals of all, so that one decision has one id everywhere", async () => {
    const made = await organization(minimal, {
      encryption: { plans: [deletingKey] },
      "network-shop": { plans: [creating()] },
    });
    await made.plan("--wave", "1");
    const { exitCode, stderr } = await made.strongroom("apply", "network-shop", ...share);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("protected changes are not approved");
    expect(runs(made, "apply")).toEqual([]);
  });

  test("is not stopped by a plan of another machine's stack that failed", async () => {
    const failing = { exitCode: 1, output: "Error: no" };
    const made = await organization(minimal, {
      encryption: { plans: [failing] },
      "network-shop": { plans: [creating()] },
    });
    await made.plan("--wave", "1");
    const { exitCode, stdout } = await made.strongroom("apply", "network-shop", ...share);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(applied("network-shop"))]);
  });

  test("is one that the command line names", async () => {
    const { exitCode, stderr } = await (await shared()).strongroom("apply", "--judge-wave");
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("say --wave too")]);
  });
});

test.each([
  ["no JSON", "[", "1:2: this is not JSON"],
  ["no array", '{ "id": "a" }', "1:1: this is no array of approvals"],
  ["no id", '["a",\n  { "by": "Ada" }]', "2:3: this approval has no id"],
  ["an empty id", '[""]', "1:2: this approval has no id"],
  ["an unknown key", '[{ "id": "a", "until": "never" }]', "1:24: `until` is not known here"],
  ["a reason that is no text", '[{ "id": "a", "reason": 7 }]', "1:25: `reason` is not known here"],
])("approvals with %s: exit 2, with file and position", async (_what, text, words) => {
  const made = await shared();
  writeFileSync(join(made.home, "approvals.json"), text);
  const { exitCode, stderr } = await made.strongroom("apply", "--approvals", "approvals.json");
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`approvals.json:${words}`);
});

let one: Promise<Organization> | undefined;
const shared = () => (one ??= organization());

test("a plan of another synthesis, without an origin, or beside another saved plan: exit 2, before anything", async () => {
  const made = await everything();
  await made.plan();
  const directory = (stack: string) => join(made.home, "cdktf.out", "stacks", stack);
  writeFileSync(join(made.home, "org.yaml"), later);
  await made.strongroom("synth", "org.yaml");
  writeFileSync(join(directory("network-shop"), "plan.tfplan"), "another\n");
  const file = join(directory("encryption"), "plan.json");
  writeFileSync(file, readFileSync(file, "utf8").replace('"origin"', '"before"'));
  const { exitCode, stdout, stderr } = await made.strongroom("apply", "--yes");
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain("encryption/plan.json: the plan does not say what it was made from. Run `strongroom plan");
  expect(stderr).toContain("network-shop/plan.json: plan.tfplan beside it is another plan. Run `strongroom plan");
  expect(stderr).toContain("organization/plan.json: it is from another synthesis: cdk.tf.json has changed since.");
  expect(stderr).not.toContain("member-shop");
  expect(runs(made, "apply")).toEqual([]);
});

test("--wave takes only what was planned, and waits for what is left of earlier waves", async () => {
  const made = await everything();
  const wave = (number: number, ...args: string[]) =>
    made.strongroom("apply", "--wave", String(number), "--yes", ...args);
  const unplanned = await wave(1);
  expect(unplanned.exitCode).toBe(2);
  expect(unplanned.stderr).toContain(
    "encryption/plan.json: there is no such file: run `strongroom plan encryption` first",
  );
  await made.plan();
  const early = await wave(3);
  expect(early).toMatchObject({ exitCode: 2, stdout: "" });
  for (const stack of [encryption, network, "central-vault", "member-shop"]) {
    expect(early.stderr).toContain(`  ${stack}: its plan is not applied\n`);
  }
  expect((await made.strongroom("apply", "organization", "--yes")).exitCode).toBe(2);
  expect((await wave(1)).exitCode).toBe(0);
  // They read the state of the key.
  const stale = await wave(2);
  expect(stale.exitCode).toBe(2);
  expect(stale.stderr).toContain(
    "there was no state of encryption, and now it has serial 1: something was applied since",
  );
  await made.plan("--wave", "2", "--fresh");
  expect((await wave(2)).exitCode).toBe(0);
});

test("without --wave, what reads a state that was applied since is planned again, and shown", async () => {
  const made = await everything();
  await made.plan();
  const { exitCode, stdout } = await made.strongroom("apply", "--yes", "--parallel", "1");
  expect(exitCode).toBe(0);
  expect(runs(made, "plan")).toEqual([...stacks, "central-vault", "member-shop"]);
  expect(stdout).toContain("central-vault: nothing to do\n");
  expect(stdout).toContain(applied("organization"));
});

test("without --wave, an old plan that had nothing to do is no obstacle: the stack is planned again", async () => {
  const made = await organization(minimal, { organization: { plans: [nothing, creating()] } });
  await made.plan();
  writeFileSync(join(made.home, "org.yaml"), later);
  await made.strongroom("synth", "org.yaml");
  const { exitCode, stdout } = await made.strongroom("apply", "--yes");
  expect(exitCode).toBe(0);
  expect(stdout).toContain("member-shop: nothing to do\n");
  expect(stdout).toContain(applied("organization"));
});

test("one that fails stops no other one of its wave; the next wave waits, and a second apply finishes the rest", async () => {
  const made = await everything();
  made.behave("encryption", { failedApplies: ["Error: denied\n\nNot you.\n"], plans: [creating(), creating()] });
  await made.plan("--wave", "1");
  const first = await made.strongroom("apply", "--yes", "--parallel", "1");
  expect(first.exitCode).toBe(1);
  expect(first.stdout).toContain("encryption: failed\nnetwork-shop: applied\n");
  expect(first.stderr).toContain("\nencryption:\nError: denied\n\nNot you.\n");
  expect(first.stderr).toContain(`not begun, because a stack of an earlier wave failed: ${others.join(", ")}\n`);
  expect(filesOf(made, "encryption")).toEqual(["last-apply.json"]);
  expect((await made.strongroom("apply", "--wave", "2", "--yes")).stderr).toContain(
    "  encryption: its last apply did not finish\n",
  );
  expect((await made.strongroom("plan-summary", "cdktf.out/stacks", "--expect", "")).stderr).toContain(
    "encryption: its last apply did not finish: `strongroom apply` plans it anew\n",
  );

  const second = await made.strongroom("apply", "--yes", "--parallel", "1");
  expect(second.exitCode).toBe(0);
  expect(second.stdout).toContain("encryption: applied\nnetwork-shop: applied already\n");
  expect(second.stdout).toContain(applied("organization"));
});

test("with --continue-on-error the next wave goes on, and the exit code says that not all is well", async () => {
  const made = await everything();
  made.behave("network-shop", { failedApplies: ["Error: denied\n"] });
  const { exitCode, stdout } = await made.strongroom("apply", "--yes", "--parallel", "1", "--continue-on-error");
  expect(exitCode).toBe(1);
  expect(stdout).toContain("network-shop: failed\n");
  expect(stdout).toContain(applied("organization"));
});

test("a stack that cannot be planned stops no other one of its wave", async () => {
  const made = await everything();
  made.behave("encryption", { plans: [{ exitCode: 1, output: "Error: no credentials\n" }] });
  const { exitCode, stdout, stderr } = await made.strongroom("apply", "--yes", "--wave", "1");
  expect(exitCode).toBe(2);
  expect(stderr).toContain("first");
  const all = await made.strongroom("apply", "--yes", "--parallel", "1");
  expect(all.exitCode).toBe(1);
  expect(all.stdout).toContain("encryption: failed\nnetwork-shop: applied\n");
  expect(stdout).toBe("");
});

test("after kill -9, apply plans what had begun, judges it, and applies it", async () => {
  const made = await everything();
  made.behave("encryption", { applyHangs: true, plans: [creating(), creating()] });
  await made.plan("--wave", "1");
  const child = spawn(process.execPath, [program, "apply", "--wave", "1", "--yes", "--parallel", "1"], {
    cwd: made.home,
    env: { ...inherited(), ...made.environment },
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const provider = await until(
    () =>
      made
        .log()
        .find((line) => line.includes(" provider "))
        ?.split(" ")[2],
  );
  child.kill("SIGKILL");
  await ended;
  process.kill(Number(provider), "SIGKILL");
  expect(existsSync(join(made.home, "cdktf.out", "stacks", "encryption", "plan.json"))).toBe(false);

  const again = await made.strongroom("apply", "--wave", "1", "--yes");
  expect(again.exitCode).toBe(0);
  expect(again.stdout).toContain("│ encryption");
  expect(again.stdout).toContain("encryption: applied\nnetwork-shop: applied\n");
});

test("what cannot be noted is not begun", async () => {
  const made = await everything();
  await made.plan("--wave", "1");
  symlinkSync("/dev/full", join(made.home, "cdktf.out", "stacks", "encryption", "last-apply.json.new"));
  const { exitCode, stdout, stderr } = await made.strongroom("apply", "--wave", "1", "--yes", "--parallel", "1");
  expect(exitCode).toBe(1);
  expect(stdout).toContain("encryption: failed\nnetwork-shop: applied\n");
  expect(stderr).toContain("last-apply.json: cannot be written: no space is left on the disk");
  expect(runs(made, "apply")).toEqual(["network-shop"]);
});

test("a plan made with a role that only reads is not applied", async () => {
  const made = await everything();
  await made.plan("encryption", "--role-name", "Reader");
  const { exitCode, stderr } = await made.strongroom("apply", "encryption", "--yes");
  expect(exitCode).toBe(2);
  expect(stderr).toContain("it was made with the role Reader, not the deployment role");
});

test("plans that lie elsewhere are applied from there", async () => {
  const made = await everything();
  await made.plan("encryption", "--out", "plans");
  renameSync(join(made.home, "plans"), join(made.home, "moved"));
  expect((await made.strongroom("apply", "encryption", "--plans", "moved", "--yes")).stdout).toContain(
    applied("encryption"),
  );
  expect(readdirSync(join(made.home, "moved", "encryption"))).toEqual(["last-apply.json"]);
});
