import { type SynthesizedResource } from "../resources";
import { inWords, listIn, type Question, questionAbout } from "./question";
import { permittedRoleArns, getRole } from "./roles";
import { type TerraformResourceType } from "./terraform-type";
import { decision, document, harmless, judged } from "./meaning";
import { identity } from "./shared-attributes";

/** The backup and the break-glass role have one each. */
export const awsIamRolePolicy: TerraformResourceType = {
  read: [{ actions: ["iam:GetRolePolicy"], resources: permittedRoleArns, global: true }],
  write: [{ actions: ["iam:DeleteRolePolicy", "iam:PutRolePolicy"], resources: permittedRoleArns, global: true }],
  questions: (resource) => [listRolePolicies(resource), getRole(resource, resource.text("role"))],
  adopt: (resource, { ask }) => {
    const [role, name] = [resource.text("role"), resource.text("name")];
    return listIn(ask(listRolePolicies(resource)), "PolicyNames").includes(name)
      ? { importId: `${role}:${name}` }
      : "absent";
  },
  called: ({ name, role }) => `the policy ${inWords(name)} of role ${inWords(role)}`,
  harm: "role-changed",
  partOf: [{ type: "aws_iam_role", named: ["name", "role"] }],
  calls: {
    "iam:DeleteRolePolicy": ["destroy", "role"],
    "iam:PutRolePolicy": ["create", "policy"],
  },
  attributes: {
    ...identity,
    name: harmless("the same statements have another name"),
    name_prefix: harmless("the same statements have another name"),
    policy: document(
      judged(["role-permissions-changed"], "the role can do more than it needs, or less than backups need"),
    ),
    role: decision("the role of the old name loses the policy"),
  },
  actions: {
    create: decision("a role that exists gets permissions"),
    replace: harmless("each attribute that asks for it is judged"),
    destroy: decision("the role loses permissions that backups need"),
    forget: decision("nobody notices when somebody changes what the role can do"),
    import: harmless("changes nothing by itself"),
  },
};

function listRolePolicies(resource: SynthesizedResource): Question {
  const command = ["iam", "list-role-policies", "--role-name", resource.text("role")];
  return questionAbout(resource, command, "NoSuchEntity");
}
