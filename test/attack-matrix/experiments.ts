/** What the rows of the tables claim, as experiments: what is changed, and whether AWS must let the request through then. */

import { attackTable } from "../../src/attack-matrix/attacks";
import { legitimateUseTable } from "../../src/attack-matrix/legitimate-uses";
import { remainingAttackTable } from "../../src/attack-matrix/remaining-attacks";
import { type Attack, hasLayer, type Layer, layers, type Request } from "../../src/attack-matrix/request";
import { createScene } from "../../src/attack-matrix/scene";
import { type Statement } from "../../src/aws/policy-statement";
import { matchesWildcard } from "../../src/aws/wildcard";
import { type PolicyDocument } from "../../src/policies/policy-document";
import { iamDocuments, type Subject } from "./deployments";
import { type Changes, createTrial, type Trial } from "./simulate";

export interface Experiment {
  readonly row: Request;
  readonly trial: Trial;
  readonly changes: Changes;
  readonly allowed: boolean;
  /** What is wrong if AWS answers otherwise. */
  readonly failure: string;
}

/** A statement that is taken away: one experiment or more must then turn out otherwise, or nothing needs it. */
export interface Removal {
  readonly statement: string;
  readonly experiments: readonly Experiment[];
}

export const nameOf = ({ by, what, action }: Pick<Request, "by" | "what" | "action">) => `${by} ${what} (${action})`;

/** The rows that the deployment can have, each with its trial. */
export function trials<T extends Request>(subject: Subject, table: readonly T[]): { row: T; trial: Trial }[] {
  return table.flatMap((row) => {
    const trial = createTrial(subject, row);
    return trial ? [{ row, trial }] : [];
  });
}

/** Each layer of an attack denies it alone, and without all of them it succeeds. */
export function attackExperiments(subject: Subject): Experiment[] {
  return trials(subject, attackTable).flatMap(({ row, trial }) => {
    const present = layersOf(subject, row);
    const failure = `${nameOf(row)}: denied without ${present.join(", ")} too`;
    return [
      ...stoppedExperiments(subject, row, trial),
      { row, trial, changes: { without: present }, allowed: true, failure },
    ];
  });
}

/** Legitimate operations, and what is said to remain possible. */
export function allowedExperiments(subject: Subject): Experiment[] {
  return trials<Request>(subject, [...legitimateUseTable, ...remainingAttackTable]).map(({ row, trial }) =>
    allowedExperiment(row, trial),
  );
}

/** Every statement of every generated document, with the experiments that it decides on. */
export function removals(subject: Subject): Removal[] {
  const documents = iamDocuments(subject);
  const experiments = [
    ...trials(subject, legitimateUseTable).map(({ row, trial }) => allowedExperiment(row, trial)),
    ...trials(subject, attackTable).flatMap(({ row, trial }) => stoppedExperiments(subject, row, trial)),
  ];
  return Object.entries(documents).flatMap(([name, document]) =>
    document.Statement.map((statement) => ({
      statement: `${name}: ${statement.Sid}`,
      // A statement decides nothing about the other actions, whether it is there or not.
      experiments: experiments
        .filter(({ row, trial }) => trial.documentNames.includes(name) && isAbout(statement, row.action))
        .map((experiment) => ({
          ...experiment,
          changes: { ...experiment.changes, documents: { ...documents, [name]: without(document, statement) } },
        })),
    })),
  );
}

function stoppedExperiments(subject: Subject, row: Attack, trial: Trial): Experiment[] {
  const present = layersOf(subject, row);
  return present.map((layer) => ({
    row,
    trial,
    changes: { without: present.filter((other) => other !== layer) },
    allowed: false,
    failure: `${nameOf(row)}: ${layers[layer]} does not stop it`,
  }));
}

function allowedExperiment(row: Request, trial: Trial): Experiment {
  return { row, trial, changes: {}, allowed: true, failure: `${nameOf(row)}: denied` };
}

export function layersOf(subject: Subject, { stoppedBy, resource }: Attack): Layer[] {
  const scene = createScene(subject.deployment);
  return stoppedBy.filter((layer) => hasLayer(scene, layer, resource(scene)));
}

/** Actions are compared whatever their case, and `*` and `?` are wildcards, as in IAM. */
export function isAbout({ Action: patterns }: Statement, action: string): boolean {
  return [patterns].flat().some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase()));
}

function without(document: PolicyDocument, statement: Statement): PolicyDocument {
  return { ...document, Statement: document.Statement.filter((other) => other !== statement) };
}
