import { type ConfigPath } from "../../findings/finding";
import { type Problem } from "../rule";
import { type OrgConfig } from "../schema/org-config";
import { didYouMean, findTarget, targetNames } from "../targets";

/** Where the names stand that `targets` may hold. */
export const namesOfTargets: readonly string[] = [
  "organizationalUnits",
  "organizationalUnits[*]",
  "organizationalUnits[*].name",
  "accounts",
  "accounts[*]",
  "accounts[*].name",
];

/** What is wrong with a name in `targets`, if anything. */
export function unknownTarget(config: OrgConfig, path: ConfigPath, target: string): Problem[] {
  return findTarget(config, target)
    ? []
    : [
        {
          path,
          message: `no organizational unit or account has the name \`${target}\``,
          hint: `${didYouMean(target, targetNames(config))}Name an OU, an account, or \`root\`.`,
        },
      ];
}
