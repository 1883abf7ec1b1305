/** Generated files are committed, and current. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generatedFiles } from "../src/docs/generated-files";
import { orgJsonSchema } from "../src/docs/json-schema";
import { repository } from "./config/valid";

test.each(Object.entries(generatedFiles))("%s is current (npm run generate)", (file, content) => {
  expect(readFileSync(join(repository, file), "utf8")).toBe(content());
});

test("every key of the config has a description", () => {
  const undescribed: string[] = [];
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== "object" || node === null) {
      return;
    }
    for (const [key, child] of Object.entries(node)) {
      if (key === "properties") {
        for (const [name, property] of Object.entries(child as Record<string, { description?: string }>)) {
          if (!property.description) {
            undescribed.push(`${path}.${name}`);
          }
        }
      }
      visit(child, key === "properties" || key === "items" ? path : `${path}.${key}`);
    }
  };
  const schema = orgJsonSchema();
  visit(schema, "");
  expect(undescribed).toEqual([]);
  expect(JSON.stringify(schema)).toContain('"description"');
});
