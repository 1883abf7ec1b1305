/** In which order `validate` names what it finds. */

import { everyRule, validateSource } from "../../src/answers/validate";
import { warningsByHarm } from "../../src/answers/warnings-by-harm";
import { Source } from "../../src/config/source";
import { edit, validText } from "../config/valid";

test("every warning has its place, once, and nothing else has", () => {
  const warnings = everyRule.filter(({ severity }) => severity === "warning").map(({ id }) => id);
  expect([...warningsByHarm].sort()).toEqual(warnings.sort());
});

test("an error comes before a warning that stands above it, and the worse warning before the other", () => {
  const text = [
    ["  local: { name: org-local-vault }", "  local: { name: Default }"],
    ["protectRoles: { targets: [root] }", "protectRoles: { targets: [Production] }"],
  ].reduce((result, [from = "", to = ""]) => edit(result, from, to), validText);
  const rules = validateSource(new Source("org.yaml", text))
    .findings.filter(({ severity }) => severity !== "note")
    .map(({ severity, rule }) => `${severity} ${rule}`);
  expect([...new Set(rules)]).toEqual([
    "error vault-default",
    "warning guardrail-forgeable",
    "warning kms-key-in-management",
  ]);
});
