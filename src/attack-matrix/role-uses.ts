/** What must go on working although roles, users, names and the state are protected. */

import { calledVia } from "./contexts";
import { type Request, uses } from "./request";
import {
  identityProviderOfRuns,
  inMember,
  inStateAccount,
  key,
  planRole,
  type ResourceOf,
  role,
  stateBucket,
  stateKey,
  terraformRole,
  trusted,
} from "./resources";
import { type Scene, stateAccountOf } from "./scene";
import { deletedBackups } from "./service-rows";

const ofMember = ({ member }: Scene) => member;
const stateOf = (key: string) => stateBucket(stateAccountOf, (prefix) => `${prefix}${key}`);
const isWrittenByRunner = ({ deployment: { terraform } }: Scene) =>
  terraform.state.type === "s3" && terraform.state.roleArn === undefined;
const isThere = (resource: ResourceOf) => (scene: Scene) => resource(scene) !== undefined;

export const roleUses: readonly Request[] = [
  ...uses("breakGlass", [
    ...deletedBackups("by deleting its recovery point", calledVia("backup")),
    ...deletedBackups(
      "by a stack of AWS CloudFormation that deletes its recovery point",
      calledVia("cloudformation", "backup"),
    ),
    [
      "deletes a backup of DynamoDB without advanced features, by deleting its recovery point",
      "dynamodb:DeleteBackup",
      inMember("dynamodb:{region}:{account}:table/orders/backup/01500000000000-00000000"),
      calledVia("backup"),
    ],
    [
      "deletes an access point, which keeps backups from expiring",
      "backup:DeleteBackupAccessPoint",
      inMember("backup:{region}:{account}:accesspoint/reader"),
    ],
  ]),
  ...uses(
    "applyRunner",
    [
      ["reads the state of a stack", "s3:GetObject", stateOf("encryption.tfstate")],
      ["writes the state of a stack", "s3:PutObject", stateOf("encryption.tfstate")],
      ["locks the state of a stack", "s3:PutObject", stateOf("member-payments.tfstate.tflock")],
      ["unlocks the state of a stack", "s3:DeleteObject", stateOf("member-payments.tfstate.tflock")],
      ["encrypts the state", "kms:GenerateDataKey", stateKey],
      ["decrypts the state", "kms:Decrypt", stateKey],
    ],
    isWrittenByRunner,
  ),
  ...uses("keyPlanRole", [["reads the rotation of the key", "kms:GetKeyRotationStatus", key]]),
  ...uses("stateRole", [
    ["reads the state of a stack", "s3:GetObject", stateOf("encryption.tfstate")],
    ["writes the state of a stack", "s3:PutObject", stateOf("encryption.tfstate")],
    ["unlocks the state of a stack", "s3:DeleteObject", stateOf("network-payments.tfstate.tflock")],
    ["encrypts the state", "kms:GenerateDataKey", stateKey],
  ]),
  ...uses("runnerDeploymentRole", [
    ["changes the bucket of the state", "s3:PutBucketPolicy", stateBucket(stateAccountOf)],
    ["moves the state of a stack", "s3:PutObject", stateOf("organization.tfstate")],
    ["writes the policy of the key of the state", "kms:PutKeyPolicy", stateKey],
    [
      "changes the trust policy of the role that runs `terraform apply`",
      "iam:UpdateAssumeRolePolicy",
      terraformRole("apply"),
    ],
    [
      "renews the certificate of the identity provider of GitHub Actions",
      "iam:UpdateOpenIDConnectProviderThumbprint",
      inStateAccount("iam::{account}:oidc-provider/token.actions.githubusercontent.com"),
    ],
  ]),
  ...uses("runnerAdministrator", [
    ["reads the bucket of the state", "s3:GetBucketPolicy", stateBucket(stateAccountOf)],
    ["tags the bucket of the state", "s3:PutBucketTagging", stateBucket(stateAccountOf)],
    ["keeps a state of its own in the same bucket", "s3:PutObject", stateOf("shop/terraform.tfstate")],
    ["creates a role of its own", "iam:CreateRole", inStateAccount("iam::{account}:role/Shop")],
    [
      "removes the identity provider of a cluster",
      "iam:DeleteOpenIDConnectProvider",
      inStateAccount("iam::{account}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/00000000"),
    ],
    ["gives a machine the role that runs `terraform apply`", "iam:PassRole", terraformRole("apply")],
    [
      "changes a key of its own",
      "kms:PutKeyPolicy",
      inStateAccount("kms:{region}:{account}:key/66666666", { policy: "defaultKeyPolicy" }),
    ],
  ]),
  ...uses("neighbourOfOnCall", [
    ["reads who the user is that may assume the break-glass role", "iam:GetUser", trusted("user")],
  ]),
  ...uses("onCallWithMfa", [["changes its own password", "iam:ChangePassword", trusted("user")]]),
  ...uses("deploymentRole", [["creates the role that plans", "iam:CreateRole", planRole]], isThere(planRole)),
  ...uses(
    "deploymentRole",
    [
      ["creates the identity provider of HCP Terraform", "iam:CreateOpenIDConnectProvider", identityProviderOfRuns],
      [
        "adds an audience to the identity provider of HCP Terraform",
        "iam:AddClientIDToOpenIDConnectProvider",
        identityProviderOfRuns,
      ],
    ],
    isThere(identityProviderOfRuns),
  ),
  ...uses("application", [
    [
      "creates the identity provider of a cluster",
      "iam:CreateOpenIDConnectProvider",
      inMember("iam::{account}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/00000000"),
    ],
    ["writes to a bucket of its own", "s3:PutObject", inMember("s3:::orders/encryption.tfstate")],
    [
      "creates a role whose name has as many letters as the backup role's",
      "iam:CreateRole",
      role(ofMember, ({ deployment }) => "x".repeat(deployment.roles.backup.length)),
    ],
  ]),
];
