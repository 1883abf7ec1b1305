/**
 * Who can destroy a backup: every attack and every legitimate operation, tried on the generated documents of every
 * example and of an organization with nested OUs.
 */

import { attackTable } from "../../src/attack-matrix/attacks";
import { legitimateUseTable } from "../../src/attack-matrix/legitimate-uses";
import { remainingAttackTable } from "../../src/attack-matrix/remaining-attacks";
import { hasLayer, type Layer, layers, type Request } from "../../src/attack-matrix/request";
import { type Statement } from "../../src/aws/policy-statement";
import { matchesWildcard } from "../../src/aws/wildcard";
import { createScene } from "../../src/attack-matrix/scene";
import { type PolicyDocument } from "../../src/policies/policy-document";
import { iamDocuments, type Subject, subjects } from "./deployments";
import { createTrial, type IamDocuments, type Trial } from "./simulate";

const nameOf = ({ by, what, action }: Request) => `${by} ${what} (${action})`;

/** The rows that the deployment can have, each with its trial. */
function trials<T extends Request>(subject: Subject, table: readonly T[]): { row: T; trial: Trial }[] {
  return table.flatMap((row) => {
    const trial = createTrial(subject, row);
    return trial ? [{ row, trial }] : [];
  });
}

function layersOf(subject: Subject, { stoppedBy }: { readonly stoppedBy: readonly Layer[] }): Layer[] {
  const scene = createScene(subject.deployment);
  return stoppedBy.filter((layer) => hasLayer(scene, layer));
}

describe.each(subjects.map((subject) => [subject.file, subject] as const))("%s", (_file, subject) => {
  test("every attack is denied by each of its layers alone, and by nothing else", async () => {
    const wrong: string[] = [];
    for (const { row, trial } of trials(subject, attackTable)) {
      const present = layersOf(subject, row);
      for (const layer of present) {
        if (await trial.allowed({ without: present.filter((other) => other !== layer) })) {
          wrong.push(`${nameOf(row)}: ${layers[layer]} does not stop it`);
        }
      }
      if (!(await trial.allowed({ without: present }))) {
        wrong.push(`${nameOf(row)}: denied without ${present.join(", ")} too`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test.each([
    ["every legitimate operation", legitimateUseTable],
    ["what is said to remain possible", remainingAttackTable],
  ])("%s is allowed", async (_what, table: readonly Request[]) => {
    const denied: string[] = [];
    for (const { row, trial } of trials(subject, table)) {
      if (!(await trial.allowed())) {
        denied.push(nameOf(row));
      }
    }
    expect(denied).toEqual([]);
  });

  test("every statement has a reason: without it, an attack succeeds or a legitimate operation fails", async () => {
    const documents = iamDocuments(subject);
    const attacks = trials(subject, attackTable);
    const uses = trials(subject, legitimateUseTable);
    const idle: string[] = [];
    for (const [name, document] of Object.entries(documents)) {
      for (const statement of document.Statement) {
        const mutant: IamDocuments = { ...documents, [name]: without(document, statement) };
        // A statement decides nothing about the other actions, whether it is there or not.
        const isConcerned = ({ row, trial }: { row: Request; trial: Trial }) =>
          concerns(trial, name) && isAbout(statement, row.action);
        const noticed =
          (await anyAsync(
            uses.filter(isConcerned),
            async ({ trial }) => !(await trial.allowed({ documents: mutant })),
          )) ||
          (await anyAsync(attacks.filter(isConcerned), async ({ row, trial }) => {
            const others = layersOf(subject, row);
            return anyAsync(others, (layer) =>
              trial.allowed({ documents: mutant, without: others.filter((other) => other !== layer) }),
            );
          }));
        if (!noticed) {
          idle.push(`${name}: ${statement.Sid}`);
        }
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
  "test/fixtures/org.yaml": [],
  "examples/five-regions.yaml": ["complianceLock"],
  "examples/minimal.yaml": ["complianceLock"],
  "test/fixtures/china.yaml": ["complianceLock"],
  "examples/presets.yaml": ["complianceLock"],
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

/** Actions are compared whatever their case, and `*` and `?` are wildcards, as in IAM. */
function isAbout({ Action: patterns }: Statement, action: string): boolean {
  return [patterns].flat().some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase()));
}

function without(document: PolicyDocument, statement: Statement): PolicyDocument {
  return { ...document, Statement: document.Statement.filter((other) => other !== statement) };
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

function concerns({ documentNames }: Trial, name: string): boolean {
  return documentNames.includes(name);
}

async function anyAsync<T>(items: readonly T[], holds: (item: T) => Promise<boolean>): Promise<boolean> {
  for (const item of items) {
    if (await holds(item)) {
      return true;
    }
  }
  return false;
}
