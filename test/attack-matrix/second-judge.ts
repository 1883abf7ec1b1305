/**
 * A second opinion on whether AWS would let a request through: Principal Mapper, of NCC Group, which is written in Python
 * and shares no code with the simulator of `simulate.ts`.
 */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type Simulation } from "@cloud-copilot/iam-simulate";

const python = process.env.PYTHON ?? "python3";
const isInstalled = spawnSync(python, ["-c", "import principalmapper"]).status === 0;
const missing = `${python} has no Principal Mapper: pip install principalmapper==1.1.5 (PYTHON names another Python)`;

/** True: AWS allows it. A text: the judge could not say, and why. */
export type Verdict = boolean | string;

/** One verdict for each question, from one process. */
export function judge(questions: readonly Simulation[]): Verdict[] {
  const documents = new Documents();
  const asked = questions.map((question) => toQuestion(question, documents));
  const { status, stdout, stderr, error } = spawnSync(python, [join(__dirname, "second_judge.py")], {
    input: JSON.stringify({ documents: documents.all, questions: asked }),
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) {
    throw new Error(`the second judge ended with ${status ?? error?.message}: ${stderr}`);
  }
  return JSON.parse(stdout) as Verdict[];
}

/** Each document once, however many questions are about it. */
class Documents {
  readonly all: unknown[] = [];
  private readonly indexes = new Map<string, number>();

  indexOf(document: unknown): number {
    const text = JSON.stringify(document);
    const index = this.indexes.get(text) ?? this.all.push(document) - 1;
    this.indexes.set(text, index);
    return index;
  }
}

function toQuestion(question: Simulation, documents: Documents): unknown {
  const { request, identityPolicies, serviceControlPolicies, resourceControlPolicies, resourcePolicy } = question;
  const indexOf = ({ policy }: { readonly policy: unknown }) => documents.indexOf(policy);
  return {
    principal: request.principal,
    action: request.action,
    resource: request.resource.resource,
    resourceAccount: request.resource.accountId,
    context: request.contextVariables,
    identityPolicies: identityPolicies.map(indexOf),
    serviceControlPolicies: serviceControlPolicies.map(({ policies }) => policies.map(indexOf)),
    resourceControlPolicies: resourceControlPolicies.flatMap(({ policies }) => policies.map(indexOf)),
    resourcePolicy: resourcePolicy === undefined ? null : documents.indexOf(resourcePolicy),
  };
}

/** Tests that need the judge. Without it they fail in CI, and elsewhere standard error says that they are skipped. */
export function describeWithSecondJudge(name: string, tests: () => void): void {
  if (isInstalled) {
    describe(name, tests);
  } else if (process.env.CI) {
    test(name, () => {
      throw new Error(missing);
    });
  } else {
    process.stderr.write(`\nSKIPPED, ${missing}: ${name}\n\n`);
    describe.skip(name, tests);
  }
}
