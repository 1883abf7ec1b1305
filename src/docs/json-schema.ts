import { z } from "zod";
import { orgConfigSchema } from "../config/schema/org-config";

/**
 * The JSON Schema of the config, for editors. Draft 7, which yaml-language-server handles best; of the input side, so
 * that keys with a default are optional.
 */
export function orgJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(orgConfigSchema, { target: "draft-7", io: "input", reused: "inline" });
  return { $schema, title: "Strongroom: an AWS organization and its backups", ...schema };
}

export function orgJsonSchemaFile(): string {
  return `${JSON.stringify(orgJsonSchema(), null, 2)}\n`;
}
