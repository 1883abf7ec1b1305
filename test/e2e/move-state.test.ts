/**
 * States that move between files, a bucket and HCP Terraform, by the real Terraform. The tests build on each other, in
 * their order: each direction ends with an empty plan in every stack.
 */

import { ListKeysCommand } from "@aws-sdk/client-kms";
import { spawn as start, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Readable } from "node:stream";
import { inherited, program, type Run, spawn } from "../cli/run";
import { createClients } from "./clients";
import { type AppliedOrganization, applyOrganization } from "./deployment";
import { type HcpTerraformServer, startHcpTerraform } from "./hcp-terraform/server";
import { runScript } from "./script";
import { changed, synthesizeTo } from "./synthesize";
import { terraformEnvironment } from "./terraform";

const hostname = "app.eu.terraform.io";
const directory = mkdtempSync(join(tmpdir(), "strongroom-move-state-"));
const temporary = join(directory, "tmp");
const output = join(directory, "cdktf.out");
const stacks = ["encryption", "central-vault", "member-shop", "organization"];

/** Without guardrails that name the bucket of the state: they would change with it. */
const local = `
organization: { id: o-a1b2c3d4e5, rootId: r-a1b2 }
homeRegion: eu-central-1
regions: [eu-central-1]
accounts:
  - { name: management, id: "111111111111", purpose: management }
  - { name: backup-admin, id: "222222222222", purpose: backupAdministrator }
  - { name: backup-storage, id: "333333333333", purpose: centralBackup }
  - { name: shop, id: "444444444444" }
backupPlans:
  - name: daily
    targets: [shop]
    select: { tag: { key: backup, values: [daily] } }
    rules: [{ name: daily, schedule: cron(0 2 ? * * *), lifecycle: { deleteAfterDays: 35 } }]
guardrails: { stayInOrganization: { targets: [root] } }
encryption: { account: backup-admin }
`;
const withState = (text: string, state: object) => changed(text, (config) => (config.terraform = { state }));
const bucket = (keyPrefix: string) => ({ type: "s3", bucket: "acme-tfstate", region: "eu-central-1", keyPrefix });
const s3 = withState(local, bucket("backup/"));
const workspaces = { type: "cloud", hostname, organization: "acme", workspacePrefix: "backup-" };
const cloud = withState(local, workspaces);
const renamed = withState(local, bucket("other/")).replaceAll("shop", "store");

let hcp: HcpTerraformServer;
let applied: AppliedOrganization;

const environment = () => ({
  ...terraformEnvironment(applied.aws.endpoint),
  ...hcp.environment,
  // Copies of the provider for each of them would fill the disk.
  TF_PLUGIN_CACHE_DIR: join(directory, "plugin-cache"),
  TMPDIR: temporary,
});
const strongroom = (...args: string[]) => spawn(args, environment(), directory);
const results = ({ stdout }: Run) => stdout.trim().split("\n");

/** Synthesizes the new config. */
function become(text: string): void {
  synthesizeTo(output, text, applied.ids);
}

/** From the config that was there before. */
function moveArguments(earlier: string): string[] {
  const from = join(directory, "old");
  synthesizeTo(from, earlier, applied.ids);
  return ["move-state", "--from", `${from}.yaml`, "--config", `${output}.yaml`, "--parallel", "2", "--run"];
}

async function everyPlanIsEmpty(of = stacks): Promise<void> {
  const { stdout } = await strongroom("plan", "--format", "json", "--parallel", "2", "--config", `${output}.yaml`);
  const plans = JSON.parse(stdout) as { stack: string; changes: boolean; failure: string | null }[];
  expect(plans.map(({ stack, changes, failure }) => [stack, changes, failure])).toEqual(
    of.map((stack) => [stack, false, null]),
  );
}

beforeAll(async () => {
  [temporary, join(directory, "plugin-cache")].forEach((path) => mkdirSync(path));
  hcp = await startHcpTerraform(hostname, ["acme"], join(directory, "hcp"));
  applied = await applyOrganization(directory, local);
  const create =
    "aws s3api create-bucket --bucket acme-tfstate --create-bucket-configuration LocationConstraint=eu-central-1";
  await runScript(create, applied.aws.endpoint);
});

afterAll(async () => {
  await applied.aws.stop();
  await hcp.stop();
  rmSync(directory, { recursive: true, force: true });
});

test("local to S3: a move that is killed after the first stack is run again, and does the rest", async () => {
  become(s3);
  const args = moveArguments(local);
  const child = start(process.execPath, [program, ...args, "--parallel", "1"], {
    cwd: directory,
    env: { ...inherited(), ...environment() },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await untilSaid(child.stderr, "encryption: done");
  const terraforms = spawnSync("ps", ["-o", "pid=", "--ppid", String(child.pid)], { encoding: "utf8" }).stdout;
  child.kill("SIGKILL");
  await ended;
  for (const pid of terraforms.trim().split(/\s+/).filter(Boolean)) {
    killGroup(Number(pid));
  }

  const again = await strongroom(...args);
  expect(again).toMatchObject({ exitCode: 0 });
  expect(results(again)).toEqual([
    "encryption: moved already, serial 1",
    ...["central-vault", "member-shop", "organization"].map(
      (id) => `${id}: moved to s3://acme-tfstate/backup/${id}.tfstate`,
    ),
  ]);
  await everyPlanIsEmpty();
});

test("S3 to HCP Terraform", async () => {
  become(cloud);
  expect(await strongroom(...moveArguments(s3))).toMatchObject({
    exitCode: 0,
    stdout: stacks.map((id) => `${id}: moved to workspace backup-${id} of acme at ${hostname}\n`).join(""),
  });
  await everyPlanIsEmpty();
  expect(hcp.api.workspaces.filter(({ lockReason }) => lockReason !== undefined)).toEqual([]);
  expect(hcp.api.unknownRequests).toEqual([]);
});

test("HCP Terraform to S3, under another prefix, with an account that has another name", async () => {
  become(renamed);
  const ids = stacks.map((stack) => stack.replace("shop", "store"));
  expect(await strongroom(...moveArguments(cloud))).toMatchObject({
    exitCode: 0,
    stdout: ids.map((id) => `${id}: moved to s3://acme-tfstate/other/${id}.tfstate\n`).join(""),
  });
  await everyPlanIsEmpty(ids);
});

test("the printed steps, in a shell: from S3 to files beside an output elsewhere", async () => {
  const elsewhere = join(directory, "build", "tf.out");
  mkdirSync(join(elsewhere, ".."));
  synthesizeTo(elsewhere, local, applied.ids);
  const from = moveArguments(renamed).slice(0, 3);
  const { stdout } = await strongroom(...from, "--config", `${elsewhere}.yaml`, "--synthesis", elsewhere);
  // The second run leaves what the first one moved.
  for (let run = 1; run <= 2; run++) {
    await runScript(
      Object.entries(environment())
        .map(([name, value]) => `export ${name}='${value}'\n`)
        .join("") + stdout,
      applied.aws.endpoint,
    );
    for (const stack of stacks) {
      const [moved, original] = [join(directory, "build"), directory].map((place) =>
        resourcesIn(join(place, `terraform.${stack}.tfstate`)),
      );
      expect(moved).toEqual(original);
    }
  }
});

test("a state that is left behind: the plan of the key fails, and no second key is made", async () => {
  become(withState(local, bucket("forgotten/")));
  // As a fresh clone is.
  rmSync(join(output, "stacks", "encryption", ".terraform"), { recursive: true });
  const { exitCode, stderr } = await strongroom("apply", "encryption", "--yes", "--config", `${output}.yaml`);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/alias\/central-backup names the key mrk-[0-9a-f-]+ already/);
  expect(stderr).toContain("the state of encryption does not hold it: s3://acme-tfstate/forgotten/encryption.tfstate.");
  const kms = await createClients(applied.aws.endpoint, "AWSControlTowerExecution").kms(
    applied.ids.get("222222222222") ?? "",
    "eu-central-1",
  );
  expect((await kms.send(new ListKeysCommand({}))).Keys).toHaveLength(1);
});

test("nothing of the states is left where they were read", () => {
  // Of the one that was killed, which could remove nothing.
  expect(readdirSync(temporary).filter((name) => name.startsWith("strongroom-"))).toHaveLength(1);
});

function resourcesIn(file: string): unknown {
  return (JSON.parse(readFileSync(file, "utf8")) as { resources: unknown }).resources;
}

/** Or until the end. */
async function untilSaid(stream: Readable, words: string): Promise<void> {
  let said = "";
  for await (const text of stream) {
    said += String(text);
    if (said.includes(words)) {
      return;
    }
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended in the meantime.
  }
}
