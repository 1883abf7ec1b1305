/** What a summary says of a resource control policy that goes, denies less, or stands elsewhere. */

import { validateSource } from "../../src/answers/validate";
import { Source } from "../../src/config/source";
import { summarize } from "../../src/delivery/plan-summary/summary";
import { guardrailDifferences } from "../../src/delivery/plan-summary/guardrail-differences";
import { edit, textOf } from "../config/valid";

const text = textOf("examples/five-regions.yaml");
const entry = "  protectKeys: { targets: [root] }\n";

function changes(before: string, after: string) {
  const built = (config: string) => {
    const { result, findings } = validateSource(new Source("org.yaml", config));
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    return result;
  };
  const { guardrails, protectedChanges } = summarize({
    stacks: [],
    approvals: [],
    before: built(before),
    after: built(after),
  });
  return { guardrails, rules: protectedChanges.map(({ rule }) => rule) };
}

test("the guardrail goes: a protected change", () => {
  expect(changes(text, edit(text, entry, ""))).toEqual({
    guardrails: ["strongroom-protect-keys: is detached from root"],
    rules: ["guardrail-detached"],
  });
});

test("the guardrail comes: none", () => {
  expect(changes(edit(text, entry, ""), text)).toEqual({
    guardrails: ["strongroom-protect-keys: is attached to root"],
    rules: [],
  });
});

test("it reaches fewer accounts: a protected change", () => {
  const { rules } = changes(text, edit(text, entry, "  protectKeys: { targets: [Prod] }\n"));
  expect(rules).toEqual(["guardrail-detached"]);
});

test("another role may change the key policy: a protected change", () => {
  const { guardrails, rules } = changes(
    text,
    edit(text, "encryption:\n", "encryption:\n  administratorRoles: [Keys]\n"),
  );
  expect(guardrails).toEqual(
    expect.arrayContaining([
      expect.stringMatching(
        /^strongroom-protect-keys: KeepKeyPolicy now exempts arn:aws:iam::\d{12}:role\/Keys, on root$/,
      ),
    ]),
  );
  expect(rules).toContain("break-glass-changed");
});

test("the state moves to another bucket, so that the old one is no longer kept: a protected change", () => {
  const { rules } = changes(text, edit(text, "bucket: acme-terraform-state", "bucket: acme-new-state"));
  expect(rules).toContain("guardrail-weakened");
});

test("a service control policy with the same statements is no substitute: it binds nobody outside", () => {
  const placed = (type: string, name: string) => ({
    name,
    type,
    content: JSON.stringify({ Statement: [{ Sid: "A", Effect: "Deny", Action: "kms:*", Resource: "*" }] }),
    targetIds: ["r-1"],
  });
  const kinds = (type: string) =>
    guardrailDifferences(
      { before: [placed("RESOURCE_CONTROL_POLICY", "old")], after: [placed(type, "new")] },
      (id) => id,
    ).map(({ kind }) => kind);
  expect(kinds("SERVICE_CONTROL_POLICY")).toContain("detached");
  expect(kinds("RESOURCE_CONTROL_POLICY")).toEqual(["attached"]);
});
