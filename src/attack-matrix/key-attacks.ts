/** Attacks on the key, and what principals of other organizations try wherever the policy of a resource lets them in. */

import { forItself, keyIsInMemberAccount, keyIsOurs, withMfa, withoutSafetyCheck } from "./contexts";
import { attacks } from "./request";
import {
  backupRole,
  breakGlassRole,
  deploymentRole,
  key,
  keyAlias,
  opened,
  restoreRole,
  stateBucket,
} from "./resources";
import { type Scene } from "./scene";

const openKey = opened(key);
/** The bucket may be in any account: here in that of the backup administrator. */
const ofAdministrator = ({ administrator }: Scene) => administrator;
const openBucket = opened(stateBucket(ofAdministrator));
const stateObject = opened(stateBucket(ofAdministrator, (prefix) => `${prefix}organization.tfstate`));
const keyIsOursInMemberAccount = (scene: Scene) => keyIsOurs(scene) && keyIsInMemberAccount(scene);

export const keyAttacks = [
  ...attacks(
    "outsider",
    ["protectKeys"],
    [
      ["decrypts with the key, after the key policy was changed to let it in", "kms:Decrypt", openKey],
      ["grants itself the use of the key, after the key policy was changed", "kms:CreateGrant", openKey, forItself],
      [
        "revokes the grants with which services use the key, after the key policy was changed",
        "kms:RevokeGrant",
        openKey,
      ],
      ["assumes the backup role, after its trust policy was changed", "sts:AssumeRole", opened(backupRole)],
      ["assumes the restore role, after its trust policy was changed", "sts:AssumeRole", opened(restoreRole)],
      [
        "assumes the break-glass role, after its trust policy was changed",
        "sts:AssumeRole",
        opened(breakGlassRole),
        withMfa,
      ],
      ["assumes the deployment role, whose trust policy lets it in", "sts:AssumeRole", opened(deploymentRole)],
      ["reads the state of Terraform in a bucket whose policy lets it in", "s3:GetObject", stateObject],
      ["replaces the state of Terraform in a bucket whose policy lets it in", "s3:PutObject", stateObject],
      ["deletes the bucket of the state, whose policy lets it in", "s3:DeleteBucket", openBucket],
    ],
  ),
  ...attacks(
    "webIdentity",
    ["protectKeys"],
    [
      [
        "assumes the restore role, after its trust policy was changed",
        "sts:AssumeRoleWithWebIdentity",
        opened(restoreRole),
      ],
      [
        "assumes the break-glass role, after its trust policy was changed",
        "sts:AssumeRoleWithWebIdentity",
        opened(breakGlassRole),
      ],
    ],
  ),
  ...attacks(
    "samlIdentity",
    ["protectKeys"],
    [["assumes the backup role, after its trust policy was changed", "sts:AssumeRoleWithSAML", opened(backupRole)]],
  ),
  ...attacks(
    "keyDeploymentRole",
    ["protectKeys"],
    [
      ["schedules the deletion of the key, after it changed the key policy", "kms:ScheduleKeyDeletion", openKey],
      ["disables the key, after it changed the key policy", "kms:DisableKey", openKey],
    ],
  ),
  ...attacks(
    "keyDeploymentRole",
    ["keyPolicy", "protectKeys"],
    [
      [
        "locks everybody out, by a key policy that AWS KMS does not check for whether its author may change it again",
        "kms:PutKeyPolicy",
        key,
        withoutSafetyCheck,
      ],
    ],
  ),
  ...attacks(
    "keyAdministrator",
    ["protectKeys"],
    [
      ["replaces the key policy, after the deployment role let it in", "kms:PutKeyPolicy", openKey],
      ["makes a replica the primary key, after the deployment role let it in", "kms:UpdatePrimaryRegion", openKey],
    ],
    { where: keyIsOursInMemberAccount },
  ),
  ...attacks(
    "keyAdministrator",
    ["protectKeys"],
    [["gives the alias of the key to another key", "kms:UpdateAlias", keyAlias]],
    { where: keyIsOursInMemberAccount },
  ),
];
