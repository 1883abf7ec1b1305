/** The rows of the attack matrix and the statements of the documents, once more in front of the second judge. */

import { disputedRowTable, disputeOf } from "../../src/attack-matrix/disputed-rows";
import { subjects } from "./deployments";
import { allowedExperiments, attackExperiments, type Experiment, nameOf, removals } from "./experiments";
import { describeWithSecondJudge, judge, type Verdict } from "./second-judge";

describeWithSecondJudge("a second simulator", () => {
  test("decides on every row as the tables say, but for the rows that are said to be disputed", () => {
    const experiments = subjects.flatMap((subject) => [...attackExperiments(subject), ...allowedExperiments(subject)]);
    const wrong = judged(experiments).filter(({ experiment, verdict }) => verdict !== experiment.allowed);
    const disputed = new Set(wrong.flatMap(({ experiment }) => disputeOf(experiment.row) ?? []));
    expect(wrong.filter(({ experiment }) => !disputeOf(experiment.row)).map(inWords)).toEqual([]);
    expect(disputedRowTable.filter((row) => !disputed.has(row)).map(nameOf)).toEqual([]);
  });

  test("finds a reason for every statement", () => {
    const asked = subjects.flatMap((subject) =>
      removals(subject).flatMap(({ statement, experiments }) =>
        experiments.map((experiment) => ({ name: `${subject.file}: ${statement}`, experiment })),
      ),
    );
    const verdicts = judged(asked.map(({ experiment }) => experiment));
    const noticed = new Set(
      asked
        .filter(
          ({ experiment }, index) => verdicts[index]?.verdict !== experiment.allowed && !disputeOf(experiment.row),
        )
        .map(({ name }) => name),
    );
    const all = new Set(asked.map(({ name }) => name));
    expect(all.size).toBeGreaterThan(200);
    expect([...all].filter((name) => !noticed.has(name))).toEqual([]);
  });
});

interface Judged {
  readonly experiment: Experiment;
  readonly verdict: Verdict;
}

/** What the models of `simulate.ts` deny is not asked. */
function judged(experiments: readonly Experiment[]): Judged[] {
  const questions = experiments.map(({ trial, changes }) => trial.question(changes));
  const verdicts = judge(questions.filter((question) => question !== undefined));
  let next = 0;
  return experiments.map((experiment, index) => ({
    experiment,
    verdict: questions[index] === undefined ? false : (verdicts[next++] ?? "no answer"),
  }));
}

function inWords({ experiment, verdict }: Judged): string {
  return typeof verdict === "string" ? `${nameOf(experiment.row)}: ${verdict}` : experiment.failure;
}
