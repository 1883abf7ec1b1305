import { TerraformResource } from "cdktf";
import { type Construct } from "constructs";

/**
 * A `terraform_data` that remembers a value in the state, so that a change of it is seen.
 * @param argument `input`: a change is an update, for `replace_triggered_by`. `triggers_replace`: a change is a
 *   replacement, which `prevent_destroy` refuses, and with it the whole plan
 * @returns the marker's address
 */
export function createMarker(
  scope: Construct,
  id: string,
  argument: "input" | "triggers_replace",
  value: unknown,
): string {
  const marker = new TerraformResource(scope, id, {
    // cdktf's own class for it runs `terraform version` at synthesis.
    terraformResourceType: "terraform_data",
    lifecycle: argument === "triggers_replace" ? { preventDestroy: true } : undefined,
  });
  marker.addOverride(argument, value);
  return `${marker.terraformResourceType}.${marker.friendlyUniqueId}`;
}
