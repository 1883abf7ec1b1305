import { type SynthesizedResource } from "../resources";
import { targetArns } from "./organizations-policies";
import { objectsIn, type Question, questionAbout } from "./question";
import { type TerraformResourceType } from "./terraform-type";

export const awsOrganizationsDelegatedAdministrator: TerraformResourceType = {
  read: [{ actions: ["organizations:ListDelegatedAdministrators"], global: true }],
  write: [
    {
      actions: ["organizations:DeregisterDelegatedAdministrator", "organizations:RegisterDelegatedAdministrator"],
      resources: targetArns,
      condition: () => ({ StringEquals: { "organizations:ServicePrincipal": "backup.amazonaws.com" } }),
      global: true,
    },
  ],
  questions: (resource) => [listAdministrators(resource)],
  adopt: (resource, { ask }) => {
    const registered = objectsIn(ask(listAdministrators(resource)), "DelegatedAdministrators");
    return registered.some(({ Id }) => Id === resource.text("account_id"))
      ? { importId: `${resource.text("account_id")}/${resource.text("service_principal")}` }
      : "absent";
  },
  noise: {},
};

function listAdministrators(resource: SynthesizedResource): Question {
  const principal = resource.text("service_principal");
  return questionAbout(resource, ["organizations", "list-delegated-administrators", "--service-principal", principal]);
}
