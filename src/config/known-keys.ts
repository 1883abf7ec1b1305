import { z } from "zod";
import { type ConfigPath } from "../findings/finding";
import { orgConfigSchema } from "./schema/org-config";

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

let root: readonly SchemaNode[] | undefined;
const keysByPath = new Map<string, string[]>();

/** The keys that the schema knows at a path, over all variants that it has there. */
export function knownKeys(path: ConfigPath): string[] {
  const place = path.map((key) => (typeof key === "number" ? "[]" : key)).join(".");
  const known = keysByPath.get(place);
  if (known) {
    return known;
  }
  root ??= variants(z.toJSONSchema(orgConfigSchema, { io: "input", reused: "inline" }) as SchemaNode);
  const nodes = path.reduce(
    (current, key) =>
      current.flatMap(({ properties, items }) => variants(typeof key === "number" ? items : properties?.[key])),
    root,
  );
  const keys = [...new Set(nodes.flatMap(({ properties }) => Object.keys(properties ?? {})))];
  keysByPath.set(place, keys);
  return keys;
}

function variants(node: SchemaNode | undefined): SchemaNode[] {
  return node ? [node, ...[...(node.anyOf ?? []), ...(node.oneOf ?? [])].flatMap(variants)] : [];
}
