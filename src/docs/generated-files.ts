import { attackMatrix } from "./attack-matrix";
import { backupPolicySyntaxReference } from "./backup-policy-syntax";
import { configurationReference } from "./configuration";
import { pageWithHabits } from "./habits";
import { orgJsonSchemaFile } from "./json-schema";
import { readmeWithSizes } from "./limits";
import { managedPoliciesReference } from "./managed-policies";
import { protectedChangesReference } from "./protected-changes";
import { reasonsReference } from "./reasons";
import { requiredTagsReference } from "./required-tags";
import { rulesReference } from "./rules";
import { servicesReference } from "./services";
import { stacksReference } from "./stacks";

/** Files that are committed and generated: `npm run generate` writes them, a test checks that they are current. */
export const generatedFiles: Readonly<Record<string, () => string>> = {
  "README.md": readmeWithSizes,
  "config/org.schema.json": orgJsonSchemaFile,
  "docs/attack-matrix.md": attackMatrix,
  "docs/backup-policy-syntax.md": backupPolicySyntaxReference,
  "docs/cdktf.md": pageWithHabits,
  "docs/configuration.md": configurationReference,
  "docs/managed-policies.md": managedPoliciesReference,
  "docs/protected-changes.md": protectedChangesReference,
  "docs/reasons.md": reasonsReference,
  "docs/required-tags.md": requiredTagsReference,
  "docs/rules.md": rulesReference,
  "docs/services.md": servicesReference,
  "docs/stacks.md": stacksReference,
};
