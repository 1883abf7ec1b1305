import { type GrantScope } from "./grant";
import { describeKey, keyArns } from "./keys";
import { type TerraformResourceType } from "./terraform-type";
import { computed, decision, harmless } from "./meaning";
import { arn, identity, region } from "./shared-attributes";
import { inWords } from "./question";

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
  called: ({ name }) => inWords(name),
  harm: "key-weakened",
  partOf: [{ type: "aws_kms_key" }, { type: "aws_kms_replica_key" }],
  calls: {
    "kms:CreateAlias": ["create"],
    "kms:DeleteAlias": ["destroy"],
    "kms:UpdateAlias": ["target_key_id"],
  },
  attributes: {
    ...identity,
    ...arn,
    ...region,
    name: decision("an import finds the key by its alias, and the break-glass role may delete it by that"),
    name_prefix: harmless("the name, which begins with it, is a decision"),
    target_key_arn: computed("follows the key"),
    target_key_id: decision("the alias names another key than that of the vaults"),
  },
  actions: {
    create: harmless("a new name takes nothing from the key"),
    replace: harmless("each attribute that asks for it is judged"),
    destroy: decision("a lost state finds the key by its alias alone"),
    forget: decision("nobody notices when the alias names another key"),
    import: harmless("changes nothing by itself"),
  },
};

function aliasArn({ partition, key }: GrantScope): string {
  return `arn:${partition}:kms:*:${key.accountId}:${key.alias}`;
}
