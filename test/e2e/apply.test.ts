/**
 * An organization deployed by `strongroom apply` alone, with what goes wrong on the way: an account in which nothing can
 * be made, a process that is killed, a plan of yesterday. The tests build on each other, in their order.
 */

import { CreateRoleCommand, DeleteRoleCommand, GetRoleCommand } from "@aws-sdk/client-iam";
import { spawn as start, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inherited, program, spawn } from "../cli/run";
import { type Clients, createClients } from "./clients";
import { type EmbeddedAws, startEmbeddedAws } from "./embedded-aws";
import { enablePrerequisites, type Ids, seed } from "./seed";
import { changed, parse, synthesizeTo } from "./synthesize";
import { Terraform, terraformEnvironment } from "./terraform";

const template = readFileSync(join(__dirname, "plans.yaml"), "utf8");
const directory = mkdtempSync(join(tmpdir(), "strongroom-apply-"));
const output = join(directory, "cdktf.out");
const hold = join(directory, "hold");
const options = ["--synthesis", output, "--parallel", "2", "--timeout", "4"];
const firstAndSecondWave = ["encryption", "network-payments", "central-vault", "member-payments", "member-reports"];

let aws: EmbeddedAws;
let clients: Clients;
let ids: Ids;

const strongroom = (...args: string[]) => spawn([...args, ...options], terraformEnvironment(aws.endpoint));
const apply = (...args: string[]) => strongroom("apply", "--yes", "--config", `${output}.yaml`, ...args);
const inPayments = () => clients.iam(ids.get("444444444444") ?? "");
const results = (stdout: string) =>
  Object.fromEntries([...stdout.matchAll(/^([\w-]+): (.*)$/gm)].map(([, stack, result]) => [stack, result]));

beforeAll(async () => {
  const config = parse(template);
  aws = await startEmbeddedAws(hold);
  clients = createClients(aws.endpoint, config.terraform.deploymentRoleName);
  ids = await seed(config, clients);
  await enablePrerequisites(clients.organizations, ids.get(config.organization.rootId) ?? "");
  synthesizeTo(output, template, ids);
});

afterAll(async () => {
  await aws.stop();
  rmSync(directory, { recursive: true, force: true });
});

test("an account in which an apply fails stops no other one of its wave; the next wave waits", async () => {
  const iam = await inPayments();
  await iam.send(new CreateRoleCommand({ RoleName: "OrgRestoreRole", AssumeRolePolicyDocument: "{}" }));
  const { exitCode, stdout, stderr } = await apply();
  expect(exitCode).toBe(1);
  expect(results(stdout)).toEqual({
    encryption: "applied",
    "network-payments": "applied",
    "central-vault": "applied",
    "member-payments": "failed",
    "member-reports": "applied",
  });
  expect(stderr).toContain("EntityAlreadyExists");
  expect(stderr).toContain("not begun, because a stack of an earlier wave failed: organization\n");
  await iam.send(new DeleteRoleCommand({ RoleName: "OrgRestoreRole" }));
});

test("a second apply that is killed, and a third one, finish the rest", async () => {
  writeFileSync(hold, "");
  const child = start(process.execPath, [program, "apply", "--yes", "--config", `${output}.yaml`, ...options], {
    env: { ...inherited(), ...terraformEnvironment(aws.endpoint) },
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await untilThere(async () => (await inPayments()).send(new GetRoleCommand({ RoleName: "OrgRestoreRole" })));
  // As long as Terraform takes to write down what else is done.
  await seconds(5);
  const terraforms = spawnSync("ps", ["-o", "pid=", "--ppid", String(child.pid)], { encoding: "utf8" }).stdout;
  child.kill("SIGKILL");
  await ended;
  for (const pid of terraforms.trim().split(/\s+/)) {
    process.kill(-Number(pid), "SIGKILL");
  }
  rmSync(hold);

  const { exitCode, stdout, stderr } = await apply();
  expect([exitCode, stderr]).toEqual([0, expect.anything()]);
  expect(results(stdout)).toEqual({
    ...Object.fromEntries(firstAndSecondWave.map((stack) => [stack, "applied already"])),
    "member-payments": "applied",
    organization: "applied",
  });
});

test("what is applied is applied, and planned by nobody again", async () => {
  const { exitCode, stdout } = await apply();
  expect(exitCode).toBe(0);
  expect(new Set(Object.values(results(stdout)))).toEqual(new Set(["applied already"]));
  const terraform = new Terraform(output, aws.endpoint);
  for (const stack of [...firstAndSecondWave, "organization"]) {
    expect([stack, (await terraform.plan(stack)).exitCode]).toEqual([stack, 0]);
  }
});

test("a plan that was made before the config went back is refused, and AWS keeps what it has", async () => {
  const shorter = changed(template, (config) => (config.backupPlans[0].rules[1].lifecycle.deleteAfterDays = 60));
  synthesizeTo(output, shorter, ids);
  expect((await strongroom("plan", "organization")).exitCode).toBe(0);
  synthesizeTo(output, template, ids);
  const stale = "it is from another synthesis: cdk.tf.json has changed since";
  expect(await apply("--wave", "3")).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining(stale) });
  const judged = await spawn(["plan-summary", join(output, "stacks"), "--config", `${output}.yaml`]);
  expect(judged).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining(stale) });
  expect((await new Terraform(output, aws.endpoint).plan("organization")).exitCode).toBe(0);
});

async function untilThere(ask: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await ask();
      return;
    } catch (error) {
      if (attempt === 120) {
        throw error;
      }
      await seconds(1);
    }
  }
}

function seconds(count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, count * 1000));
}
