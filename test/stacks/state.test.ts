/** Where state is kept, and how the one stack that needs another's output reads it. */

import { edit, validText } from "../config/valid";
import { remoteText, withTerraform } from "../permissions/remote";
import { type Json, stackOf, synthesizeText } from "./template";

function withState(state: string) {
  return synthesizeText(
    edit(validText, "state: { type: local } # or s3, or cloud: docs/configuration.md", `state: ${state}`),
  );
}

function remoteState(stacks: ReturnType<typeof withState>) {
  return stackOf(stacks, "member-payments").data("terraform_remote_state")["encryption-state"];
}

test("local: a file beside cdktf.out, by a path that is the same on every machine", () => {
  const stacks = withState("{ type: local }");
  const path = (id: string) => stackOf(stacks, id).json.terraform.backend.local.path;
  expect(path("member-payments")).toBe("../../../terraform.member-payments.tfstate");
  expect(remoteState(stacks)).toMatchObject({ backend: "local", config: { path: path("encryption") } });
});

test("s3: an encrypted object a stack, with the native lock file", () => {
  const stacks = withState(
    "{ type: s3, bucket: acme-tfstate, region: eu-central-1, keyPrefix: backup/, kmsKeyId: alias/state, roleArn: 'arn:aws:iam::999999999999:role/State' }",
  );
  const backend = (id: string) => stackOf(stacks, id).json.terraform.backend.s3;
  expect(backend("member-payments")).toEqual({
    bucket: "acme-tfstate",
    region: "eu-central-1",
    key: "backup/member-payments.tfstate",
    encrypt: true,
    use_lockfile: true,
    kms_key_id: "alias/state",
    assume_role: { role_arn: "arn:aws:iam::999999999999:role/State" },
  });
  expect(remoteState(stacks)).toMatchObject({
    backend: "s3",
    config: { bucket: "acme-tfstate", key: backend("encryption").key },
  });
});

test("cloud: a workspace a stack, without running terraform at synthesis", () => {
  const path = process.env.PATH;
  process.env.PATH = "";
  try {
    const stacks = withState("{ type: cloud, organization: acme, project: Backup, workspacePrefix: backup- }");
    expect(stackOf(stacks, "member-payments").json.terraform).toMatchObject({
      cloud: {
        hostname: "app.terraform.io",
        organization: "acme",
        workspaces: { name: "backup-member-payments", project: "Backup" },
      },
    });
    expect(stackOf(stacks, "member-payments").json.terraform).not.toHaveProperty("backend");
    expect(remoteState(stacks)).toMatchObject({
      backend: "remote",
      config: { hostname: "app.terraform.io", organization: "acme", workspaces: { name: "backup-encryption" } },
    });
  } finally {
    process.env.PATH = path;
  }
});

test("cloud at another host: both who keeps a state and who reads it are told, whatever the environment says", () => {
  const stacks = withState("{ type: cloud, hostname: app.eu.terraform.io, organization: acme }");
  expect(stackOf(stacks, "encryption").json.terraform.cloud.hostname).toBe("app.eu.terraform.io");
  expect(remoteState(stacks).config.hostname).toBe("app.eu.terraform.io");
});

test.each([
  "{ type: local }",
  "{ type: s3, bucket: acme-tfstate, region: eu-central-1 }",
  "{ type: cloud, organization: acme }",
])("%s: no two stacks share a state", (state) => {
  const places = Object.values(withState(state)).map(({ json: { terraform } }) => {
    const { backend, cloud } = terraform;
    return backend?.local?.path ?? backend?.s3?.key ?? cloud?.workspaces.name;
  });
  expect(places).not.toContain(undefined);
  expect(new Set(places).size).toBe(places.length);
});

describe("the role in an account", () => {
  const assumed = (text: string) => {
    const { json } = stackOf(synthesizeText(text), "member-payments");
    return { variable: json.variable, roles: json.provider.aws.map((provider: Json) => provider.assume_role) };
  };

  test("is the deployment role, where the config names no other", () => {
    const { variable, roles } = assumed(validText);
    expect(variable).toBeUndefined();
    expect(new Set(roles.flat().map(({ role_arn: arn }: Json) => arn))).toEqual(
      new Set(["arn:aws:iam::444444444444:role/AWSControlTowerExecution"]),
    );
  });

  test("is chosen by a variable that no saved plan keeps, where the config names a plan role", () => {
    const { variable, roles } = assumed(withTerraform(validText, { planRoleName: "StrongroomPlan" }));
    expect(variable.role_name).toMatchObject({ default: "AWSControlTowerExecution", ephemeral: true, type: "string" });
    expect(roles.flat()[0].role_arn).toBe("arn:aws:iam::444444444444:role/${var.role_name}");
  });

  test("is that of the run's credentials, where HCP Terraform runs the stacks; no other account is allowed", () => {
    const { json } = stackOf(synthesizeText(remoteText(validText)), "member-payments");
    expect(json).not.toHaveProperty("variable");
    for (const provider of json.provider.aws) {
      expect(provider).not.toHaveProperty("assume_role");
      expect(provider.allowed_account_ids).toEqual(["444444444444"]);
    }
  });
});
