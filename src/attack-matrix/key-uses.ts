/** What must go on working with the key, and what nobody in the organization must lose by keeping others out. */

import { keyIsOurs, withSafetyCheck } from "./contexts";
import { type Request, uses } from "./request";
import { deploymentRole, key, opened, stateBucket, teamKey } from "./resources";

const stateObject = opened(
  stateBucket(
    ({ administrator }) => administrator,
    (prefix) => `${prefix}organization.tfstate`,
  ),
);

export const keyUses: readonly Request[] = [
  ...uses("keyDeploymentRole", [
    ["writes the key policy, which AWS KMS checks", "kms:PutKeyPolicy", key, withSafetyCheck],
    ["reads the key policy", "kms:GetKeyPolicy", key],
  ]),
  ...uses(
    "keyRoot",
    [
      ["corrects the key policy", "kms:PutKeyPolicy", key, withSafetyCheck],
      ["cancels the deletion of the key", "kms:CancelKeyDeletion", key],
      ["enables the key again", "kms:EnableKey", key],
    ],
    keyIsOurs,
  ),
  ...uses("webIdentity", [
    [
      "assumes the deployment role in a run of Terraform, as its trust policy says",
      "sts:AssumeRoleWithWebIdentity",
      opened(deploymentRole),
    ],
  ]),
  ...uses("managementAdministrator", [
    ["assumes the deployment role, as its trust policy says", "sts:AssumeRole", opened(deploymentRole)],
  ]),
  ...uses("managementDeploymentRole", [["writes the state of Terraform", "s3:PutObject", stateObject]]),
  ...uses("otherService", [["delivers the access log of the bucket of the state", "s3:PutObject", stateObject]]),
  ...uses("outsider", [["uses a team's own key that the team shares with a partner", "kms:Decrypt", opened(teamKey)]]),
];
