import { configurationReference } from "./configuration";
import { orgJsonSchemaFile } from "./json-schema";

/** Files that are committed and generated: `npm run generate` writes them, a test checks that they are current. */
export const generatedFiles: Readonly<Record<string, () => string>> = {
  "config/org.schema.json": orgJsonSchemaFile,
  "docs/configuration.md": configurationReference,
};
