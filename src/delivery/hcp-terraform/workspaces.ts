/**
 * The Terraform configuration that makes a project, a workspace for each stack and their variables in HCP Terraform. It
 * is written apart from the stacks, because it needs a token that may administer the project, and no AWS.
 *
 * Source of the arguments: documentation of the `hashicorp/tfe` provider; of the variables: HCP Terraform
 * documentation, "Use dynamic credentials with the AWS provider". Read 2026-11-21.
 */

import { roleArn } from "../../aws/arn";
import { type Deployment } from "../../model/deployment";
import { waveOf } from "../../model/stack-wave";
import { hasDynamicCredentials, type StackSummary } from "../../model/stacks";
import { defaultProject, runAudience } from "../../policies/deployment-roles/role-trust";
import { literal } from "../../terraform/literal";
import { requiredTerraformVersion } from "../../terraform/version";

/** The version of the provider for which the configuration is written. */
const tfeVersion = "~> 0.71.0";

/** A version that HCP Terraform runs: `required_version`, and no next major version. */
const workspaceTerraformVersion = "~> 1.10";

/** The workspace that holds the state of this configuration itself. */
export const bootstrapId = "bootstrap";

type Block = Readonly<Record<string, unknown>>;

export interface WorkspacesOptions {
  /** Whether the state of this configuration is a file yet, because its own workspace does not exist. */
  readonly localState: boolean;
}

/** Undefined where the config keeps no state in HCP Terraform. */
export function buildWorkspaces(text: Deployment, { localState }: WorkspacesOptions): Block | undefined {
  const deployment = literal(text);
  const { state } = deployment.terraform;
  if (state.type !== "cloud") {
    return undefined;
  }
  const { hostname, organization, project, workspacePrefix } = state;
  const stacks = deployment.stacks;
  const name = (id: string) => `${workspacePrefix}${id}`;
  const remote = hasDynamicCredentials(deployment.terraform);
  const projectId = project === undefined ? "${data.tfe_project.project.id}" : "${tfe_project.project.id}";
  const workspace = (id: string, description: string, tags: Block): Block => ({
    name: name(id),
    organization,
    project_id: projectId,
    description,
    terraform_version: workspaceTerraformVersion,
    auto_apply: false,
    queue_all_runs: false,
    tags,
    // Others may tag them too.
    ignore_additional_tags: true,
    lifecycle: { prevent_destroy: true },
  });
  return {
    terraform: {
      required_version: requiredTerraformVersion,
      required_providers: { tfe: { source: "hashicorp/tfe", version: tfeVersion } },
      ...(localState
        ? { backend: { local: { path: "terraform.tfstate" } } }
        : {
            cloud: {
              hostname,
              organization,
              workspaces: { name: name(bootstrapId), ...(project === undefined ? {} : { project }) },
            },
          }),
    },
    provider: { tfe: [{ hostname, organization }] },
    ...(project === undefined ? { data: { tfe_project: { project: { name: defaultProject, organization } } } } : {}),
    resource: {
      ...(project === undefined
        ? {}
        : { tfe_project: { project: { name: project, organization, lifecycle: { prevent_destroy: true } } } }),
      tfe_workspace: {
        [bootstrapId]: workspace(bootstrapId, "The workspaces of Strongroom themselves", { kind: bootstrapId }),
        ...Object.fromEntries(
          stacks.map(({ id, kind, account }) => [
            id,
            workspace(id, `Strongroom: ${id} in ${account.id}`, {
              kind,
              account: account.name,
              wave: String(waveOf(id)),
            }),
          ]),
        ),
      },
      tfe_workspace_settings: {
        [bootstrapId]: settings(bootstrapId, "local", []),
        ...Object.fromEntries(stacks.map(({ id }) => [id, settings(id, state.executionMode, consumersOf(id, stacks))])),
      },
      ...(remote ? { ...runTriggers(stacks), ...dynamicCredentials(deployment, stacks, organization, projectId) } : {}),
    },
  };
}

/** Source: HCP Terraform documentation, "Run triggers". Read 2026-11-27. */
const maximumSources = 20;

/**
 * What is applied lets the stacks that need it plan, in the order of the waves. A stack that needs more others than a
 * workspace may have sources has none: after some of them it would be too early.
 */
function runTriggers(stacks: readonly StackSummary[]): Block {
  const triggers = stacks.flatMap(({ id, needs }) =>
    needs.length > maximumSources
      ? []
      : needs.map((need) => [
          `${id}--after--${need}`,
          { workspace_id: `\${tfe_workspace.${id}.id}`, sourceable_id: `\${tfe_workspace.${need}.id}` },
        ]),
  );
  return triggers.length === 0 ? {} : { tfe_run_trigger: Object.fromEntries(triggers) };
}

function consumersOf(id: string, stacks: readonly StackSummary[]): string[] {
  return stacks.filter(({ reads }) => reads.includes(id)).map((stack) => stack.id);
}

/** State is shared with the workspaces that read it, and with no others. */
function settings(id: string, executionMode: string, consumers: readonly string[]): Block {
  return {
    workspace_id: `\${tfe_workspace.${id}.id}`,
    execution_mode: executionMode,
    global_remote_state: false,
    remote_state_consumer_ids: consumers.map((consumer) => `\${tfe_workspace.${consumer}.id}`),
  };
}

/** What is the same for every workspace is a variable set of the project's workspaces, the roles are the workspace's. */
function dynamicCredentials(
  { organization: { partition }, terraform }: Deployment,
  stacks: readonly StackSummary[],
  organization: string,
  projectId: string,
): Block {
  const variable = (key: string, value: string, of: Block): Block => ({ key, value, category: "env", ...of });
  const ofSet = { variable_set_id: "${tfe_variable_set.dynamic-credentials.id}" };
  return {
    tfe_variable_set: {
      "dynamic-credentials": {
        name: "strongroom-dynamic-credentials",
        description: "Runs of Strongroom's workspaces assume a role of their AWS account",
        organization,
        parent_project_id: projectId,
      },
    },
    tfe_workspace_variable_set: Object.fromEntries(
      stacks.map(({ id }) => [id, { workspace_id: `\${tfe_workspace.${id}.id}`, ...ofSet }]),
    ),
    tfe_variable: {
      "aws-provider-auth": variable("TFC_AWS_PROVIDER_AUTH", "true", ofSet),
      "aws-audience": variable("TFC_AWS_WORKLOAD_IDENTITY_AUDIENCE", runAudience, ofSet),
      ...Object.fromEntries(
        stacks.flatMap(({ id, account }) => {
          const arn = (name: string) => roleArn(partition, account.id, name);
          const of = { workspace_id: `\${tfe_workspace.${id}.id}` };
          const { planRoleName = terraform.deploymentRoleName, deploymentRoleName } = terraform;
          return [
            [`${id}--plan-role`, variable("TFC_AWS_PLAN_ROLE_ARN", arn(planRoleName), of)],
            [`${id}--apply-role`, variable("TFC_AWS_APPLY_ROLE_ARN", arn(deploymentRoleName), of)],
          ];
        }),
      ),
    },
  };
}
