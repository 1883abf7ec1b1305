import { type SynthesizedResource } from "../resources";
import { targetArns } from "./organizations-policies";
import { objectsIn, type Question, questionAbout } from "./question";
import { type TerraformResourceType } from "./terraform-type";
import { computed, decision, harmless } from "./meaning";
import { arn, identity } from "./shared-attributes";

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
  called: () => "the delegated administrator of AWS Backup",
  harm: "delegation-changed",
  calls: {
    "organizations:DeregisterDelegatedAdministrator": ["destroy", "account_id"],
    "organizations:RegisterDelegatedAdministrator": ["create", "account_id"],
  },
  attributes: {
    ...identity,
    ...arn,
    account_id: decision("another account sees and manages the backups of every account"),
    delegation_enabled_date: computed("AWS reports it"),
    email: computed("follows the account"),
    joined_method: computed("follows the account"),
    joined_timestamp: computed("follows the account"),
    name: computed("follows the account"),
    service_principal: decision("another service is delegated to the account"),
    status: computed("follows the account"),
  },
  actions: {
    create: harmless("a first deployment creates it"),
    replace: harmless("each attribute that asks for it is judged"),
    destroy: decision("the account no longer sees and manages the backups of the others"),
    forget: decision("nobody notices when another account manages the backups of every account"),
    import: harmless("changes nothing by itself"),
  },
};

function listAdministrators(resource: SynthesizedResource): Question {
  const principal = resource.text("service_principal");
  return questionAbout(resource, ["organizations", "list-delegated-administrators", "--service-principal", principal]);
}
