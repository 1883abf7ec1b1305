/** What `strongroom bootstrap` makes in HCP Terraform, and that it agrees with what the stacks ask for. */

import { TfeProvider } from "@cdktf/provider-tfe/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { buildWorkspaces } from "../../src/delivery/hcp-terraform/workspaces";
import { edit, textOf, validText } from "../config/valid";
import { deploymentOf, remote, remoteText, withTerraform } from "../permissions/remote";
import { type Json, synthesizeText } from "../stacks/template";

function workspacesOf(text: string, localState = false): Json {
  return buildWorkspaces(deploymentOf(text), { localState });
}

const cloud = { type: "cloud", organization: "acme", project: "Backup", workspacePrefix: "backup-" };
const localText = withTerraform(validText, { state: cloud });

describe.each([
  ["remote execution", remoteText(validText)],
  ["local execution", localText],
  ["twenty accounts", remoteText(textOf("examples/twenty-accounts.yaml"))],
])("%s", (_, text) => {
  const { resource, provider } = workspacesOf(text);
  const stacks = synthesizeText(text);

  test("every stack has the workspace that its configuration names, in its organization and project", () => {
    for (const [id, { json }] of Object.entries(stacks)) {
      const { hostname, organization, workspaces } = json.terraform.cloud;
      expect(provider.tfe).toEqual([{ hostname, organization }]);
      expect(resource.tfe_workspace[id]).toMatchObject({
        name: workspaces.name,
        organization,
        project_id: "${tfe_project.project.id}",
        auto_apply: false,
        lifecycle: { prevent_destroy: true },
      });
      expect(resource.tfe_project.project.name).toBe(workspaces.project);
    }
    expect(Object.keys(resource.tfe_workspace).sort()).toEqual(["bootstrap", ...Object.keys(stacks)].sort());
  });

  test("the state of a stack is shared with the stacks that read it, and with no others", () => {
    const readers = Object.entries(stacks)
      .filter(([, template]) => template.data("terraform_remote_state")["encryption-state"])
      .map(([id]) => `\${tfe_workspace.${id}.id}`);
    expect(readers.length).toBeGreaterThan(1);
    expect(resource.tfe_workspace_settings.encryption.remote_state_consumer_ids.toSorted()).toEqual(readers.sort());
    for (const [id, settings] of Object.entries<Json>(resource.tfe_workspace_settings)) {
      expect(settings.global_remote_state).toBe(false);
      expect(id === "encryption" || settings.remote_state_consumer_ids.length === 0).toBe(true);
    }
  });
});

test("a pinned key needs no shared state", () => {
  const pinned = edit(
    remoteText(validText),
    "  deletionWindowDays: 30",
    `  keyId: mrk-${"0".repeat(32)}\n  deletionWindowDays: 30`,
  );
  expect(workspacesOf(pinned).resource.tfe_workspace_settings.encryption.remote_state_consumer_ids).toEqual([]);
});

test("with remote execution, each workspace has the roles of its account, and the variable set that turns them on", () => {
  const { resource } = workspacesOf(remoteText(validText));
  const variables = Object.values<Json>(resource.tfe_variable);
  const inSet = variables.filter(({ variable_set_id: id }) => id === "${tfe_variable_set.dynamic-credentials.id}");
  expect(inSet.map(({ key, value }) => [key, value])).toEqual([
    ["TFC_AWS_PROVIDER_AUTH", "true"],
    ["TFC_AWS_WORKLOAD_IDENTITY_AUDIENCE", "aws.workload.identity"],
  ]);
  for (const { id, account } of remote.stacks) {
    const own = variables.filter(({ workspace_id: workspace }) => workspace === `\${tfe_workspace.${id}.id}`);
    expect(own.map(({ key, value }) => [key, value])).toEqual([
      ["TFC_AWS_PLAN_ROLE_ARN", `arn:aws:iam::${account.id}:role/StrongroomPlan`],
      ["TFC_AWS_APPLY_ROLE_ARN", `arn:aws:iam::${account.id}:role/StrongroomDeployment`],
    ]);
    expect(resource.tfe_workspace_variable_set[id].workspace_id).toBe(`\${tfe_workspace.${id}.id}`);
    expect(resource.tfe_workspace_settings[id].execution_mode).toBe("remote");
  }
  expect(variables.every(({ category }) => category === "env")).toBe(true);
});

test("the workspaces' own workspace runs where its administrator is, and gets no AWS credentials", () => {
  const { resource } = workspacesOf(remoteText(validText));
  expect(resource.tfe_workspace_settings.bootstrap.execution_mode).toBe("local");
  expect(resource.tfe_workspace_variable_set).not.toHaveProperty("bootstrap");
});

test("with local execution, there are no variables: the runner brings its credentials", () => {
  const { resource } = workspacesOf(localText);
  expect(resource).not.toHaveProperty("tfe_variable");
  expect(resource.tfe_workspace_settings.organization.execution_mode).toBe("local");
});

test("its own state is a file at first, and then a workspace", () => {
  expect(workspacesOf(localText, true).terraform.backend).toEqual({ local: { path: "terraform.tfstate" } });
  expect(workspacesOf(localText).terraform.cloud).toEqual({
    hostname: "app.terraform.io",
    organization: "acme",
    workspaces: { name: "backup-bootstrap", project: "Backup" },
  });
});

test("without a project, the workspaces are in the default one, which is looked up and not made", () => {
  const { resource, data } = workspacesOf(withTerraform(validText, { state: { type: "cloud", organization: "acme" } }));
  expect(data.tfe_project.project.name).toBe("Default Project");
  expect(resource).not.toHaveProperty("tfe_project");
  expect(resource.tfe_workspace.organization.project_id).toBe("${data.tfe_project.project.id}");
});

test("workspaces carry what people look for: kind, account and wave, beside tags of others", () => {
  const { tfe_workspace: workspaces } = workspacesOf(localText).resource;
  expect(workspaces["member-payments"]).toMatchObject({
    tags: { kind: "member", account: "payments", wave: "2" },
    ignore_additional_tags: true,
  });
  expect(workspaces.organization.tags).toEqual({ kind: "organization", account: "management", wave: "3" });
});

describe("run triggers", () => {
  const triggersOf = (text: string) =>
    Object.values<Json>(workspacesOf(text).resource.tfe_run_trigger ?? {}).map(
      ({ workspace_id: workspace, sourceable_id: source }) => [nameIn(workspace), nameIn(source)],
    );
  const nameIn = (reference: string) => /^\$\{tfe_workspace\.(.*)\.id\}$/.exec(reference)?.[1];

  test("each stack follows those that must be applied before it", () => {
    const expected = remote.stacks.flatMap(({ id, needs }) => needs.map((need) => [id, need]));
    expect(triggersOf(remoteText(validText))).toEqual(expected);
    expect(expected).toContainEqual(["organization", "central-vault"]);
  });

  test("a stack that follows more than twenty has none, and others keep theirs", () => {
    const accounts = Array.from({ length: 20 }, (_, index) => {
      const number = String(index).padStart(2, "0");
      return `  - { name: more-${number}, id: "6666666666${number}", organizationalUnit: Production }\n`;
    });
    const text = remoteText(edit(validText, "accounts:\n", `accounts:\n${accounts.join("")}`));
    const followers = new Set(triggersOf(text).map(([id]) => id));
    expect(followers).toContain("member-more-00");
    expect(followers).not.toContain("organization");
  });

  test("with local execution there are no runs to trigger", () => {
    expect(triggersOf(localText)).toEqual([]);
  });
});

test("text of the config is text, whatever it looks like to Terraform", () => {
  const { resource } = workspacesOf(withTerraform(validText, { state: { ...cloud, project: "${var.x}" } }));
  expect(resource.tfe_project.project.name).toBe("$${var.x}");
});

/**
 * Terraform itself would need the provider, which is not at hand everywhere. The bindings of it are generated from its
 * schema: what they can set, the provider knows.
 */
test("every argument is one that the provider knows, in the version that the configuration asks for", () => {
  const lib = dirname(require.resolve("@cdktf/provider-tfe/lib/workspace"));
  const folders = readdirSync(dirname(lib));
  for (const text of [
    remoteText(validText),
    withTerraform(validText, { state: { type: "cloud", organization: "acme" } }),
  ]) {
    const { resource, data = {}, terraform } = workspacesOf(text);
    const types = [
      ...Object.entries<Json>(resource).map(([type, blocks]) => [type.replace("tfe_", ""), blocks] as const),
      ...Object.entries<Json>(data).map(([type, blocks]) => [`data-${type}`, blocks] as const),
    ];
    for (const [type, blocks] of types) {
      const folder = type.replaceAll("_", "-");
      expect(folders).toContain(folder);
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- which classes there are, the test finds out
      const [binding] = Object.values<Json>(require(`@cdktf/provider-tfe/lib/${folder}`)).filter(
        (exported: Json) => typeof exported === "function" && "tfResourceType" in exported,
      );
      for (const block of Object.values<Json>(blocks)) {
        const unknown = Object.keys(block)
          .filter((key) => key !== "lifecycle")
          .filter((key) => !Object.getOwnPropertyDescriptor(binding.prototype, camelCase(key))?.set);
        expect([type, unknown]).toEqual([type, []]);
      }
    }
    const provider = new TfeProvider(new TerraformStack(Testing.app(), "any"), "tfe");
    expect(terraform.required_providers.tfe.version).toBe(`~> ${provider.terraformGeneratorMetadata?.providerVersion}`);
  }
});

function camelCase(key: string): string {
  return key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
