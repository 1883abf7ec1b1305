/** What no layer stops of attacks on roles, users, names and the state. */

import { isIdentityCenterRole } from "../aws/principal-arn";
import { accountOf } from "../aws/arn";
import { stateWriter } from "../guardrails/terraform-state";
import { type RemainingAttack } from "./request";
import { everythingIn, inAccount, inStateAccount, role, stateBucket, terraformRole } from "./resources";
import { isProtected, type Scene } from "./scene";

const ofMember = ({ member }: Scene) => member;
const ofUnlisted = ({ unlisted }: Scene) => unlisted;
const neighbour = (scene: Scene) =>
  accountOf(scene.deployment.breakGlass.principals.find((arn) => isProtected(scene, arn)) ?? "");
const hasSetInMemberAccount = ({ deployment, management }: Scene) =>
  deployment.breakGlass.principals.some((arn) => isIdentityCenterRole(arn) && accountOf(arn) !== management);
/** Source: Amazon S3 API Reference, `PutObject`, `x-amz-server-side-encryption-aws-kms-key-id`. Read 2026-11-27. */
const namesStateKeyByAliasAlone = ({ deployment }: Scene) => {
  const { state } = deployment.terraform;
  return state.type === "s3" && state.kmsKeyId?.startsWith("alias/") === true && stateWriter(deployment) === undefined;
};

export const roleRemaining: readonly RemainingAttack[] = [
  {
    what: "lets itself assume the role that runs Terraform, in the management account",
    by: "managementAdministrator",
    action: "iam:UpdateAssumeRolePolicy",
    resource: terraformRole("plan"),
    where: ({ deployment, management }) => accountOf(deployment.terraform.runners?.plan ?? "") === management,
    damage:
      "Everything that the deployment role may do, in every account. SCPs reach no principal of the management account: " +
      "the same holds for its identity providers and its buckets.",
    offered:
      "`terraform.runners` and the state in an account of their own, which SCPs reach. An alarm on `UpdateAssumeRolePolicy`.",
  },
  {
    what: "gives a machine of its own the role that runs `terraform apply`",
    by: "runnerAdministrator",
    action: "iam:PassRole",
    resource: terraformRole("apply"),
    damage:
      "Everything that the deployment role may do, where the trust policy of the role names a service such as Amazon EC2. " +
      "Machines that run Terraform need the same action.",
    offered:
      "A trust policy that names an identity provider and one repository or workspace alone. An account for Terraform " +
      "without other people.",
  },
  {
    what: "changes the identity provider of another CI system, by which the role that runs Terraform is assumed",
    by: "runnerAdministrator",
    action: "iam:UpdateOpenIDConnectProviderThumbprint",
    resource: inStateAccount("iam::{account}:oidc-provider/gitlab.example.com"),
    damage:
      "As above, if the attacker can also answer at its address. Only the providers of GitHub Actions and HCP Terraform " +
      "are known by name. Whoever administers GitHub, HCP Terraform or that system needs no call to AWS at all.",
    offered: "An SCP of your own that names the provider. Reviewers for deployments, there.",
  },
  {
    what: "writes the state, where the config names neither `terraform.runners` nor a role for the state",
    by: "memberAdministrator",
    action: "s3:PutObject",
    resource: stateBucket(ofMember, (prefix) => `${prefix}encryption.tfstate`),
    where: ({ deployment }) => stateWriter(deployment) === undefined,
    damage: "Everything that the deployment role may do: a state names the programs that the next apply runs.",
    offered: "`terraform.runners`, or `terraform.state.roleArn`. The policy of the bucket.",
  },
  {
    what: "replaces the policy of the key of the state, where the config gives an alias without an account, and nobody who writes the state",
    by: "memberAdministrator",
    action: "kms:PutKeyPolicy",
    resource: inAccount(ofMember, "kms:{region}:{account}:key/55555555", { policy: "defaultKeyPolicy" }),
    context: ({ deployment: { terraform } }) => ({
      "kms:ResourceAliases": [(terraform.state.type === "s3" && terraform.state.kmsKeyId) || ""],
    }),
    where: namesStateKeyByAliasAlone,
    damage:
      "No plan and no apply, in any account, until the policy is corrected. Amazon S3 looks for the alias in the account of " +
      "the caller, which the config does not tell: a deny of the alias everywhere would reach keys of other teams.",
    offered: "`terraform.state.kmsKeyId` as the ARN of the key. `terraform.runners`, or `terraform.state.roleArn`.",
  },
  {
    what: "makes an access point of the bucket of the state, to write the state by it",
    by: "runnerAdministrator",
    action: "s3:CreateAccessPoint",
    resource: inStateAccount("s3:{region}:{account}:accesspoint/state"),
    where: ({ deployment }) => deployment.terraform.state.type === "s3",
    damage: "As above: a request by an access point names the access point, and not the bucket.",
    offered:
      "The policy of the bucket, which also decides on requests by access points: a deny of everybody but those who run " +
      "Terraform.",
  },
  {
    what: "reads the state of a stack",
    by: "memberAdministrator",
    action: "s3:GetObject",
    resource: stateBucket(ofMember, (prefix) => `${prefix}encryption.tfstate`),
    damage:
      "Nothing is destroyed. The state holds names and policies, and no secret. People who plan need the same action.",
    offered: "The policies of the bucket and of its key.",
  },
  {
    what: "changes the permission set by which people assume the break-glass role, or adds itself to those who have it",
    by: "identityCenterAdministrator",
    action: "sso:PutInlinePolicyToPermissionSet",
    resource: inAccount(ofUnlisted, "sso:::permissionSet/ssoins-0000000000000000/ps-0000000000000000"),
    where: hasSetInMemberAccount,
    damage:
      "Everything that the break-glass role may do, or nobody can assume it. The ARN of a permission set is not in that " +
      "of its role, and the same actions manage every other permission set.",
    offered:
      "A permission set that is assigned in the management account: AWS lets only that account manage it. No delegated " +
      "administrator of IAM Identity Center. An SCP of your own that names the permission set.",
  },
  {
    what: "assigns itself the permission set by which people assume the break-glass role",
    by: "identityCenterAdministrator",
    action: "identitystore:CreateGroupMembership",
    resource: inAccount(ofUnlisted, "identitystore:::group/00000000-0000-0000-0000-000000000000"),
    damage:
      "As above, also for a permission set in the management account: who is in a group is not the permission set's.",
    offered: "Users and groups from an outside identity provider. No delegated administrator of IAM Identity Center.",
  },
  {
    what: "puts a break-glass user into a group that denies everything",
    by: "neighbourOfOnCall",
    action: "iam:AddUserToGroup",
    resource: inAccount(neighbour, "iam::{account}:group/everybody"),
    damage:
      "The user cannot assume the break-glass role until somebody takes it out of the group. The request names the group, " +
      "and not the user.",
    offered: "Break-glass users in an account without other people, or in more than one account. IAM Identity Center.",
  },
  {
    what: "changes a managed policy of a break-glass user, or of the role that runs Terraform, so that it denies everything",
    by: "neighbourOfOnCall",
    action: "iam:CreatePolicyVersion",
    resource: inAccount(neighbour, "iam::{account}:policy/assume-break-glass"),
    damage: "As above. The request names the policy, and not what it is attached to.",
    offered: "Inline policies, which are the user's or role's own. As above.",
  },
  {
    what: "lets the passwords of all users of an account expire, until an administrator resets them",
    by: "neighbourOfOnCall",
    action: "iam:UpdateAccountPasswordPolicy",
    resource: everythingIn(neighbour),
    damage: "As above, for users who sign in by password.",
    offered: "As above.",
  },
  {
    what: "creates a role with the backup role's name in small letters, so that the backup role cannot be created",
    by: "memberAdministrator",
    action: "iam:CreateRole",
    resource: role(ofMember, ({ deployment }) => deployment.roles.backup.toLowerCase()),
    damage:
      "No backups in an account in which Strongroom has not deployed yet: IAM holds both names for one. No guardrail " +
      "exempts such a role, because ARNs are compared with their case. A pattern for every spelling would deny every " +
      "name of the same length.",
    offered: "Deploying to an account before anybody else may work in it. An alarm on failed applies.",
  },
];
