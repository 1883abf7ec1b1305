/** Where a stack keeps its state, and how another stack reads an output of it. */

import {
  DataTerraformRemoteState,
  DataTerraformRemoteStateLocal,
  DataTerraformRemoteStateS3,
  LocalBackend,
  S3Backend,
  TerraformBackend,
  type TerraformRemoteState,
  type TerraformStack,
} from "cdktf";
import { type Construct } from "constructs";
import { type StateSettings } from "../src/model/deployment";

/** Gives the stack its own state: a file, an object or a workspace, named after the stack. */
export function createBackend(stack: TerraformStack, settings: StateSettings): TerraformBackend {
  const stackId = stack.node.id;
  switch (settings.type) {
    case "local":
      return new LocalBackend(stack, { path: localPath(stackId) });
    case "s3": {
      const backend = new S3Backend(stack, { ...s3Object(settings, stackId), encrypt: true });
      // cdktf 0.21 does not know the native lock file of Terraform 1.10.
      backend.addOverride("use_lockfile", true);
      return backend;
    }
    case "cloud":
      return new HcpTerraformBackend(stack, {
        hostname: settings.hostname,
        organization: settings.organization,
        workspace: workspaceName(settings, stackId),
        project: settings.project,
      });
  }
}

/** The outputs of another stack, read from its state when Terraform plans. */
export function readState(
  scope: Construct,
  id: string,
  settings: StateSettings,
  stackId: string,
): TerraformRemoteState {
  switch (settings.type) {
    case "local":
      return new DataTerraformRemoteStateLocal(scope, id, { path: localPath(stackId) });
    case "s3":
      return new DataTerraformRemoteStateS3(scope, id, s3Object(settings, stackId));
    case "cloud":
      return new DataTerraformRemoteState(scope, id, {
        hostname: settings.hostname,
        organization: settings.organization,
        workspaces: { name: workspaceName(settings, stackId) },
      });
  }
}

/** Seen from `cdktf.out/stacks/<id>`: beside `cdktf.out`, which may be deleted at any time. */
function localPath(stackId: string): string {
  return `../../../terraform.${stackId}.tfstate`;
}

function s3Object({ bucket, region, keyPrefix, kmsKeyId, roleArn }: StateSettings & { type: "s3" }, stackId: string) {
  return {
    bucket,
    region,
    key: `${keyPrefix}${stackId}.tfstate`,
    kmsKeyId,
    ...(roleArn === undefined ? {} : { assumeRole: { roleArn } }),
  };
}

function workspaceName({ workspacePrefix }: StateSettings & { type: "cloud" }, stackId: string): string {
  return `${workspacePrefix}${stackId}`;
}

interface HcpTerraformBackendConfig {
  /** Written where it is the default too: else TF_CLOUD_HOSTNAME would choose it for the state, and not for who reads it. */
  readonly hostname: string;
  readonly organization: string;
  readonly workspace: string;
  readonly project: string | undefined;
}

/** Renders what cdktf's CloudBackend renders, without running `terraform version` once a stack to do so. */
class HcpTerraformBackend extends TerraformBackend {
  constructor(
    scope: Construct,
    private readonly config: HcpTerraformBackendConfig,
  ) {
    super(scope, "backend", "cloud");
  }

  override toTerraform(): unknown {
    const { hostname, organization, workspace, project } = this.config;
    const workspaces = { name: workspace, ...(project === undefined ? {} : { project }) };
    return { terraform: { cloud: { hostname, organization, workspaces } } };
  }

  override toMetadata(): unknown {
    return { backend: "cloud", cloud: "tfc" };
  }

  override getRemoteStateDataSource(scope: Construct, name: string): TerraformRemoteState {
    const { hostname, organization, workspace } = this.config;
    return new DataTerraformRemoteState(scope, name, { hostname, organization, workspaces: { name: workspace } });
  }
}
