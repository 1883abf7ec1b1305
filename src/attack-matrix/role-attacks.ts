/** Attacks on who may do what: roles, users, names, and what leads to the deployment role. */

import { type ActionsInWords } from "../aws/service-record";
import { identityProviderActions, roleActions, userActions } from "../guardrails/iam-actions";
import { stateBucketActions, stateObjectActions, stateWriter } from "../guardrails/terraform-state";
import { calledVia, withRequiredTag } from "./contexts";
import { attacks, type ContextOf, type Row } from "./request";
import {
  besideTrustedRole,
  futureCentralVault,
  futureLocalVault,
  identityProviderOfRuns,
  inMember,
  inStateAccount,
  planRole,
  stateBucket,
  stateKey,
  terraformRole,
  trusted,
  type ResourceOf,
} from "./resources";
import { type Scene } from "./scene";
import { deletedBackupsMade, weakenedBackups } from "./service-rows";

const ofMember = ({ member }: Scene) => member;

function onEach(actions: ActionsInWords, called: string, resource: ResourceOf, context?: ContextOf): Row[] {
  return Object.entries(actions).map(([action, words]): Row => [
    words.replace("{it}", called),
    action,
    resource,
    context,
  ]);
}

const stateLock = stateBucket(ofMember, (prefix) => `${prefix}encryption.tfstate.tflock`);
const memberState = stateBucket(ofMember, (prefix) => `${prefix}member-payments.tfstate`);

/** The aliases of the key of the state, which the config may name by one. */
const withStateAlias: ContextOf = ({ deployment: { terraform } }) => {
  const keyId = terraform.state.type === "s3" ? (terraform.state.kmsKeyId ?? "") : "";
  return { "kms:ResourceAliases": [keyId.startsWith("alias/") ? keyId : "alias/terraform-state"] };
};

export const roleAttacks = [
  ...attacks(
    "memberAdministrator",
    ["protectBackups"],
    [
      ["takes the local vault's name in a Region that comes later", "backup:CreateBackupVault", futureLocalVault],
      [
        "makes a vault that is called as those of AWS Control Tower are, to copy there",
        "backup:CreateBackupVault",
        inMember("backup:{region}:{account}:backup-vault:aws-controltower-local-backupvault-own"),
      ],
      [
        "takes the local vault's name for a logically air-gapped vault",
        "backup:CreateLogicallyAirGappedBackupVault",
        futureLocalVault,
      ],
      [
        "takes the local vault's name for the view of somebody else's vault",
        "backup:CreateRestoreAccessBackupVault",
        futureLocalVault,
      ],
    ],
  ),
  ...attacks(
    "centralAdministrator",
    ["protectBackups"],
    [["takes the central vault's name in a Region that comes later", "backup:CreateBackupVault", futureCentralVault]],
  ),
  ...attacks(
    "memberAdministrator",
    ["protectBackups"],
    deletedBackupsMade("by AWS Backup in its name", calledVia("backup")),
  ),
  ...attacks(
    "breakGlass",
    ["protectBackups", "breakGlassPermissions"],
    [...weakenedBackups, ...deletedBackupsMade("by AWS CloudFormation", calledVia("cloudformation"))],
  ),
  ...attacks(
    "runnerAdministrator",
    ["protectRoles"],
    [
      ...onEach(roleActions, "the role that runs `terraform apply`", terraformRole("apply")),
      [
        "lets itself assume the role that Terraform assumes for the state",
        "iam:UpdateAssumeRolePolicy",
        terraformRole("state"),
      ],
      ...onEach(
        identityProviderActions.openIdConnect,
        "the identity provider of GitHub Actions",
        inStateAccount("iam::{account}:oidc-provider/token.actions.githubusercontent.com"),
      ),
      [
        "deletes the identity provider of an enterprise's own issuer of GitHub Actions",
        "iam:DeleteOpenIDConnectProvider",
        inStateAccount("iam::{account}:oidc-provider/token.actions.githubusercontent.com/acme"),
      ],
      [
        "lets the SAML provider of the account trust somebody else's sign-in",
        "iam:UpdateSAMLProvider",
        inStateAccount("iam::{account}:saml-provider/Company"),
      ],
      ["schedules the deletion of the key of the state", "kms:ScheduleKeyDeletion", stateKey, withStateAlias],
      ["replaces the policy of the key of the state", "kms:PutKeyPolicy", stateKey, withStateAlias],
      ["takes the alias from the key of the state", "kms:DeleteAlias", stateKey, withStateAlias],
    ],
  ),
  ...attacks(
    "memberAdministrator",
    ["protectRoles"],
    [
      ["lets itself assume the role that plans", "iam:UpdateAssumeRolePolicy", planRole],
      ["creates a role with the name of the role that plans, where it does not exist yet", "iam:CreateRole", planRole],
      ...onEach(
        identityProviderActions.openIdConnect,
        "the identity provider of HCP Terraform",
        identityProviderOfRuns,
      ),
      ...onEach(stateBucketActions, "the bucket of the state", stateBucket(ofMember), withRequiredTag),
    ],
  ),
  ...attacks(
    "memberAdministrator",
    ["protectRoles"],
    [
      ...onEach(stateObjectActions, "the state of a stack", memberState),
      ["removes the lock of a running apply", "s3:DeleteObject", stateLock],
      ["holds the lock of a stack for ever", "s3:PutObjectRetention", stateLock],
    ],
    { where: ({ deployment }) => stateWriter(deployment) !== undefined },
  ),
  ...attacks(
    "neighbourOfOnCall",
    ["protectRoles"],
    [
      ...onEach(roleActions, "a role that may assume the break-glass role", trusted("role")),
      ...onEach(userActions, "a user who may assume the break-glass role", trusted("user")),
      ...onEach(
        identityProviderActions.saml,
        "the SAML provider by which people assume roles of the account",
        besideTrustedRole("iam::{account}:saml-provider/Company"),
      ),
    ],
  ),
];
