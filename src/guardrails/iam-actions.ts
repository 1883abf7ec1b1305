/**
 * Every action by which AWS IAM changes something: what `protectRoles` denies on what it protects, and why it leaves the
 * others alone. A test compares them with AWS's list.
 *
 * Sources: Service Authorization Reference, "AWS Identity and Access Management (IAM)"; IAM API Reference, the actions.
 * Read 2026-11-27.
 */

import { type ActionsInWords } from "../aws/service-record";

/** On roles, each with what it does to `{it}`. */
export const roleActions: ActionsInWords = {
  "iam:AttachRolePolicy": "attaches a policy to {it}",
  "iam:CreateRole": "creates {it}",
  "iam:DeleteRole": "deletes {it}",
  "iam:DeleteRolePermissionsBoundary": "removes the permissions boundary of {it}",
  "iam:DeleteRolePolicy": "deletes a policy of {it}",
  "iam:DetachRolePolicy": "detaches a policy from {it}",
  "iam:PutRolePermissionsBoundary": "puts a permissions boundary on {it}",
  "iam:PutRolePolicy": "gives {it} a policy",
  "iam:TagRole": "tags {it}",
  "iam:UntagRole": "removes a tag of {it}",
  "iam:UpdateAssumeRolePolicy": "lets itself assume {it}",
  "iam:UpdateRole": "shortens the sessions of {it}",
  "iam:UpdateRoleDescription": "describes {it} in another way",
};

/** On users: somebody else signs in as the user, or the user no longer can, or can no longer assume a role. */
export const userActions: ActionsInWords = {
  "iam:AttachUserPolicy": "attaches a policy to {it} that denies everything",
  "iam:CreateAccessKey": "creates an access key for {it}",
  "iam:CreateLoginProfile": "gives {it} a password",
  "iam:CreateUser": "creates {it}",
  "iam:DeactivateMFADevice": "deactivates the MFA device of {it}",
  "iam:DeleteAccessKey": "deletes the access key of {it}",
  "iam:DeleteLoginProfile": "deletes the password of {it}",
  "iam:DeleteUser": "deletes {it}",
  "iam:DeleteUserPermissionsBoundary": "removes the permissions boundary of {it}",
  "iam:DeleteUserPolicy": "deletes the policy by which {it} may assume the role",
  "iam:DetachUserPolicy": "detaches the policy by which {it} may assume the role",
  "iam:EnableMFADevice": "gives {it} an MFA device of its own",
  "iam:PutUserPermissionsBoundary": "puts a permissions boundary on {it}",
  "iam:PutUserPolicy": "gives {it} a policy that denies everything",
  "iam:ResyncMFADevice": "puts the MFA device of {it} out of step",
  "iam:TagUser": "tags {it}",
  "iam:UntagUser": "removes a tag of {it}",
  "iam:UpdateAccessKey": "deactivates the access key of {it}",
  "iam:UpdateLoginProfile": "changes the password of {it}",
  "iam:UpdateUser": "renames {it}",
  "iam:UploadSigningCertificate": "uploads a certificate with which to sign as {it}",
};

/** On identity providers: other runs or people sign in by it, or none. */
export const identityProviderActions = {
  openIdConnect: {
    "iam:AddClientIDToOpenIDConnectProvider": "lets {it} take tokens for another audience",
    "iam:DeleteOpenIDConnectProvider": "deletes {it}",
    "iam:RemoveClientIDFromOpenIDConnectProvider": "lets {it} refuse the tokens of every run",
    "iam:UpdateOpenIDConnectProviderThumbprint": "lets {it} trust another certificate",
  },
  saml: {
    "iam:DeleteSAMLProvider": "deletes {it}",
    "iam:UpdateSAMLProvider": "lets {it} trust somebody else's sign-in",
  },
} as const satisfies Record<string, ActionsInWords>;

export const serviceLinkedRoleAction = "iam:DeleteServiceLinkedRole";

const sshAndHttps = "It signs in to other services than AWS STS, and assumes no role.";
const groups =
  "A group's name does not say who is in it. Who may change groups can lock a user out: see what remains possible.";
const managedPolicies =
  "A policy's name does not say what it is attached to: see what remains possible. The roles that Strongroom writes have " +
  "inline policies, and those of AWS.";
const signInAddress = "It changes the address at which people sign in. The account's id goes on working there.";
const management = "AWS takes it from the management account and its delegated administrators.";
const ownTags = "No policy of ours reads these tags.";
const delegation = "What it lets a partner do, the guardrails still deny.";
const certificates = "No role is assumed by it.";
const nameOnly = "It names or describes the account.";

/** What no guardrail denies, by the name of the action, with the reason. */
export const otherIamActions: Readonly<Record<string, string>> = {
  AcceptDelegationRequest: delegation,
  AddRoleToInstanceProfile: "The role's trust policy still says which service assumes it.",
  AddUserToGroup: groups,
  AssociateDelegationRequest: delegation,
  AttachGroupPolicy: groups,
  ChangePassword: "Users change their own password by it, and nobody else's.",
  CreateAccountAlias: signInAddress,
  CreateDelegationRequest: delegation,
  CreateGroup: groups,
  CreateInstanceProfile: "It holds no role yet.",
  CreateOpenIDConnectProvider: "It trusts what is at its address, and a role that does not name it stays closed.",
  CreatePolicy: managedPolicies,
  CreatePolicyVersion: managedPolicies,
  CreateSAMLProvider: "No role trusts it before its trust policy names it.",
  CreateServiceLinkedRole: "AWS says what the role may do.",
  CreateServiceSpecificCredential: sshAndHttps,
  CreateVirtualMFADevice: "It is nobody's before `iam:EnableMFADevice`.",
  DeleteAccountAlias: signInAddress,
  DeleteAccountPasswordPolicy: "Passwords then need less, and go on working.",
  DeleteCloudFrontPublicKey: certificates,
  DeleteGroup: "A group with users in it cannot be deleted.",
  DeleteGroupPolicy: groups,
  DeleteInstanceProfile: "Machines lose their role, and Terraform does not run there. No backup is lost.",
  DeletePolicy: "A policy that is attached cannot be deleted.",
  DeletePolicyVersion: "The version in effect cannot be deleted.",
  DeleteSSHPublicKey: sshAndHttps,
  DeleteServerCertificate: certificates,
  DeleteServiceSpecificCredential: sshAndHttps,
  DeleteSigningCertificate: "The user goes on signing in by password or access key.",
  DeleteVirtualMFADevice: "A device that a user has cannot be deleted before `iam:DeactivateMFADevice`.",
  DetachGroupPolicy: groups,
  DisableOrganizationsRootCredentialsManagement: management,
  DisableOrganizationsRootSessions: management,
  DisableOutboundWebIdentityFederation: "It is about the way from AWS to others.",
  EnableOrganizationsRootCredentialsManagement: management,
  EnableOrganizationsRootSessions: management,
  EnableOutboundWebIdentityFederation: "It is about the way from AWS to others.",
  PassRole: "The role's trust policy still says which service assumes it. Machines that run Terraform need it.",
  PutAccountProperties: nameOnly,
  PutGroupPolicy: groups,
  RejectDelegationRequest: delegation,
  RemoveRoleFromInstanceProfile: "Machines lose their role, and Terraform does not run there. No backup is lost.",
  RemoveUserFromGroup: groups,
  ResetServiceSpecificCredential: sshAndHttps,
  SendDelegationToken: delegation,
  SetDefaultPolicyVersion: managedPolicies,
  SetSTSRegionalEndpointStatus: "It closes AWS STS in one Region. Roles are assumed in another.",
  SetSecurityTokenServicePreferences: "It says how long tokens are.",
  TagInstanceProfile: ownTags,
  TagMFADevice: ownTags,
  TagOpenIDConnectProvider: ownTags,
  TagPolicy: ownTags,
  TagSAMLProvider: ownTags,
  TagServerCertificate: ownTags,
  UntagInstanceProfile: ownTags,
  UntagMFADevice: ownTags,
  UntagOpenIDConnectProvider: ownTags,
  UntagPolicy: ownTags,
  UntagSAMLProvider: ownTags,
  UntagServerCertificate: ownTags,
  UpdateAccountEmailAddress: "The guardrails hold the root user too.",
  UpdateAccountName: nameOnly,
  UpdateAccountPasswordPolicy: "It is about every user of the account: see what remains possible.",
  UpdateCloudFrontPublicKey: certificates,
  UpdateGroup: "A group keeps its users and its policies when it is renamed.",
  UpdateSSHPublicKey: sshAndHttps,
  UpdateServerCertificate: certificates,
  UpdateServiceSpecificCredential: sshAndHttps,
  UpdateSigningCertificate: "The user goes on signing in by password or access key.",
  UploadCloudFrontPublicKey: certificates,
  UploadSSHPublicKey: sshAndHttps,
  UploadServerCertificate: certificates,
};
