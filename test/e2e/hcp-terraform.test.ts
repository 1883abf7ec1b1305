/**
 * Stacks whose state is in HCP Terraform, in Europe: the real Terraform against a server that answers HCP Terraform's
 * API as documented, and the embedded AWS.
 */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "../config/valid";
import { withTerraform } from "../permissions/remote";
import { createClients } from "./clients";
import { type EmbeddedAws, startEmbeddedAws } from "./embedded-aws";
import { type HcpTerraformServer, startHcpTerraform } from "./hcp-terraform/server";
import { seed } from "./seed";
import { parse, synthesizeTo } from "./synthesize";
import { Terraform } from "./terraform";

const hostname = "app.eu.terraform.io";
const template = withTerraform(readFileSync(join(repository, "examples", "minimal.yaml"), "utf8"), {
  state: { type: "cloud", hostname, organization: "acme", project: "Backup", workspacePrefix: "backup-" },
});
const directory = mkdtempSync(join(tmpdir(), "strongroom-hcp-terraform-"));

let aws: EmbeddedAws;
let hcp: HcpTerraformServer;
let terraform: Terraform;

beforeAll(async () => {
  hcp = await startHcpTerraform(hostname, ["acme"], join(directory, "hcp"));
  aws = await startEmbeddedAws(join(directory, "hold"));
  const config = parse(template);
  const ids = await seed(config, createClients(aws.endpoint, config.terraform.deploymentRoleName));
  terraform = new Terraform(join(directory, "cdktf.out"), aws.endpoint, hcp.environment);
  synthesizeTo(terraform.outputDirectory, template, ids);
});

afterAll(async () => {
  await aws.stop();
  await hcp.stop();
  rmSync(directory, { recursive: true, force: true });
});

test("a stack that reads the key's state says that it has none, before the key is applied", async () => {
  await terraform.init("central-vault");
  const { exitCode, output } = await terraform.plan("central-vault");
  expect([exitCode, output]).toEqual([1, expect.stringContaining("Unable to find remote state")]);
});

test("the key's state goes into its workspace, and the stack that needs the key reads it there", async () => {
  await terraform.init("encryption");
  await terraform.apply("encryption");
  await terraform.apply("central-vault");
  const { outputs } = JSON.parse(hcp.api.currentState("backup-encryption") ?? "{}");
  expect(hcp.api.currentState("backup-central-vault")).toContain(outputs.key_id.value);
  expect(hcp.api.workspaces.map(({ name, organization }) => [organization, name])).toEqual([
    ["acme", "backup-central-vault"],
    ["acme", "backup-encryption"],
  ]);
});

test("afterwards every plan is empty, no workspace is locked, and `terraform output` gives the key's id", async () => {
  for (const stackId of ["encryption", "central-vault"]) {
    expect([stackId, (await terraform.plan(stackId)).exitCode]).toEqual([stackId, 0]);
  }
  const { output } = await terraform.run("encryption", ["output", "-raw", "key_id"]);
  expect(hcp.api.currentState("backup-encryption")).toContain(output.trim());
  expect(await terraform.stateAddresses("encryption")).toContain("aws_kms_key.key-eu-central-1");
  expect(hcp.api.workspaces.filter(({ lockReason }) => lockReason !== undefined)).toEqual([]);
  expect(hcp.api.unknownRequests).toEqual([]);
});
