/** Examples whose stacks HCP Terraform runs. */

import { parse, stringify } from "yaml";
import { type Deployment } from "../../src/model/deployment";
import { resolveDeployment } from "../../src/model/resolve";
import { configOf, validText } from "../config/valid";

/** The text of a config with other settings of Terraform. */
export function withTerraform(text: string, settings: object): string {
  const config = parse(text);
  return stringify({ ...config, terraform: { ...config.terraform, ...settings } });
}

export function remoteText(text: string): string {
  return withTerraform(text, {
    state: {
      type: "cloud",
      organization: "acme",
      project: "Backup",
      workspacePrefix: "backup-",
      executionMode: "remote",
    },
    planRoleName: "StrongroomPlan",
    deploymentRoleName: "StrongroomDeployment",
  });
}

export function deploymentOf(text: string): Deployment {
  return resolveDeployment(configOf(text));
}

export const remote = deploymentOf(remoteText(validText));
