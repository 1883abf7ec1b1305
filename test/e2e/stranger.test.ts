/**
 * A stranger's path: an empty directory and the tarball, no clone. `init`, fill in, `validate`, `synth`, `plan`, `apply`,
 * as docs/first-deployment.md goes, with the embedded AWS in the place of AWS.
 */

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Run } from "../cli/run";
import { type Installed, installPackage, tryToExecute } from "../package/installed";
import { createClients } from "./clients";
import { type EmbeddedAws, startEmbeddedAws } from "./embedded-aws";
import { enablePrerequisites, seed, withIds } from "./seed";
import { parse } from "./synthesize";
import { terraformEnvironment } from "./terraform";

let installed: Installed;
let aws: EmbeddedAws;

const strongroom = (...args: string[]): Run =>
  tryToExecute(
    join(installed.team, "node_modules", ".bin", "strongroom"),
    args,
    installed.team,
    terraformEnvironment(aws.endpoint),
  );

beforeAll(async () => {
  installed = installPackage();
  aws = await startEmbeddedAws(join(installed.directory, "hold"));
});

afterAll(async () => {
  await aws.stop();
  rmSync(installed.directory, { recursive: true, force: true });
});

test("init, fill in, validate, synth, plan and apply, from nothing but the tarball", async () => {
  expect(strongroom("init")).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("written   org.yaml\n") });

  const file = join(installed.team, "org.yaml");
  const template = readFileSync(file, "utf8");
  const config = parse(template);
  const clients = createClients(aws.endpoint, config.terraform.deploymentRoleName);
  const ids = await seed(config, clients);
  await enablePrerequisites(clients.organizations, ids.get(config.organization.rootId) ?? "");

  // A mistake while filling in, and its correction.
  writeFileSync(file, withIds(template, ids).replace("targets: [Production]", "targets: [Prodction]"));
  const mistaken = strongroom("validate");
  expect(mistaken.exitCode).toBe(1);
  expect(mistaken.stdout).toMatch(/^org\.yaml:\d+:\d+ error plan-target-unknown .*\n {2}Did you mean `Production`\?/);
  writeFileSync(file, withIds(template, ids));
  expect(strongroom("validate")).toMatchObject({ exitCode: 0, stderr: "0 errors, 0 warnings\n" });

  const synthesized = strongroom("synth");
  expect([synthesized.exitCode, synthesized.stderr]).toEqual([0, ""]);
  expect(synthesized.stdout.split("\n")).toHaveLength(7);
  expect(synthesized.stdout).toMatch(/^4 stacks in cdktf\.out\/stacks: /);

  const firstWave = strongroom("plan", "--wave", "1", "--format", "json");
  expect([firstWave.exitCode, JSON.parse(firstWave.stdout)]).toMatchObject([
    0,
    [{ stack: "encryption", changes: true, failure: null }],
  ]);
  expect(strongroom("plan-summary", "cdktf.out/stacks", "--config", "org.yaml").exitCode).toBe(0);
  expect(strongroom("apply", "--wave", "1").stderr).toContain("say --yes");
  expect(strongroom("apply", "--wave", "1", "--yes")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/\nencryption: applied\n$/),
  });

  const secondWave = strongroom("plan", "--wave", "2");
  expect(secondWave.exitCode).toBe(0);
  expect(secondWave.stdout).toMatch(/central-vault .* changes/);
  expect(secondWave.stdout).toMatch(/member-payments .* changes/);
  expect(
    strongroom("explain", "--account", "payments", "--region", "eu-west-1", "--type", "EBS", "--tag", "backup=daily")
      .exitCode,
  ).toBe(0);
});
