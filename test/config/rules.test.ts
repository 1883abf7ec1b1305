/** Every rule by the examples that it carries, and by mistakes in a valid config. */

import fc from "fast-check";
import { parse } from "yaml";
import { stoppedUseRules } from "../../src/attack-matrix/stopped-uses";
import { filesIn } from "../../src/config/named-files";
import { ignoreRules } from "../../src/answers/ignored-findings";
import { type Rule } from "../../src/config/rule";
import { Source } from "../../src/config/source";
import { type Finding } from "../../src/findings/finding";
import { quotaRules } from "../../src/policies/quota-rules";
import { everyRule, validateSource } from "../../src/answers/validate";
import { merge } from "./merge";
import { type Mutation, mutations } from "./mutations";
import { presetInMonthly } from "./preset-edit";
import { edit, lineOf, validText } from "./valid";

function findingsOf(text: string, files: Rule["files"] = {}): readonly Finding[] {
  return validateSource(new Source("org.yaml", text), filesIn(files)).findings;
}

function errorsOf(text: string, files?: Rule["files"]): readonly Finding[] {
  return findingsOf(text, files).filter(({ severity }) => severity === "error");
}

const validConfig: unknown = parse(validText);

/** A config as JSON, which is YAML too, and much sooner written. */
function asText(config: unknown): string {
  return JSON.stringify(config);
}

function withExample(fragment: string): string {
  return asText(merge(validConfig, parse(fragment)));
}

test("the example of the design has no finding but where its key is", () => {
  const found = findingsOf(validText).filter(({ severity }) => severity !== "note");
  expect(found.map(({ rule }) => rule)).toEqual(["kms-key-in-management"]);
});

describe.each(everyRule.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  const { passes, fails, files, severity, why, what } = rule;

  test("its passing example passes, and breaks no other rule", () => {
    const text = withExample(passes);
    expect(findingsOf(text, files).map((finding) => finding.rule)).not.toContain(id);
    expect(errorsOf(text, files)).toEqual([]);
  });

  test("its failing example fails, and breaks no other rule", () => {
    const findings = findingsOf(withExample(fails), files);
    const errors = findings.filter((finding) => finding.severity === "error");
    expect(findings.map((finding) => finding.rule)).toContain(id);
    expect(errors.map((finding) => finding.rule)).toEqual(errors.map(() => id));
    expect(findings.find((finding) => finding.rule === id)?.severity).toBe(severity);
  });

  test("says what it asks and why, in sentences", () => {
    expect(what).toMatch(/\.$/);
    expect(why).toMatch(/\.$/);
  });
});

function mutated(mutation: Mutation, text = validText): string {
  return mutation.edits.reduce((result, [from, to]) => edit(result, from, to), text);
}

test.each(mutations.map((mutation) => [mutation.name, mutation] as const))(
  "%s: its rule, at its line, and no other error",
  (_name, mutation) => {
    const text = mutated(mutation);
    const findings = findingsOf(text, mutation.files);
    const found = findings.filter(({ rule }) => rule === mutation.rule);
    const others = findings.filter(({ rule, severity }) => severity === "error" && rule !== mutation.rule);
    expect(others).toEqual([]);
    expect(found).not.toEqual([]);
    const shown = mutation.files?.[found[0]?.file ?? ""] ?? text;
    expect(Math.abs((found[0]?.line ?? 0) - lineOf(shown, mutation.at))).toBeLessThanOrEqual(1);
  },
);

test("there are sixty mutations or more, and at least one for every rule that a config can break", () => {
  expect(mutations.length).toBeGreaterThanOrEqual(60);
  expect([...new Set(mutations.map(({ rule }) => rule))].sort()).toEqual(everyRule.map(({ id }) => id).sort());
});

/** Quotas are of the whole output, which exists only where nothing else is wrong. */
const ofOutput = new Set([...quotaRules, ...stoppedUseRules, ...ignoreRules].map(({ id }) => id));

/** Mutations of different sections, where neither's finding speaks of what the other changes. */
function areIndependent(one: Mutation, other: Mutation): boolean {
  const buildsOn = (mutation: Mutation) => everyRule.find(({ id }) => id === mutation.rule)?.after ?? [];
  return (
    !buildsOn(one).includes(other.rule) &&
    !buildsOn(other).includes(one.rule) &&
    !ofOutput.has(one.rule) &&
    !ofOutput.has(other.rule) &&
    !sectionsOf(one).some((section) => sectionsOf(other).includes(section))
  );
}

/** The keys at the top of the file that a mutation changes, and the one that its finding is about. */
function sectionsOf(mutation: Mutation): string[] {
  const known = sections.get(mutation);
  if (known) {
    return known;
  }
  const finding = findingsOf(mutated(mutation), mutation.files).find(({ rule }) => rule === mutation.rule);
  const changed = mutation.edits.map(([from]) => sectionAt(validText.indexOf(from) + from.length - 1));
  const found = [...changed, finding?.path.split(/[.[]/)[0] ?? "", ...(alsoReads[mutation.rule] ?? [])];
  sections.set(mutation, found);
  return found;
}

const readByPromises = ["organization", "regions", "serviceOptIn"];

/** Sections that a rule's verdict depends on, beside the one that its finding is about. */
const alsoReads: Readonly<Record<string, readonly string[]>> = {
  "break-glass-account": ["accounts"],
  "break-glass-partition": ["organization"],
  "cold-never": readByPromises,
  "cold-partial": readByPromises,
  "contained-twice": ["accounts", "backupPlans", "organizationalUnits", "regions", "serviceOptIn"],
  "continuous-partial": readByPromises,
  "continuous-twice": ["accounts", "organizationalUnits", "regions", "serviceOptIn"],
  "continuous-unsupported": readByPromises,
  "copy-partial": readByPromises,
  "copy-region-no-vault": ["regions"],
  "copy-unsupported": readByPromises,
  "encryption-account-unknown": ["accounts"],
  "guardrail-forgeable": ["accounts", "organizationalUnits"],
  "guardrail-management": ["accounts", "organizationalUnits"],
  "guardrail-target-unknown": ["accounts", "organizationalUnits"],
  "home-region-governed": ["regions"],
  "kms-key-in-management": ["accounts"],
  "network-uncovered": ["backupPlans", "organizationalUnits", "serviceOptIn"],
  "ou-duplicate": ["accounts"],
  "ou-unknown": ["organizationalUnits"],
  "plan-beyond-account": ["accounts", "organizationalUnits", "regions"],
  "plan-empty": ["accounts", "organizationalUnits", "regions"],
  "plan-target-unknown": ["accounts", "organizationalUnits"],
  "plan-without-vault": ["accounts", "organizationalUnits"],
  "protect-keys-out-of-reach": ["accounts", "encryption", "organizationalUnits"],
  "region-not-governed": ["regions"],
  "retention-outside-lock": ["vaults"],
  "retention-unbounded": ["vaults"],
  "rules-overlap": ["serviceOptIn"],
  "selection-overlap": ["accounts", "organizationalUnits", "regions"],
  "state-local": ["accounts"],
  "tag-value-forbidden": ["accounts", "organizationalUnits"],
  "tag-values-match": ["accounts", "backupPlans", "organizationalUnits"],
  "type-not-opted-in": ["serviceOptIn"],
  "vpc-region": ["regions"],
};

const sections = new Map<Mutation, string[]>();

function sectionAt(offset: number): string {
  return [...validText.slice(0, offset + 1).matchAll(/^(\w+):/gm)].at(-1)?.[1] ?? "";
}

test("two independent mistakes are both found", () => {
  const pairs = mutations.flatMap((one) =>
    mutations.filter((other) => areIndependent(one, other)).map((other) => [one, other] as const),
  );
  expect(pairs.length).toBeGreaterThan(1000);
  fc.assert(
    fc.property(fc.constantFrom(...pairs), ([one, other]) => {
      const files = { ...one.files, ...other.files };
      const found = findingsOf(mutated(other, mutated(one)), files).map(({ rule }) => rule);
      expect(found).toEqual(expect.arrayContaining([one.rule, other.rule]));
    }),
    { numRuns: 1000 },
  );
});

test.each([
  [
    "another plan",
    ["startWindowMinutes: 60", "startWindowMinutes: 10"],
    [
      "schedule: cron(0 4 1 * ? *)",
      "schedule: cron(0 4 1 * ? *)\n        startWindowMinutes: 900\n        completionWindowMinutes: 600",
    ],
    "window-order",
  ],
  ["another account", ["purpose: centralBackup, ", ""], ["vpc-0a1b2c3d4e5f60718", "vpc-XX"], "purpose-count"],
  [
    "the quotas",
    ['id: "222222222222"', 'id: "333333333333"'],
    [
      "values: [daily, monthly, disabled, custom]",
      `values: [${[...Array(1500).keys()].map((n) => `v${n}`).join(", ")}]`,
    ],
    "scp-size",
  ],
] as const)("a mistake elsewhere does not hide what is wrong with %s", (_what, one, other, rule) => {
  const text = edit(edit(validText, one[0], one[1]), other[0], other[1]);
  expect(findingsOf(text).map((finding) => finding.rule)).toContain(rule);
});

test.each([
  ["written rules", validText],
  ["a preset", edit(validText, ...presetInMonthly)],
])("whatever is broken in its shape, no rule finds fault with what is right: %s", (_what, text) => {
  const config = parse(text);
  const paths = pathsOf(config, []);
  const shapeRules = new Set(["unknown-key", "required-key", "wrong-type", "wrong-value", "yaml-syntax"]);
  const spurious = paths.flatMap((path) =>
    [null, "x", 5, true, [], [null], {}].flatMap((bad) => {
      const broken = structuredClone(config);
      const container = path.slice(0, -1).reduce((node, key) => node[key], broken);
      container[path.at(-1) ?? ""] = bad;
      const findings = errorsOf(asText(broken));
      const shape = findings.filter(({ rule, path: at }) => shapeRules.has(rule) || isAt(at, path));
      // Where the value is of the right shape after all, the rules are right to speak.
      return shape.some(({ rule }) => shapeRules.has(rule))
        ? findings
            .filter((finding) => !shape.includes(finding))
            .map(({ rule }) => `${path.join(".")} = ${JSON.stringify(bad)}: ${rule}`)
        : [];
    }),
  );
  expect(paths.length).toBeGreaterThan(150);
  expect(spurious).toEqual([]);
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a parsed file is whatever it is
function pathsOf(value: any, path: (string | number)[]): (string | number)[][] {
  return typeof value === "object" && value !== null
    ? Object.keys(value).flatMap((key) => {
        const step = Array.isArray(value) ? Number(key) : key;
        return [[...path, step], ...pathsOf(value[step], [...path, step])];
      })
    : [];
}

function isAt(formatted: string, path: readonly (string | number)[]): boolean {
  const text = path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join("");
  return formatted.startsWith(text);
}
