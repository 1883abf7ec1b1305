/** What a summary says of guardrails that a team wrote itself. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validateFile } from "../../src/answers/validate";
import { summarize } from "../../src/delivery/plan-summary/summary";
import { edit, validText } from "../config/valid";

const home = mkdtempSync(join(tmpdir(), "strongroom-summary-"));
afterAll(() => rmSync(home, { recursive: true }));

let configs = 0;

interface Guardrail {
  readonly name?: string;
  readonly targets?: string;
  readonly actions?: readonly string[];
  readonly exempt?: readonly string[];
}

/** A config in a directory of its own, with the file that it names. */
function written({
  name = "ours",
  targets = "Workloads",
  actions = ["s3:PutBucketAcl"],
  exempt = ["Admin"],
}: Guardrail) {
  const directory = join(home, `${(configs += 1)}`);
  mkdirSync(join(directory, "scp"), { recursive: true });
  const statement = {
    Effect: "Deny",
    Action: actions,
    Resource: "*",
    Condition: { ArnNotLike: { "aws:PrincipalArn": exempt.map((role) => `arn:aws:iam::*:role/${role}`) } },
  };
  writeFileSync(join(directory, "scp", "ours.json"), JSON.stringify({ Version: "2012-10-17", Statement: statement }));
  const file = join(directory, "org.yaml");
  const entry = `additional: [{ name: ${name}, file: scp/ours.json, targets: [${targets}] }]`;
  writeFileSync(
    file,
    edit(validText, "protectBackups: { targets: [root] }", `protectBackups: { targets: [root] }\n  ${entry}`),
  );
  return file;
}

function changes(before: Guardrail, after: Guardrail) {
  const { guardrails, protectedChanges } = summarize({
    stacks: [],
    approvals: [],
    before: validateFile(written(before)).result,
    after: validateFile(written(after)).result,
  });
  return { guardrails, rules: protectedChanges.map(({ rule }) => rule) };
}

test.each<[string, Guardrail, Guardrail, string[], string[]]>([
  ["nothing", {}, {}, [], []],
  [
    "an action less",
    { actions: ["s3:PutBucketAcl", "s3:DeleteBucket"] },
    {},
    ["strongroom-additional-ours: statement 1 no longer denies s3:DeleteBucket, on Workloads"],
    ["guardrail-weakened"],
  ],
  [
    "an action more",
    {},
    { actions: ["s3:PutBucketAcl", "s3:DeleteBucket"] },
    ["strongroom-additional-ours: statement 1 now denies s3:DeleteBucket, on Workloads"],
    [],
  ],
  [
    "an exemption more",
    {},
    { exempt: ["Admin", "Other"] },
    ["strongroom-additional-ours: statement 1 now exempts arn:aws:iam::*:role/Other, on Workloads"],
    ["break-glass-changed"],
  ],
  [
    "a target less",
    { targets: "Workloads, Security" },
    {},
    ["strongroom-additional-ours: is detached from Security"],
    ["guardrail-detached"],
  ],
  ["another name", {}, { name: "theirs" }, ["strongroom-additional-theirs: is attached to Workloads"], []],
])("%s", (_what, before, after, guardrails, rules) => {
  expect(changes(before, after)).toEqual({ guardrails, rules });
});
