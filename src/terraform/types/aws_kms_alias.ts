import { type GrantScope } from "./grant";
import { describeKey, keyArns } from "./keys";
import { type TerraformResourceType } from "./terraform-type";

export const awsKmsAlias: TerraformResourceType = {
  read: [{ actions: ["kms:ListAliases"] }],
  write: [
    {
      actions: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
      resources: (scope) => [aliasArn(scope), ...keyArns(scope)],
    },
  ],
  questions: (resource) => [describeKey(resource, resource.text("name"))],
  adopt: (resource, { ask }) =>
    ask(describeKey(resource, resource.text("name"))) ? { importId: resource.text("name") } : "absent",
  noise: {},
};

function aliasArn({ partition, key }: GrantScope): string {
  return `arn:${partition}:kms:*:${key.accountId}:${key.alias}`;
}
