import { type SynthesizedResource } from "../resources";
import { type Json } from "../synthesis";
import { inWords, objectsIn, type Question, questionAbout } from "./question";
import { roleArns } from "./roles";
import { type TerraformResourceType } from "./terraform-type";
import { decision, harmless, judged, step } from "./meaning";
import { identity } from "./shared-attributes";

export const awsIamRolePolicyAttachment: TerraformResourceType = {
  read: [{ actions: ["iam:ListAttachedRolePolicies"], resources: roleArns, global: true }],
  write: [
    {
      actions: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
      resources: roleArns,
      condition: ({ partition }) => ({
        ArnLike: {
          "iam:PolicyARN": [
            `arn:${partition}:iam::aws:policy/AWSBackupServiceRolePolicyFor*`,
            `arn:${partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyFor*`,
          ],
        },
      }),
      global: true,
    },
  ],
  questions: (resource) => [listAttachedPolicies(resource)],
  adopt: (resource, { ask }) => {
    const arn = resource.text("policy_arn");
    const attached = objectsIn(ask(listAttachedPolicies(resource)), "AttachedPolicies");
    return attached.some(({ PolicyArn }) => PolicyArn === arn)
      ? { importId: `${resource.text("role")}/${arn}` }
      : "absent";
  },
  called: ({ role }) => `a managed policy of role ${inWords(role)}`,
  harm: "role-changed",
  partOf: [{ type: "aws_iam_role", named: ["name", "role"] }],
  calls: {
    "iam:AttachRolePolicy": ["policy_arn"],
    "iam:DetachRolePolicy": ["destroy", "policy_arn", "role"],
  },
  attributes: {
    ...identity,
    policy_arn: {
      is: "worse in one direction",
      why: "the role needs the policies of AWS Backup, and no other",
      worse: (before, after) =>
        isBackupPolicy(after) && (before === after || !isBackupPolicy(before)) ? [] : [step(before, after)],
    },
    role: decision("the role of the old name loses the policy"),
  },
  actions: {
    create: harmless("each attribute that asks for it is judged"),
    replace: harmless("each attribute that asks for it is judged"),
    destroy: judged(["role-removed"], "the role loses permissions that backups need"),
    forget: decision("nobody notices when somebody takes the policy from the role"),
    import: harmless("changes nothing by itself"),
  },
};

function listAttachedPolicies(resource: SynthesizedResource): Question {
  const command = ["iam", "list-attached-role-policies", "--role-name", resource.text("role")];
  return questionAbout(resource, command, "NoSuchEntity");
}

/** By their names, which is also how the deployment role may attach them. */
function isBackupPolicy(arn: Json | undefined): boolean {
  return typeof arn === "string" && /:aws:policy\/(service-role\/)?AWSBackupServiceRolePolicyFor[^/]*$/.test(arn);
}
