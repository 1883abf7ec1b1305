/** What no layer stops of the attacks on the key, and on who may reach it. */

import { forService, keyIsOurs, withoutSafetyCheck, withSafetyCheck } from "./contexts";
import { hasLayer, type RemainingAttack } from "./request";
import { deploymentRole, inAccount, key, opened } from "./resources";
import { type Scene } from "./scene";

const managementAccount = ({ management }: Scene) => management;
const openKey = opened(key);

/** Whether `protectKeys` does not keep the key, as where that is in the management account. */
const keyIsOutOfReach = (scene: Scene) => !hasLayer(scene, "protectKeys", key(scene));

const offered =
  "A logically air-gapped vault under a key that AWS owns. An alarm on `PutKeyPolicy` in AWS CloudTrail. A separate key " +
  "account without workloads, where few people may assume the deployment role.";

export const keyRemaining: readonly RemainingAttack[] = [
  {
    what: "closes the account that holds the key",
    by: "managementAdministrator",
    action: "organizations:CloseAccount",
    resource: inAccount(managementAccount, "organizations::{account}:account/o-1/222222222222"),
    where: ({ keyAccount, management }) => keyAccount !== management,
    damage:
      "Everything under the key, copies that a lock holds too: the vaults stay, and nothing in them can be read. AWS does " +
      "not say that the key can be used after that; for 90 days, AWS Support can reopen the account. The management " +
      "account itself, where the key may be, can be closed too.",
    offered:
      "A logically air-gapped vault under a key that AWS owns. An alarm on `CloseAccount` in AWS CloudTrail. " +
      "`stayInOrganization` keeps people in the account from closing it.",
  },
  {
    what: "locks everybody out at once, after it took the denial of that out of the key policy, where `protectKeys` does not reach the key",
    by: "keyDeploymentRole",
    action: "kms:PutKeyPolicy",
    resource: openKey,
    context: withoutSafetyCheck,
    where: keyIsOutOfReach,
    damage:
      "Everything under the key, at once: nobody can read a backup or correct the policy. Only AWS Support can help.",
    offered: `\`protectKeys\`, with the key in a member account. ${offered}`,
  },
  {
    what: "schedules the deletion of the key, after it changed the key policy, where `protectKeys` does not reach the key",
    by: "keyDeploymentRole",
    action: "kms:ScheduleKeyDeletion",
    resource: openKey,
    where: keyIsOutOfReach,
    damage:
      "Everything under the key: at once, and for good after 7 to 30 days in which the deletion can be cancelled.",
    offered: `An alarm on \`ScheduleKeyDeletion\`. \`protectKeys\`, with the key in a member account. ${offered}`,
  },
  {
    what: "revokes a grant with which a service uses the key in its account",
    by: "memberAdministrator",
    action: "kms:RevokeGrant",
    resource: key,
    context: forService,
    where: keyIsOurs,
    damage:
      "Nothing is destroyed. What a service does with the grant fails, such as attaching a restored volume, until it makes " +
      "another one. It is not denied, because AWS does not say which services revoke grants with the caller's credentials.",
    offered: "An alarm on `RevokeGrant` in AWS CloudTrail.",
  },
  {
    what: "shuts everybody else out by the key policy, with the check of AWS KMS",
    by: "keyDeploymentRole",
    action: "kms:PutKeyPolicy",
    resource: key,
    context: withSafetyCheck,
    where: keyIsOurs,
    damage:
      "Everything under the key, at once, until somebody who can assume the role applies the policy again: AWS KMS asks " +
      "that the role itself may still change it.",
    offered,
  },
  {
    what: "changes the key policy",
    by: "keyRoot",
    action: "kms:PutKeyPolicy",
    resource: key,
    context: withSafetyCheck,
    where: keyIsOurs,
    damage: "As above. The key policy lets the root user correct it, for the day on which every role is gone.",
    offered: "No credentials of the root user in member accounts (central root access). An alarm on its use.",
  },
  {
    what: "assumes the deployment role by an identity provider that its trust policy lets in",
    by: "webIdentity",
    action: "sts:AssumeRoleWithWebIdentity",
    resource: opened(deploymentRole),
    damage:
      "What the deployment role can do. Runs of HCP Terraform and GitHub belong to no organization, so that `protectKeys` " +
      "cannot tell theirs from others: the trust policy alone does.",
    offered: "Trust policies that name the subject of the token in full, as `role-policies` prints them.",
  },
];
