/** Findings about generated policies that AWS would refuse at apply. */

import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validateFile } from "../../src/validate";
import { edit, validText } from "../config/valid";

function findingsOf(text: string) {
  const directory = mkdtempSync(join(tmpdir(), "strongroom-quota-"));
  try {
    const file = join(directory, "org.yaml");
    writeFileSync(file, text);
    return validateFile(file).findings;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

test("a single plan that is larger than a policy may be is found, with the numbers", () => {
  const rules = [...Array(10).keys()]
    .map(
      (n) =>
        `      - { name: rule-${n}, schedule: cron(0 2 ? * * *), copies: [{ to: central, region: us-east-1 }, { to: central, region: eu-west-3 }] }\n`,
    )
    .join("");
  const start = validText.indexOf("      - name: daily\n");
  const end = validText.indexOf("\nguardrails:");
  const [finding, ...more] = findingsOf(validText.slice(0, start) + rules + validText.slice(end));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ rule: "policy-size", path: "backupPlans[0]", severity: "error" });
  expect(finding?.message).toMatch(/has \d{5} characters; AWS takes 10000/);
});

test("more policies on a target than AWS takes are found, with the numbers", () => {
  const plans = [...Array(11).keys()]
    .map(
      (n) =>
        `  - { name: plan-${n}, targets: [Production], select: { tag: { key: b, values: [c] } }, rules: [{ name: r, schedule: rate(1 day) }] }\n`,
    )
    .join("");
  const [finding, ...more] = findingsOf(edit(validText, "\nguardrails:", `${plans}\nguardrails:`));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ rule: "policy-count", severity: "error" });
  expect(finding?.message).toBe("12 policies are attached to `Production`; AWS takes 10");
});

test("an SCP with too many tag values is found, with the numbers", () => {
  const values = [...Array(200).keys()].map((n) => `value-${n}`).join(", ");
  const [finding] = findingsOf(edit(validText, "values: [daily, monthly, disabled, custom]", `values: [${values}]`));
  expect(finding).toMatchObject({ rule: "scp-size", path: "guardrails.requireBackupTag" });
  expect(finding?.message).toMatch(/has \d{5} characters; AWS takes 10240/);
});
