/**
 * The roles by which Terraform deploys: applied as `bootstrap` prints them, and compared with every call that the AWS
 * provider makes. The tests build on each other, in their order.
 */

import { GetRoleCommand, GetRolePolicyCommand, ListOpenIDConnectProvidersCommand } from "@aws-sdk/client-iam";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Deployment } from "../../src/model/deployment";
import { buildAccountBootstrap } from "../../src/delivery/bootstrap/account-bootstrap";
import { buildDeploymentRoles } from "../../src/policies/deployment-roles/deployment-roles";
import { type Phase, rolePermissions } from "../../src/policies/deployment-roles/role-permissions";
import { edit } from "../config/valid";
import { remoteText, withTerraform } from "../permissions/remote";
import { type Clients, createClients } from "./clients";
import { type Call, type EmbeddedAws, startEmbeddedAws } from "./embedded-aws";
import { enablePrerequisites, type Ids, seed } from "./seed";
import { parse, synthesizeTo } from "./synthesize";
import { Terraform } from "./terraform";

const template = withTerraform(readFileSync(join(__dirname, "organization.yaml"), "utf8"), {
  planRoleName: "StrongroomPlan",
  deploymentRoleName: "StrongroomDeployment",
  runners: {
    plan: "arn:aws:iam::111111111111:role/PlanRunner",
    apply: "arn:aws:iam::111111111111:role/ApplyRunner",
  },
});

let aws: EmbeddedAws;
let clients: Clients;
let ids: Ids;
let directory: string;
let terraform: Terraform;
let deployment: Deployment;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "strongroom-permissions-"));
  aws = await startEmbeddedAws(join(directory, "hold"));
  clients = createClients(aws.endpoint, "StrongroomDeployment");
  ids = await seed(parse(template), clients);
  terraform = new Terraform(join(directory, "cdktf.out"), aws.endpoint);
  ({ deployment } = synthesizeTo(terraform.outputDirectory, template, ids));
  await enablePrerequisites(clients.organizations, deployment.organization.rootId);
});

afterEach(() => {
  delete process.env.TF_VAR_role_name;
});

afterAll(async () => {
  await aws.stop();
  rmSync(directory, { recursive: true, force: true });
});

test.each([
  ["runners", () => template, 0],
  ["HCP Terraform", () => remoteText(template), 1],
])("the roles of an account, for %s, are applied as they are printed", async (name, text, providers) => {
  const { deployment: printed } = synthesizeTo(join(directory, `${name}.out`), text(), ids);
  const account = buildDeploymentRoles(printed).accounts.find((candidate) => candidate.account === "payments");
  if (!account) {
    throw new Error("there is no account payments");
  }
  const roles = new Terraform(join(directory, "roles"), aws.endpoint);
  const stack = name.replace(" ", "-");
  const folder = join(roles.outputDirectory, "stacks", stack);
  mkdirSync(folder, { recursive: true });
  const configuration = buildAccountBootstrap(
    printed,
    account,
    process.env.STRONGROOM_AWS_PROVIDER_VERSION || ">= 5.100",
  );
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration));
  // An administrator of the account would run it with credentials of the account.
  const administrator = { assume_role: [{ role_arn: `arn:aws:iam::${account.id}:role/Administrator` }] };
  writeFileSync(join(folder, "override.tf.json"), JSON.stringify({ provider: { aws: [administrator] } }));
  await roles.init(stack);
  await roles.apply(stack);
  const iam = await clients.iam(account.id);
  for (const { name: role, trust, permissions } of account.roles) {
    const { Role: made } = await iam.send(new GetRoleCommand({ RoleName: role }));
    expect(JSON.parse(decodeURIComponent(made?.AssumeRolePolicyDocument ?? ""))).toEqual(trust);
    const { PolicyDocument: policy } = await iam.send(
      new GetRolePolicyCommand({ RoleName: role, PolicyName: "strongroom" }),
    );
    expect(JSON.parse(decodeURIComponent(policy ?? ""))).toEqual(permissions);
  }
  const { OpenIDConnectProviderList: list } = await iam.send(new ListOpenIDConnectProvidersCommand({}));
  expect(list).toHaveLength(providers);
  expect((await roles.plan(stack)).exitCode).toBe(0);
  expect((await roles.run(stack, ["destroy", "-auto-approve"])).exitCode).toBe(0);
});

test("to apply every stack, the provider calls only what the deployment role is permitted", async () => {
  aws.calls();
  for (const stackId of terraform.waves().flat()) {
    await terraform.init(stackId);
    await terraform.apply(stackId);
  }
  const calls = aws.calls();
  expect(rolesAssumed(calls)).toEqual(["StrongroomDeployment"]);
  expect(actions(calls)).toEqual(expect.arrayContaining(["backup:CreateBackupVault", "organizations:AttachPolicy"]));
  expect(notPermitted(calls, "apply")).toEqual([]);
});

test("to plan every stack, the provider calls only what the plan role is permitted, and assumes no other", async () => {
  process.env.TF_VAR_role_name = "StrongroomPlan";
  aws.calls();
  for (const stackId of terraform.waves().flat()) {
    expect((await terraform.plan(stackId, "-lock=false")).exitCode).toBe(0);
  }
  const calls = aws.calls();
  expect(rolesAssumed(calls)).toEqual(["StrongroomPlan"]);
  expect(actions(calls)).toEqual(
    expect.arrayContaining([
      "backup:DescribeBackupVault",
      "backup:ListTags",
      "kms:GetKeyRotationStatus",
      "iam:GetRole",
    ]),
  );
  expect(notPermitted(calls, "plan")).toEqual([]);
});

test("a plan of the plan role is applied by the deployment role, and neither calls more than it may", async () => {
  synthesizeTo(terraform.outputDirectory, changedTemplate(), ids);
  const calls = { plan: [] as Call[], apply: [] as Call[] };
  for (const stackId of terraform.waves().flat()) {
    const planFile = join(directory, `${stackId}.plan`);
    process.env.TF_VAR_role_name = "StrongroomPlan";
    aws.calls();
    const { exitCode, output } = await terraform.plan(stackId, "-lock=false", `-out=${planFile}`);
    expect([stackId, exitCode === 1 ? output : exitCode]).toEqual([stackId, 2]);
    calls.plan.push(...aws.calls());
    process.env.TF_VAR_role_name = "StrongroomDeployment";
    const applied = await terraform.run(stackId, ["apply", "-input=false", planFile]);
    expect([stackId, applied.exitCode === 0 ? "" : applied.output]).toEqual([stackId, ""]);
    calls.apply.push(...aws.calls());
  }
  expect((await terraform.run("network-payments", ["destroy", "-auto-approve"])).exitCode).toBe(0);
  calls.apply.push(...aws.calls());
  expect([rolesAssumed(calls.plan), rolesAssumed(calls.apply)]).toEqual([["StrongroomPlan"], ["StrongroomDeployment"]]);
  expect(notPermitted(calls.plan, "plan")).toEqual([]);
  expect(notPermitted(calls.apply, "apply")).toEqual([]);
  expect(actions(calls.apply)).toEqual(
    expect.arrayContaining([
      "ec2:DeleteVpcEndpoints",
      "organizations:DeletePolicy",
      "organizations:DetachPolicy",
      "organizations:UpdatePolicy",
      "kms:TagResource",
    ]),
  );
});

/** With something to change in every stack, and something to delete. */
function changedTemplate(): string {
  const edits = [
    ["Owner: platform", "Owner: somebody else"],
    ["  protectBackupTag:\n    targets:\n      - Production\n", ""],
    ["deleteAfterDays: 35", "deleteAfterDays: 36"],
  ] as const;
  return edits.reduce((text, [from, to]) => edit(text, from, to), template);
}

/** What was called in an account and is no action of the role's permissions there. Everybody may ask who they are. */
function notPermitted(calls: readonly Call[], phase: Phase): string[] {
  const accounts = buildDeploymentRoles(deployment).accounts;
  const wrong = calls
    .filter(({ action }) => !action.startsWith("sts:"))
    .filter(({ accountId, action }) => {
      const account = accounts.find(({ id }) => id === accountId);
      const permitted = account
        ? rolePermissions(deployment, { name: account.account, id: account.id }, phase).Statement
        : [];
      return !permitted.some(({ Action: permittedActions }) => permittedActions.includes(action));
    });
  return [...new Set(wrong.map(({ accountId, action }) => `${accountId} ${action}`))].sort();
}

function actions(calls: readonly Call[]): string[] {
  return [...new Set(calls.map(({ action }) => action))].sort();
}

function rolesAssumed(calls: readonly Call[]): string[] {
  return [
    ...new Set(calls.flatMap(({ roleArn }) => (roleArn === undefined ? [] : [roleArn.split("/")[1] ?? ""]))),
  ].sort();
}
