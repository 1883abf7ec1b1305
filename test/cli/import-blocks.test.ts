/** `strongroom import-blocks`, from a synthesis to the section of the config. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { repository } from "../config/valid";
import { remoteText } from "../permissions/remote";
import { run, temporaryDirectory } from "./run";

const directory = temporaryDirectory();
const synthesis = join(directory, "out");
const inventory = join(directory, "inventory.jsonl");
const minimal = join(repository, "examples", "minimal.yaml");

beforeAll(async () => {
  expect((await run(["synth", minimal], { CDKTF_OUTDIR: synthesis })).exitCode).toBe(0);
});

async function importBlocks(...args: readonly string[]) {
  return await run(["import-blocks", "--synthesis", synthesis, ...args]);
}

/** An inventory of the network stack, in which the VPC has an endpoint or not. */
function writeInventory(...endpoints: readonly object[]): void {
  const command =
    "ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=vpc-0a1b2c3d4e5f60718 Name=service-name,Values=com.amazonaws.eu-central-1.s3";
  const line = { account: "444444444444", region: "eu-central-1", command, output: { VpcEndpoints: endpoints } };
  writeFileSync(inventory, `${JSON.stringify(line)}\n`);
}

const endpoint = { VpcEndpointId: "vpce-0123", VpcEndpointType: "Gateway", State: "available" };

test("--script prints a script that assumes the deployment role of each account, or the one that --role names", async () => {
  const { exitCode, stdout } = await importBlocks("--script");
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^#!\/usr\/bin\/env bash\n/);
  expect(stdout).toContain("assume arn:aws:iam::444444444444:role/AWSControlTowerExecution\n");
  expect((await importBlocks("--script", "--role", "Reader")).stdout).toContain(
    "assume arn:aws:iam::444444444444:role/Reader\n",
  );
});

test("where HCP Terraform runs the stacks, they name no role, and --role must", async () => {
  const remote = join(directory, "remote.yaml");
  writeFileSync(remote, remoteText(readFileSync(minimal, "utf8")));
  const output = join(directory, "remote");
  expect((await run(["synth", remote], { CDKTF_OUTDIR: output })).exitCode).toBe(0);
  const script = async (...args: readonly string[]) =>
    await run(["import-blocks", "--synthesis", output, "--script", ...args]);
  expect(await script()).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining("--role") });
  expect((await script("--role", "Reader")).stdout).toContain("assume arn:aws:iam::444444444444:role/Reader\n");
});

test("--stack asks about the stacks that it names", async () => {
  const { stdout } = await importBlocks("--script", "--stack", "network-shop");
  expect(stdout.match(/^ {2}ask .*/gm)).toEqual([expect.stringContaining("ec2 describe-vpc-endpoints")]);
});

test("an inventory becomes a section that the config takes, and the synthesis has the block", async () => {
  writeInventory(endpoint);
  const { exitCode, stdout, stderr } = await importBlocks(inventory, "--stack", "network-shop");
  expect([exitCode, stderr]).toEqual([0, "1 to import, 0 to create, 0 to overwrite, 0 in conflict\n"]);
  expect(stdout).toContain(
    "    - { stack: network-shop, to: aws_vpc_endpoint.s3-vpc-0a1b2c3d4e5f60718, id: vpce-0123 }\n",
  );
  expect(parse(stdout)).toEqual({
    terraform: {
      imports: [{ stack: "network-shop", to: "aws_vpc_endpoint.s3-vpc-0a1b2c3d4e5f60718", id: "vpce-0123" }],
    },
  });
});

test("exit code 1 where something cannot be adopted, with what it is", async () => {
  writeInventory(endpoint, { ...endpoint, VpcEndpointId: "vpce-4567" });
  const { exitCode, stderr } = await importBlocks(inventory, "--stack", "network-shop");
  expect(exitCode).toBe(1);
  expect(stderr).toContain("conflict: network-shop: aws_vpc_endpoint.s3-vpc-0a1b2c3d4e5f60718: the VPC has 2");
});

test.each([
  [[], "use --script"],
  [["--script", "inventory.jsonl"], "use --script"],
  [["missing.jsonl"], "missing.jsonl: cannot be read"],
  [["--script", "--stack", "network-shops"], "has no stack `network-shops`. Did you mean `network-shop`?"],
  [["--script", "--synthesis", "nowhere"], "there is no such file"],
])("%j could not run, and says why in a line", async (args, words) => {
  const { exitCode, stderr, stdout } = await importBlocks(...args);
  expect([exitCode, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(words);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});

test("an import to where there is nothing stops the synthesis with exit code 1 and no stack trace", async () => {
  const file = join(directory, "wrong.yaml");
  writeFileSync(
    file,
    "organization: { id: o-a1b2c3d4e5, rootId: r-a1b2 }\nhomeRegion: eu-central-1\nregions: [eu-central-1]\n" +
      "accounts:\n" +
      '  - { name: management, id: "111111111111", purpose: management }\n' +
      '  - { name: backup-admin, id: "222222222222", purpose: backupAdministrator }\n' +
      '  - { name: backup-storage, id: "333333333333", purpose: centralBackup }\n' +
      "terraform: { imports: [{ stack: central-vault, to: aws_backup_vault.vault-mars, id: x }] }\n",
  );
  const { exitCode, stderr } = await run(["synth", file], { CDKTF_OUTDIR: join(directory, "wrong") });
  expect(exitCode).toBe(1);
  expect(stderr).toContain("terraform.imports[0]: the stack central-vault has no aws_backup_vault.vault-mars");
  expect(stderr).not.toContain("    at ");
});
