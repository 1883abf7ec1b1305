import { z } from "zod";
import { type ConfigPath } from "../findings/finding";
import { orgConfigSchema } from "./schema/org-config";

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

/** The keys that the schema knows at a path, over all variants that it has there. */
export function knownKeys(path: ConfigPath): string[] {
  const root = z.toJSONSchema(orgConfigSchema, { io: "input", reused: "inline" }) as SchemaNode;
  const nodes = path.reduce(
    (current, key) =>
      current.flatMap(({ properties, items }) => variants(typeof key === "number" ? items : properties?.[key])),
    variants(root),
  );
  return [...new Set(nodes.flatMap(({ properties }) => Object.keys(properties ?? {})))];
}

function variants(node: SchemaNode | undefined): SchemaNode[] {
  return node ? [node, ...[...(node.anyOf ?? []), ...(node.oneOf ?? [])].flatMap(variants)] : [];
}
