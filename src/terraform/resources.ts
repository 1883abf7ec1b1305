/** The AWS resources of a synthesis, each with the account and the Region that it goes to. */

import { isObject, type Json, type JsonObject, type Synthesis } from "./synthesis";

export interface SynthesizedResource {
  readonly stackId: string;
  /** As in Terraform: `aws_backup_vault.vault-eu-central-1`. */
  readonly address: string;
  readonly type: string;
  readonly accountId: string;
  readonly region: string;
  /** What Terraform appends to an import id where the resource names its Region itself, or nothing. */
  readonly importSuffix: string;
  /** The role that Terraform assumes there, or undefined where its credentials are those of the account. */
  readonly roleArn: string | undefined;
  /** The attribute as text, with references to the same stack resolved as far as the configuration says. */
  text(attribute: string): string;
  /** The attribute as it is. */
  value(attribute: string): Json | undefined;
  /** Address of the resource to which the attribute refers. */
  reference(attribute: string): string | undefined;
}

/** Every managed resource of the AWS provider, in the order of stacks and addresses. */
export function awsResources(synthesis: Synthesis): SynthesizedResource[] {
  return synthesis.stackIds.flatMap((stackId) => resourcesOf(stackId, synthesis.configurationOf(stackId)));
}

const referencePattern = /^\$\{([a-z0-9_]+\.[A-Za-z0-9_-]+)\.([a-z0-9_]+)\}$/;

function resourcesOf(stackId: string, { resource, provider, variable }: JsonObject): SynthesizedResource[] {
  const providers = providersOf(provider);
  const blocks = new Map(
    Object.entries(objectOf(resource)).flatMap(([type, byId]) =>
      Object.entries(objectOf(byId)).map(
        ([id, block]) => [`${type}.${id}`, objectOf(block)] as readonly [string, JsonObject],
      ),
    ),
  );
  const textOf = (block: JsonObject, attribute: string): string => {
    const value = block[attribute];
    const text = typeof value === "string" ? value : "";
    const [, address = "", target = ""] = referencePattern.exec(text) ?? [];
    const referred = blocks.get(address);
    return referred && target in referred ? textOf(referred, target) : text;
  };
  return [...blocks]
    .filter(([address]) => address.startsWith("aws_"))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([address, block]) => {
      const used = providers.get(textOf(block, "provider")) ?? {};
      const [assumed] = arrayOf(used.assume_role);
      const [accountId] = arrayOf(used.allowed_account_ids);
      const ownRegion = typeof block.region === "string" ? block.region : undefined;
      return {
        stackId,
        address,
        type: address.slice(0, address.indexOf(".")),
        accountId: String(accountId ?? ""),
        region: ownRegion ?? textOf(used, "region"),
        importSuffix: ownRegion === undefined ? "" : `@${ownRegion}`,
        roleArn: withDefaults(textOf(objectOf(assumed), "role_arn"), variable) || undefined,
        text: (attribute) => textOf(block, attribute),
        value: (attribute) => block[attribute],
        reference: (attribute) => {
          const value = block[attribute];
          return typeof value === "string" ? referencePattern.exec(value)?.[1] : undefined;
        },
      };
    });
}

/** The text with the default of each variable in it. */
function withDefaults(text: string, variables: Json | undefined): string {
  return text.replace(/\$\{var\.(\w+)\}/g, (_, name: string) => {
    const value = objectOf(objectOf(variables)[name]).default;
    return typeof value === "string" ? value : "";
  });
}

/** By what resources call them: `aws` or `aws.<alias>`. */
function providersOf(provider: Json | undefined): Map<string, JsonObject> {
  return new Map(
    arrayOf(objectOf(provider).aws)
      .map(objectOf)
      .map((one) => [typeof one.alias === "string" ? `aws.${one.alias}` : "aws", one]),
  );
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function arrayOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
