/** What is wrong with a file before its meaning: syntax and shape, each with its place. */

import { parse } from "yaml";
import { checkShape } from "../../src/config/shape";
import { check, edit, lineOf, validText } from "./valid";

interface Broken {
  readonly what: string;
  readonly text: string;
  readonly rule: string;
  /** Part of the text on the line of the finding. */
  readonly at: string;
  readonly path: string;
  readonly message: RegExp;
}

const broken: readonly Broken[] = [
  {
    what: "a wrong type",
    text: edit(validText, "deletionWindowDays: 30", "deletionWindowDays: thirty"),
    rule: "wrong-type",
    at: "thirty",
    path: "encryption.deletionWindowDays",
    message: /expected a number; got "thirty"/,
  },
  {
    what: "an unknown key",
    text: edit(validText, "homeRegion:", "colour: red\nhomeRegion:"),
    rule: "unknown-key",
    at: "colour",
    path: "colour",
    message: /no key `colour`/,
  },
  {
    what: "an unknown key deep inside",
    text: edit(validText, "continuousBackup: false", "continuousBackups: false"),
    rule: "unknown-key",
    at: "continuousBackups",
    path: "backupPlans[0].rules[0].continuousBackups",
    message: /no key `continuousBackups`/,
  },
  {
    what: "a missing key",
    text: edit(validText, "homeRegion: eu-central-1\n", ""),
    rule: "required-key",
    at: "organization:",
    path: "homeRegion",
    message: /`homeRegion` is missing/,
  },
  {
    what: "a number for an account id",
    text: edit(validText, 'id: "444444444444"', "id: 444444444444"),
    rule: "wrong-type",
    at: "id: 444444444444",
    path: "accounts[3].id",
    message: /quoted string of 12 digits/,
  },
  {
    what: "a number with a leading zero for an account id",
    text: edit(validText, 'id: "444444444444"', "id: 044444444444"),
    rule: "wrong-type",
    at: "id: 044444444444",
    path: "accounts[3].id",
    message: /drops leading zeros/,
  },
  {
    what: "a duplicate key",
    text: edit(validText, "homeRegion:", "homeRegion: eu-west-1\nhomeRegion:"),
    rule: "yaml-duplicate-key",
    at: "homeRegion: eu-central-1",
    path: "",
    message: /twice/,
  },
  {
    what: "a tab as indentation",
    text: edit(validText, "  partition: aws", "\tpartition: aws"),
    rule: "yaml-syntax",
    at: "\tpartition",
    path: "",
    message: /[Tt]ab/,
  },
  { what: "an empty file", text: "", rule: "yaml-syntax", at: "", path: "", message: /the file is empty/ },
  {
    what: "a file with comments alone",
    text: "# nothing\n",
    rule: "yaml-syntax",
    at: "",
    path: "",
    message: /the file is empty/,
  },
  { what: "a list at the top", text: "- a\n", rule: "yaml-syntax", at: "- a", path: "", message: /map of keys/ },
  {
    what: "two documents",
    text: `${validText}\n---\na: b\n`,
    rule: "yaml-syntax",
    at: "\n---",
    path: "",
    message: /more than one document/,
  },
  {
    what: "a list in lists without end",
    text: edit(validText, "homeRegion: eu-central-1", `homeRegion: ${"[".repeat(201)}`),
    rule: "yaml-syntax",
    at: "homeRegion: [",
    path: "",
    message: /nested too deeply/,
  },
  {
    what: "a lock that is neither mode",
    text: edit(validText, "mode: compliance", "mode: complience"),
    rule: "wrong-value",
    at: "complience",
    path: "vaults.central.lock.mode",
    message: /governance.*compliance/,
  },
  {
    what: "a governance lock with a cooling-off time",
    text: edit(edit(validText, "mode: compliance", "mode: governance"), "      acknowledgeIrreversible: true\n", ""),
    rule: "lock-cooling-off",
    at: "coolingOffDays",
    path: "vaults.central.lock.coolingOffDays",
    message: /no key `coolingOffDays`/,
  },
  {
    what: "a selection by tag with a slip inside",
    text: edit(
      validText,
      "select: { tag: { key: backup, values: [daily] } }",
      "select: { tag: { key: backup, value: [daily] } }",
    ),
    rule: "unknown-key",
    at: "value: [daily]",
    path: "backupPlans[0].select.tag.value",
    message: /no key `value`/,
  },
  {
    what: "a rotation period under AWS's limit",
    text: edit(validText, "rotationPeriodDays: 365", "rotationPeriodDays: 30"),
    rule: "kms-rotation-period",
    at: "rotationPeriodDays",
    path: "encryption.rotationPeriodDays",
    message: /the number must be 90 or more; got 30/,
  },
  {
    what: "a number of days with a fraction",
    text: edit(validText, "deletionWindowDays: 30", "deletionWindowDays: 29.5"),
    rule: "kms-deletion-window",
    at: "29.5",
    path: "encryption.deletionWindowDays",
    message: /^the number must be whole; got 29.5$/,
  },
  {
    what: "a tag key that is too long",
    text: edit(validText, "key: backup, values: [daily]", `key: ${"k".repeat(129)}, values: [daily]`),
    rule: "wrong-value",
    at: "kkk",
    path: "backupPlans[0].select.tag.key",
    message: /^the text must have at most 128 characters; got "k+... \(129 characters\)$/,
  },
];

test.each(broken)("$what is found at its place", ({ text, rule, at, path, message }) => {
  const { config, findings } = check(text);
  const finding = findings.find((candidate) => candidate.rule === rule && candidate.path === path);
  expect(config).toBeUndefined();
  expect(findings.map((candidate) => candidate.rule)).toContain(rule);
  expect(finding).toMatchObject({ file: "org.yaml", severity: "error" });
  expect(finding?.message).toMatch(message);
  expect(finding?.hint).not.toBe("");
  expect(finding?.line).toBe(lineOf(text, at.replace(/^\n/, "")));
  expect(finding?.column).toBeGreaterThan(0);
});

test.each([
  ["an alias without its anchor", "a: *nothing\n", /Unresolved alias.*nothing/],
  ["a key that is a list", "? [a, b]\n: c\n", /this is not a key/],
  ["a key that is nothing", "? \n: c\n", /this is not a key/],
  ["a key that no object can hold", "organization: { __proto__: x }\n", /this is not a key/],
  ["a key that stands twice in an item of a list", "a: [{ b: 1 }, { b: 1, b: 2 }]\n", /this key is in its map twice/],
])("%s is said in words", (_what, text, message) => {
  expect(check(text).findings[0]?.message).toMatch(message);
});

test.each([
  ["one bracket too many", "[".repeat(3000)],
  ["one key that stands everywhere", "a: 1\n".repeat(3000)],
  ["one map that stands everywhere", `a: [${"{ b: 1, b: 2 },".repeat(3000)}]\n`],
])("%s is not a thousand findings", (_what, text) => {
  const { length } = check(text).findings;
  expect(length).toBeGreaterThan(0);
  expect(length).toBeLessThanOrEqual(20);
});

test.each([
  ["a file", validText],
  ["no YAML", '"'.repeat(1000)],
  ["what overflows the parser's stack", "[".repeat(20_000)],
])("reading %s leaves the stack traces of others as long as they were", (_what, text) => {
  const before = Error.stackTraceLimit;
  check(text);
  expect(before).toBeGreaterThan(0);
  expect(Error.stackTraceLimit).toBe(before);
});

/** Every place in a value, from the top down. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  const below = Array.isArray(value)
    ? value.flatMap((one, index) => placesIn(one, [...path, index]))
    : typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, one]) => placesIn(one, [...path, key]))
      : [];
  return [path, ...below];
}

function replaced(value: unknown, [key, ...below]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) {
    return by;
  }
  const copy: unknown = Array.isArray(value) ? [...value] : { ...(value as object) };
  const container = copy as Record<string | number, unknown>;
  container[key] = replaced(container[key], below, by);
  return copy;
}

test("whatever stands in the place of a value, the words are ours and not those of a library", () => {
  const config: unknown = parse(validText);
  const wrong = ["", "x".repeat(5000), 35.5, -1, 1e9, true, null, {}, [], [1, 2]];
  const said = new Set<string>();
  for (const path of placesIn(config)) {
    for (const by of wrong) {
      const result = checkShape(replaced(config, path, by), []);
      const issues = "issues" in result ? result.issues : [];
      const paths = issues.map((issue) => JSON.stringify(issue.path));
      expect(paths).toEqual([...new Set(paths)]);
      for (const { message } of issues) {
        said.add(message.split("; got ")[0] ?? "");
      }
    }
  }
  expect(said.size).toBeGreaterThan(40);
  const foreign =
    /too (big|small)|invalid|received|[<>]=|unrecognized|expected (string|number|int|array|object|record|boolean)\b/i;
  expect([...said].filter((message) => foreign.test(message))).toEqual([]);
});

test("a lock with a wrong limit is one finding, and no missing lock", () => {
  const text = edit(validText, "maxRetentionDays: 2555", "maxRetentionDays: 36501");
  expect(
    check(text)
      .findings.filter(({ rule }) => rule.startsWith("lock-"))
      .map(({ rule, message }) => `${rule} ${message}`),
  ).toEqual(["lock-range AWS Backup takes 1 to 36,500 days; got 36501"]);
});

test("every finding comes at once, errors in the order of the file and then warnings", () => {
  const text = [
    ["deletionWindowDays: 30", "deletionWindowDays: thirty"],
    ["homeRegion:", "colour: red\nhomeRegion:"],
    ['id: "222222222222"', "id: 222222222222"],
  ].reduce((result, [from = "", to = ""]) => edit(result, from, to), validText);
  const findings = check(text).findings.filter(({ severity }) => severity !== "note");
  expect(findings.map(({ path }) => path)).toEqual([
    "colour",
    "accounts[1].id",
    "encryption.deletionWindowDays",
    "encryption.account",
  ]);
});

test("anchors that would expand without end are refused in words", () => {
  const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"];
  for (const [name, before] of ["b:a", "c:b", "d:c", "e:d", "f:e"].map((pair) => pair.split(":"))) {
    bomb.push(
      `${name}: &${name} [*${before}, *${before}, *${before}, *${before}, *${before}, *${before}, *${before}, *${before}, *${before}]`,
    );
  }
  const { config, findings } = check(bomb.join("\n"));
  expect(config).toBeUndefined();
  expect(findings.map(({ message }) => message)).toEqual(["its aliases expand without end"]);
});
