/** Which stacks a change of the configuration reaches. */

import { isObject, type Json, type JsonObject, parseObject, type Synthesis } from "./synthesis";

/**
 * Ids of the stacks that are new, gone, or configured differently, sorted.
 *
 * Two configurations are the same where Terraform would do the same with them. The order of keys does not count, nor
 * that of a JSON document within a string, nor comments, nor a provider configuration that nothing uses. A `removed`
 * block counts when it goes, and not when it comes: the earlier configuration then held the resource itself, which
 * shows, or nothing to let go of. With another lock file of the providers, every stack differs.
 * @param base undefined where there was none: then every stack is new
 * @throws UnreadableSynthesis
 */
export function affectedStacks(base: Synthesis | undefined, head: Synthesis): string[] {
  if (base === undefined) {
    return [...head.stackIds];
  }
  const [before, after] = [new Set(base.stackIds), new Set(head.stackIds)];
  // Another version of a provider may plan something else.
  const isRelocked = base.providerLock !== head.providerLock;
  return [...new Set([...before, ...after])]
    .filter(
      (id) =>
        isRelocked ||
        !before.has(id) ||
        !after.has(id) ||
        stackDiffers(base.configurationOf(id), head.configurationOf(id)),
    )
    .sort();
}

function stackDiffers(base: JsonObject, head: JsonObject): boolean {
  const released = new Set(removedBlocks(head));
  return (
    canonical(essence(base)) !== canonical(essence(head)) ||
    removedBlocks(base).some((block) => !released.has(block) && !takesBack(head, block))
  );
}

/** A resource that comes back shows as a difference of its own. */
function takesBack(head: JsonObject, block: string): boolean {
  const from = (JSON.parse(block) as { from?: Json }).from;
  const [type = "", name = ""] = typeof from === "string" ? from.split(".") : [];
  const resources = isObject(head.resource) ? head.resource[type] : undefined;
  return isObject(resources) && name in resources;
}

function removedBlocks({ removed }: JsonObject): string[] {
  return Array.isArray(removed) ? removed.map((block: Json) => canonical(block)) : [];
}

/** The configuration without what changes nothing. */
function essence(configuration: JsonObject): JsonObject {
  const { provider, ...rest } = without(["//", "removed"], withoutComments(configuration));
  const inUse = providersInUse(rest);
  const providers = Object.entries(isObject(provider) ? provider : {}).map(([name, blocks]) => {
    const list = Array.isArray(blocks) ? blocks : [blocks];
    const used = list.filter((block: Json) => inUse.has(providerName(name, block)));
    return [name, used.map((block: Json) => canonical(block)).sort()] as const;
  });
  return { ...rest, provider: Object.fromEntries(providers.filter(([, blocks]) => blocks.length > 0)) };
}

function providerName(name: string, block: Json): string {
  const alias = isObject(block) ? block.alias : undefined;
  return typeof alias === "string" ? `${name}.${alias}` : name;
}

/** Names of the provider configurations that resources and data sources use, as in `aws` and `aws.eu-west-1`. */
export function providersInUse({ resource, data }: JsonObject): Set<string> {
  return new Set(
    [resource, data].flatMap((section) =>
      Object.entries(isObject(section) ? section : {}).flatMap(([type, instances]) =>
        Object.values(isObject(instances) ? instances : {}).map((body) =>
          isObject(body) && typeof body.provider === "string" ? body.provider : (type.split("_", 1)[0] ?? type),
        ),
      ),
    ),
  );
}

/**
 * Terraform reads the key `//` as a comment at the top and in the body of a block, and as any other key within an
 * argument.
 * Source: Terraform language, "JSON Configuration Syntax", section "Comment Properties".
 */
function withoutComments(configuration: JsonObject): JsonObject {
  const body = (block: Json): Json => {
    if (Array.isArray(block)) {
      return block.map(body);
    }
    return isObject(block) ? without(["//"], block) : block;
  };
  const labelled = (labels: number, section: Json): Json =>
    labels === 0 || !isObject(section)
      ? body(section)
      : Object.fromEntries(
          Object.entries(without(["//"], section)).map(([key, child]) => [key, labelled(labels - 1, child)]),
        );
  const labels: Readonly<Record<string, number>> = { resource: 2, data: 2, provider: 1, output: 1, variable: 1 };
  return Object.fromEntries(
    Object.entries(configuration).map(([name, section]) => [name, labelled(labels[name] ?? 0, section)]),
  );
}

function without(keys: readonly string[], block: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(block).filter(([key]) => !keys.includes(key)));
}

/** One text for all values that mean the same. */
function canonical(value: Json): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: Json): Json {
  if (typeof value === "string") {
    const document = value.startsWith("{") ? parseObject(value) : undefined;
    return document ? { "a JSON document": sorted(document) } : value;
  }
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return isObject(value)
    ? Object.fromEntries(
        Object.keys(value)
          .sort()
          .map((key) => [key, sorted(value[key] ?? null)]),
      )
    : value;
}
