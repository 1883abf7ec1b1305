/** Who may assume the roles, and what those who run Terraform may do: tried with an IAM simulator. */

import { buildDeploymentRoles } from "../../src/policies/deployment-roles/deployment-roles";
import { type PolicyDocument } from "../../src/policies/policy-document";
import { edit, validText } from "../config/valid";
import { isPermitted, isTrusted } from "./simulate";
import { deploymentOf, remote, remoteText, withTerraform } from "./remote";

const provider = "arn:aws:iam::444444444444:oidc-provider/app.terraform.io";
const run = (overrides: object = {}) => {
  const { organization, project, workspace, phase } = {
    organization: "acme",
    project: "Backup",
    workspace: "backup-member-payments",
    phase: "plan",
    ...overrides,
  };
  return `organization:${organization}:project:${project}:workspace:${workspace}:run_phase:${phase}`;
};

const payments = buildDeploymentRoles(remote).accounts.find(({ account }) => account === "payments");
const [plan, apply] = payments?.roles ?? [];

function trusted(role: typeof plan, sub: string, aud = "aws.workload.identity"): Promise<boolean> {
  return isTrusted(role?.trust as PolicyDocument, provider, role?.arn ?? "", { aud, sub });
}

describe("HCP Terraform", () => {
  test("has an identity provider in every account with a stack, and both roles there", () => {
    const { accounts, runners } = buildDeploymentRoles(remote);
    expect(accounts.map(({ account }) => account)).toEqual(["backup-storage", "management", "payments"]);
    for (const { id, identityProvider, roles } of accounts) {
      expect(identityProvider).toEqual({
        arn: `arn:aws:iam::${id}:oidc-provider/app.terraform.io`,
        url: "https://app.terraform.io",
        audience: "aws.workload.identity",
      });
      expect(roles.map(({ arn }) => arn)).toEqual([
        `arn:aws:iam::${id}:role/StrongroomPlan`,
        `arn:aws:iam::${id}:role/StrongroomDeployment`,
      ]);
    }
    expect(runners).toBeUndefined();
  });

  test("at another host: its own issuer is trusted, and not that of app.terraform.io", () => {
    const text = edit(remoteText(validText), "type: cloud", "type: cloud\n    hostname: tfe.example.com");
    const [first] = buildDeploymentRoles(deploymentOf(text)).accounts;
    expect(first?.identityProvider?.url).toBe("https://tfe.example.com");
    const trust = JSON.stringify(first?.roles.map((role) => role.trust));
    expect(trust).toContain(`:oidc-provider/tfe.example.com"`);
    expect(trust).toContain(`"tfe.example.com:aud":"aws.workload.identity"`);
    expect(trust).not.toContain("app.terraform.io");
  });

  test("plans with the plan role and applies with the deployment role, in the workspaces of the account", async () => {
    expect(await trusted(plan, run())).toBe(true);
    expect(await trusted(plan, run({ workspace: "backup-network-payments" }))).toBe(true);
    expect(await trusted(apply, run({ phase: "apply" }))).toBe(true);
  });

  test.each([
    ["another organization", { organization: "evil" }],
    ["another project", { project: "Sandbox" }],
    ["the workspace of another account", { workspace: "backup-organization" }],
    ["a workspace whose name begins alike", { workspace: "backup-member-payments-2" }],
  ])("%s is let in by neither role", async (_, overrides) => {
    expect(await trusted(plan, run(overrides))).toBe(false);
    expect(await trusted(apply, run({ ...overrides, phase: "apply" }))).toBe(false);
  });

  test("a speculative plan does not get the deployment role, and an apply not the plan role", async () => {
    expect(await trusted(apply, run({ phase: "plan" }))).toBe(false);
    expect(await trusted(plan, run({ phase: "apply" }))).toBe(false);
  });

  test("a token for another audience is not let in", async () => {
    expect(await trusted(plan, run(), "vault.workload.identity")).toBe(false);
  });

  test("workspaces without a project are in the default one", () => {
    const text = withTerraform(validText, {
      state: { type: "cloud", organization: "acme", executionMode: "remote" },
      planRoleName: "StrongroomPlan",
      deploymentRoleName: "StrongroomDeployment",
    });
    expect(JSON.stringify(buildDeploymentRoles(deploymentOf(text)))).toContain(
      "organization:acme:project:Default Project:workspace:member-payments:run_phase:plan",
    );
  });
});

describe("S3", () => {
  const runners = {
    plan: "arn:aws:iam::999999999999:role/PlanRunner",
    apply: "arn:aws:iam::999999999999:role/ApplyRunner",
  };
  const s3 = (state: object = {}) =>
    buildDeploymentRoles(
      deploymentOf(
        withTerraform(validText, {
          state: { type: "s3", bucket: "acme-tfstate", region: "eu-central-1", keyPrefix: "backup/", ...state },
          planRoleName: "StrongroomPlan",
          deploymentRoleName: "StrongroomDeployment",
          runners,
        }),
      ),
    );
  const state = "arn:aws:s3:::acme-tfstate/backup/encryption.tfstate";
  const may = (roles: ReturnType<typeof s3>, phase: "plan" | "apply", action: string, resource: string, context = {}) =>
    isPermitted(roles.runners?.[phase] as PolicyDocument, runners[phase], {
      action,
      resource,
      context: { "aws:ResourceOrgID": "o-a1b2c3d4e5", ...context },
    });

  test("the roles of each account trust the runner of their phase alone", () => {
    const roles = s3().accounts.flatMap((account) => account.roles);
    for (const { phase, trust } of roles) {
      expect(trust?.Statement).toEqual([
        expect.objectContaining({ Principal: { AWS: runners[phase] }, Action: "sts:AssumeRole" }),
      ]);
    }
  });

  test("the runner of plans reads the state and takes the plan role; it writes nothing and takes no other", async () => {
    const roles = s3();
    expect(await may(roles, "plan", "s3:GetObject", state)).toBe(true);
    expect(await may(roles, "plan", "s3:ListBucket", "arn:aws:s3:::acme-tfstate", { "s3:prefix": "backup/x" })).toBe(
      true,
    );
    expect(await may(roles, "plan", "sts:AssumeRole", "arn:aws:iam::444444444444:role/StrongroomPlan")).toBe(true);
    expect(
      await may(roles, "plan", "sts:AssumeRole", "arn:aws:iam::888888888888:role/StrongroomPlan", {
        "aws:ResourceOrgID": "o-another000",
      }),
    ).toBe(false);
    expect(await may(roles, "plan", "s3:PutObject", state)).toBe(false);
    expect(await may(roles, "plan", "s3:DeleteObject", `${state}.tflock`)).toBe(false);
    expect(await may(roles, "plan", "s3:GetObject", "arn:aws:s3:::acme-tfstate/other/x.tfstate")).toBe(false);
    expect(await may(roles, "plan", "sts:AssumeRole", "arn:aws:iam::444444444444:role/StrongroomDeployment")).toBe(
      false,
    );
  });

  test("the runner of applies writes the state, locks it, and deletes nothing but the lock", async () => {
    const roles = s3();
    expect(await may(roles, "apply", "s3:PutObject", state)).toBe(true);
    expect(await may(roles, "apply", "s3:PutObject", `${state}.tflock`)).toBe(true);
    expect(await may(roles, "apply", "s3:DeleteObject", `${state}.tflock`)).toBe(true);
    expect(await may(roles, "apply", "sts:AssumeRole", "arn:aws:iam::444444444444:role/StrongroomDeployment")).toBe(
      true,
    );
    expect(await may(roles, "apply", "s3:DeleteObject", state)).toBe(false);
    expect(await may(roles, "apply", "s3:PutBucketPolicy", "arn:aws:s3:::acme-tfstate")).toBe(false);
  });

  test.each([
    ["alias/state", { "kms:ResourceAliases": ["alias/state"] }],
    ["01234567-89ab-cdef-0123-456789abcdef", {}],
    ["arn:aws:kms:eu-central-1:999999999999:key/01234567-89ab-cdef-0123-456789abcdef", {}],
  ])("the key %s opens for both, and seals for applies alone", async (kmsKeyId, context) => {
    const roles = s3({ kmsKeyId });
    const key = "arn:aws:kms:eu-central-1:999999999999:key/01234567-89ab-cdef-0123-456789abcdef";
    expect(await may(roles, "plan", "kms:Decrypt", key, context)).toBe(true);
    expect(await may(roles, "apply", "kms:GenerateDataKey", key, context)).toBe(true);
    expect(await may(roles, "plan", "kms:GenerateDataKey", key, context)).toBe(false);
    const another = key.replace("01234567", "99999999");
    expect(await may(roles, "plan", "kms:Decrypt", another, { "kms:ResourceAliases": ["alias/other"] })).toBe(false);
  });

  test("a role for the state takes over from the runners", async () => {
    const roleArn = "arn:aws:iam::999999999999:role/State";
    const roles = s3({ roleArn });
    expect(await may(roles, "plan", "sts:AssumeRole", roleArn)).toBe(true);
    expect(await may(roles, "plan", "s3:GetObject", state)).toBe(false);
    expect(
      await isPermitted(roles.stateRole as PolicyDocument, roleArn, { action: "s3:PutObject", resource: state }),
    ).toBe(true);
  });

  test("without runners, there is no trust to print", () => {
    const { accounts } = buildDeploymentRoles(deploymentOf(validText));
    expect(accounts.flatMap(({ roles }) => roles).filter(({ trust }) => trust !== undefined)).toEqual([]);
  });
});
