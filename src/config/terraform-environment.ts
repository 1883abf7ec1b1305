/** What Terraform takes from its environment where the config leaves it out, about HCP Terraform. */

import { isMap } from "./service-control-policy";

/** By the key of `terraform.state`. Source: Terraform CLI, "HCP Terraform Settings", "Environment Variables". */
const variables = {
  hostname: "TF_CLOUD_HOSTNAME",
  organization: "TF_CLOUD_ORGANIZATION",
  project: "TF_CLOUD_PROJECT",
} as const;

/**
 * The value of a config, with what the environment says beside it. Terraform itself would use it for the state, but neither
 * for a state that another stack reads nor for a trust policy.
 */
export function withTerraformEnvironment(value: unknown, environment: NodeJS.ProcessEnv): unknown {
  const { terraform } = isMap(value) ? value : {};
  const { state } = isMap(terraform) ? terraform : {};
  if (!isMap(value) || !isMap(terraform) || !isMap(state) || state.type !== "cloud") {
    return value;
  }
  const said = Object.entries(variables).flatMap(([key, variable]) => {
    const text = environment[variable];
    return text === undefined || text === "" || key in state ? [] : [[key, text] as const];
  });
  return { ...value, terraform: { ...terraform, state: { ...state, ...Object.fromEntries(said) } } };
}
