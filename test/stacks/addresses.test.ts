/**
 * The addresses of every resource of the example, against a committed file: a rename would make Terraform destroy what
 * it protects, so each shows as one line that goes and one that comes. `UPDATE_GOLDEN=1 npm test -- addresses` accepts.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { validText } from "../config/valid";
import { synthesizeText } from "./template";

const golden = join(__dirname, "addresses.txt");

test("no address changed", () => {
  const lines = Object.entries(synthesizeText(validText)).flatMap(([id, template]) =>
    template.addresses().map((address) => `${id}: ${address}`),
  );
  const current = `${lines.sort().join("\n")}\n`;
  if (process.env.UPDATE_GOLDEN) {
    writeFileSync(golden, current);
  }
  expect(current).toBe(readFileSync(golden, "utf8"));
});
