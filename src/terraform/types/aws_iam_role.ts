import { isObject } from "../synthesis";
import { inWords } from "./question";
import { getRole, roleArns, trustsServicesAlone } from "./roles";
import { type TerraformResourceType } from "./terraform-type";
import { computed, decision, document, harmless, judged, rises, turnsOn } from "./meaning";
import { arn, identity, tags } from "./shared-attributes";

export const awsIamRole: TerraformResourceType = {
  read: [
    {
      actions: ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"],
      resources: roleArns,
      global: true,
    },
  ],
  write: [
    {
      actions: [
        "iam:CreateRole",
        "iam:DeleteRole",
        "iam:ListInstanceProfilesForRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      resources: roleArns,
      global: true,
    },
  ],
  questions: (resource) => [getRole(resource, resource.text("name"))],
  adopt: (resource, { ask }) => {
    const role = ask(getRole(resource, resource.text("name")))?.Role;
    if (!isObject(role)) {
      return "absent";
    }
    return role.Path === "/"
      ? { importId: resource.text("name") }
      : {
          conflict: `the role has the path ${inWords(role.Path)}, and the path of a role cannot change. Use another role name in this config.`,
        };
  },
  called: ({ name }) => `role ${inWords(name)}`,
  comesWith: ["aws_backup_vault", "aws_kms_key"],
  harm: "role-changed",
  calls: {
    "iam:CreateRole": ["create"],
    "iam:DeleteRole": ["destroy", "replace"],
    "iam:DeleteRolePermissionsBoundary": ["permissions_boundary"],
    "iam:DeleteRolePolicy": ["inline_policy"],
    "iam:ListInstanceProfilesForRole": ["destroy"],
    "iam:PutRolePermissionsBoundary": ["permissions_boundary"],
    "iam:PutRolePolicy": ["inline_policy"],
    "iam:TagRole": ["tags"],
    "iam:UntagRole": ["tags"],
    "iam:UpdateAssumeRolePolicy": ["assume_role_policy"],
    "iam:UpdateRole": ["max_session_duration"],
    "iam:UpdateRoleDescription": ["description"],
  },
  repeats: {
    inline_policy: {
      type: "aws_iam_role_policy",
      named: ["role", "name"],
      entry: ({ name = "", policy = "" }) => ({ name, policy }),
    },
    managed_policy_arns: {
      type: "aws_iam_role_policy_attachment",
      named: ["role", "name"],
      entry: ({ policy_arn: arn = "" }) => arn,
    },
  },
  attributes: {
    ...identity,
    ...arn,
    ...tags,
    assume_role_policy: document(judged(["break-glass-changed"], "whoever can assume the role has its permissions")),
    create_date: computed("AWS gives it"),
    description: harmless("is a text for people"),
    force_detach_policies: turnsOn("a later destroy also takes the policies that somebody else gave to the role"),
    inline_policy: decision("the role can do more than it needs, or less than backups need"),
    managed_policy_arns: decision("the role can do more than it needs, or less than backups need"),
    max_session_duration: rises(3600, "whoever assumes the role keeps its permissions for longer"),
    name: decision("AWS Backup, policies and people know the role by its name"),
    name_prefix: harmless("the name, which begins with it, is a decision"),
    path: decision("policies know the role by its ARN, which has the path in it"),
    permissions_boundary: decision("a boundary takes permissions that backups need, and without one there are more"),
    unique_id: harmless("another one says that somebody deleted the role and created it again"),
  },
  actions: {
    create: decision(
      "whoever its trust policy names gets what it can do; guardrails spare the break-glass role",
      ({ after }) => !trustsServicesAlone(after?.assume_role_policy),
    ),
    replace: judged(["role-removed"], "AWS Backup backs up nothing without it"),
    destroy: judged(["role-removed"], "AWS Backup backs up nothing without it"),
    forget: decision("nobody notices when somebody changes who can assume the role, and what it can do"),
    import: harmless("changes nothing by itself"),
  },
};
