/** Generated files are committed, and current. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { generatedFiles } from "../src/docs/generated-files";
import { orgJsonSchema } from "../src/docs/json-schema";
import { serviceIndex } from "../src/docs/service-index";
import { repository } from "./config/valid";

test.each(Object.entries(generatedFiles))("%s is current (npm run generate)", (file, content) => {
  expect(readFileSync(join(repository, file), "utf8")).toBe(content());
});

test("src/aws/services/index.ts is current (npm run generate)", () => {
  const directory = join(repository, "src/aws/services");
  expect(readFileSync(join(directory, "index.ts"), "utf8")).toBe(serviceIndex(readdirSync(directory)));
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
