/** No key of the config is there for nothing: a change of it changes the output. */

import { parse, stringify } from "yaml";
import { filesIn } from "../../src/config/named-files";
import { matchesPattern } from "../../src/config/rule";
import { orgJsonSchema } from "../../src/docs/json-schema";
import { keyChanges, namedByChanges } from "./key-changes";
import { merge } from "./merge";
import { validText } from "./valid";
import { differs, whatComesOf, type WhatComesOf } from "./what-comes-of";

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

/** Paths of the keys that have no keys below them. */
function keysOf({ properties, items, anyOf = [], oneOf = [] }: SchemaNode, path = ""): string[] {
  const below = [
    ...Object.entries(properties ?? {}).flatMap(([key, node]) => keysOf(node, path === "" ? key : `${path}.${key}`)),
    ...[...anyOf, ...oneOf].flatMap((node) => keysOf(node, path)).filter((key) => key !== path),
    ...(items ? keysOf(items, `${path}[]`).filter((key) => key !== `${path}[]`) : []),
  ];
  return below.length > 0 ? [...new Set(below)] : [path];
}

/** What stands at the paths that a pattern describes. */
function valuesAt(value: unknown, pattern: string, path: readonly (string | number)[] = []): unknown[] {
  if (matchesPattern(path, pattern)) {
    return [value];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const children = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return children.flatMap(([key, child]) => valuesAt(child, pattern, [...path, key]));
}

const made = new Map<string, WhatComesOf>();

function whatComesOnce(text: string): WhatComesOf {
  const known = made.get(text) ?? whatComesOf(text, filesIn(namedByChanges));
  made.set(text, known);
  return known;
}

test("there is a change of every key", () => {
  expect(Object.keys(keyChanges).sort()).toEqual(keysOf(orgJsonSchema() as SchemaNode).sort());
});

test.each(Object.entries(keyChanges))("%s", (key, { from = "{}", to, refusedBy }) => {
  const before = merge(parse(validText), parse(from));
  const after = merge(before, parse(to));
  const [one, other] = [whatComesOnce(stringify(before)), whatComesOnce(stringify(after))];
  expect(valuesAt(after, key)).not.toEqual(valuesAt(before, key));
  expect(one.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  const errors = other.findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule);
  expect(errors.filter((rule) => rule !== refusedBy)).toEqual([]);
  expect(differs(one, other)).toBe(true);
});
