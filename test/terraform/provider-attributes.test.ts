/** The tables of src/terraform/types know every attribute that the AWS provider has of the types in use. */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { classified, dataSourceTypes, resourceTypes } from "../../src/terraform/types/all";
import { isObject, type Json, parseObject } from "../../src/terraform/synthesis";
import { repository } from "../config/valid";
import { recordedFile } from "../plan-summary/plans";

const bindings = dirname(require.resolve("@cdktf/provider-aws/lib/kms-key"));

/**
 * Attributes of a type, as its generated class says: a getter for each, which reads the attribute or holds its block. The
 * class of the resource is the last of its file; blocks have theirs before it.
 */
function attributesOf(type: string): { names: string[]; getters: number } {
  const file = join(bindings, "..", type.replace(/^aws_/, "").replaceAll("_", "-"), "index.js");
  const [, text = ""] = readFileSync(file, "utf8").split("extends cdktf.TerraformResource");
  const found = [
    ...text.matchAll(/this\.get\w+Attribute\(["'](\w+)["']\)/g),
    ...text.matchAll(/new \w+\(this, ["'](\w+)["']/g),
  ].map(([, name = ""]) => name);
  const getters = [...text.matchAll(/^ {4}get (\w+)\(\)/gm)].filter(([, name = ""]) => !name.endsWith("Input"));
  return { names: [...new Set(found)].sort(), getters: getters.length };
}

test.each(Object.keys(resourceTypes))("every attribute of %s has a meaning, and no other", (type) => {
  const { names, getters } = attributesOf(type);
  expect(names.length).toBe(getters);
  expect(names).toContain("id");
  expect(Object.keys(classified[type]?.attributes ?? {}).sort()).toEqual(names);
});

test("so does every attribute in plans of version 5.100", () => {
  const directory = dirname(recordedFile("any"));
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
  const unknown = files.flatMap((file) => {
    const plan = parseObject(readFileSync(join(directory, file), "utf8"));
    return list(plan?.resource_changes).flatMap((change) => {
      const { before, after } = isObject(change) && isObject(change.change) ? change.change : {};
      const type = isObject(change) ? String(change.type) : "";
      return [before, after]
        .filter(isObject)
        .flatMap((values) => Object.keys(values))
        .filter((name) => !(name in (classified[type]?.attributes ?? {})))
        .map((name) => `${type}.${name}`);
    });
  });
  expect(unknown).toEqual([]);
});

test("the stacks create no other type", () => {
  const directory = join(repository, "stacks");
  const used = readdirSync(directory).flatMap((file) =>
    [...readFileSync(join(directory, file), "utf8").matchAll(/"@cdktf\/provider-aws\/lib\/([\w-]+)"/g)].map(
      ([, name = ""]) => `aws_${name.replaceAll("-", "_")}`.replace(/^aws_data_/, "data."),
    ),
  );
  const known = [...Object.keys(resourceTypes), ...Object.keys(dataSourceTypes), "aws_provider"];
  expect([...new Set(used)].sort()).toEqual(known.sort());
});

test("every call that a type is permitted has what makes it", () => {
  for (const [type, { write }] of Object.entries(resourceTypes)) {
    const calls = classified[type]?.calls ?? {};
    expect(write.flatMap(({ actions }) => actions).filter((action) => !(action in calls))).toEqual([]);
    const { attributes = {}, actions = {} } = classified[type] ?? {};
    expect(
      Object.values(calls)
        .flat()
        .filter((what) => !(what in attributes) && !(what in actions)),
    ).toEqual([]);
  }
});

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
