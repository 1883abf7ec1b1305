/** `regionStrategy: resourceRegion` needs version 6 of the AWS provider. */

import { Failure } from "../failure";

/** A version of the AWS provider that does not know what would be written. Its message says which, and what to do. */
export class ProviderTooOld extends Failure {}

/**
 * @param awsProviderVersion constraint, as Terraform takes it; undefined for that of the bindings, which is above 6
 * @throws ProviderTooOld
 */
export function requireRegionOnResources(strategy: string, awsProviderVersion: string | undefined): void {
  if (strategy === "resourceRegion" && awsProviderVersion !== undefined && !mayBeSix(awsProviderVersion)) {
    throw new ProviderTooOld(
      `regionStrategy resourceRegion needs version 6 of the AWS provider, and its version constraint is ` +
        `${awsProviderVersion}: set terraform.regionStrategy to providerAlias, or allow version 6`,
    );
  }
}

/**
 * Whether no clause of a constraint alone excludes every version from 6.0.0 on. What is not understood, Terraform refuses.
 * Source: Terraform language, "Version Constraints".
 */
function mayBeSix(constraint: string): boolean {
  return constraint.split(",").every((clause) => {
    const [, operator = "=", major, rest = ""] = /^\s*(=|!=|>=|<=|>|<|~>)?\s*(\d+)((?:\.\d+)*)\s*$/.exec(clause) ?? [];
    if (major === undefined) {
      return true;
    }
    const isAtLeastSix = Number(major) >= 6;
    switch (operator) {
      case "=":
      case "<=":
        return isAtLeastSix;
      case "~>":
        // Only the last part may grow.
        return isAtLeastSix || rest === "";
      case "<":
        return Number(major) > 6 || (major === "6" && /[1-9]/.test(rest));
      default:
        return true;
    }
  });
}
