import { type SynthesizedResource } from "../resources";
import { listIn, type Question, questionAbout } from "./question";
import { permittedRoleArns, getRole } from "./roles";
import { type TerraformResourceType } from "./terraform-type";

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
  noise: {},
};

function listRolePolicies(resource: SynthesizedResource): Question {
  const command = ["iam", "list-role-policies", "--role-name", resource.text("role")];
  return questionAbout(resource, command, "NoSuchEntity");
}
