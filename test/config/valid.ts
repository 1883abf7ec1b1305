/** A config that passes every rule, and edits of it. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type CheckedConfig, checkSource } from "../../src/config/check";
import { type OrgConfig, orgConfigSchema } from "../../src/config/schema/org-config";
import { Source } from "../../src/config/source";

export const repository = join(__dirname, "..", "..");

/** A config with most of the keys: everything in it is right. Edits start from it. */
export const validFile = "test/fixtures/org.yaml";

export const validText = textOf(validFile);

/** Files that are right, relative to the repository. config/org.yaml is the user's: no test reads it. */
export const validFiles: readonly string[] = [
  validFile,
  "test/fixtures/china.yaml",
  ...readdirSync(join(repository, "examples"))
    .sort()
    .map((name) => `examples/${name}`),
];

/** The text of a file of the repository. */
export function textOf(file: string): string {
  return readFileSync(join(repository, file), "utf8");
}

export function check(text: string): CheckedConfig {
  return checkSource(new Source("org.yaml", text));
}

/** The config of a text of the right shape. What the rules say of it is the rules' own matter. */
export function configOf(text: string): OrgConfig {
  return orgConfigSchema.parse(parse(text));
}

export type Edit = readonly [from: string, to: string];

/** The text with one place edited. Fails where the place is not there exactly once, so that no edit misses in silence. */
export function edit(text: string, from: string, to: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) {
    throw new Error(`\`${from}\` stands ${parts.length - 1} times in the text`);
  }
  return parts.join(to);
}

/** Line of the text in which the part stands, from 1. */
export function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split("\n").length;
}
