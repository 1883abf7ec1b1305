import { attackMatrix } from "./attack-matrix";
import { configurationReference } from "./configuration";
import { orgJsonSchemaFile } from "./json-schema";
import { protectedChangesReference } from "./protected-changes";
import { rulesReference } from "./rules";

/** Files that are committed and generated: `npm run generate` writes them, a test checks that they are current. */
export const generatedFiles: Readonly<Record<string, () => string>> = {
  "config/org.schema.json": orgJsonSchemaFile,
  "docs/attack-matrix.md": attackMatrix,
  "docs/configuration.md": configurationReference,
  "docs/protected-changes.md": protectedChangesReference,
  "docs/rules.md": rulesReference,
};
