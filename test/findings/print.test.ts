/** Findings as people and machines read them. */

import pc from "picocolors";
import { type Finding, sortFindings } from "../../src/findings/finding";
import { check, textOf } from "../config/valid";
import { colorsFor, countFindings, findingsAsGithub, findingsAsJson, findingsAsText } from "../../src/findings/print";

const plain = pc.createColors(false);
const finding: Finding = {
  file: "org.yaml",
  line: 2,
  column: 7,
  severity: "warning",
  rule: "some-rule",
  path: "a.b",
  message: "something",
  hint: "Mend it.",
};

test("text: the place, the severity, the rule and the message, then the hint", () => {
  expect(findingsAsText([finding], plain)).toBe("org.yaml:2:7 warning some-rule something\n  Mend it.\n");
});

test("text in a terminal: the line of the file, and a caret under the place", () => {
  expect(findingsAsText([finding], plain, () => "  a: { b: c }")).toBe(
    "org.yaml:2:7 warning some-rule something\n    a: { b: c }\n        ^\n  Mend it.\n",
  );
});

test("the caret stands under its place behind wide characters, and in a line that is cut", () => {
  const [, line = "", caret = ""] = findingsAsText([finding], plain, () => "日本語🎉 x").split("\n");
  expect(line).toBe("  日本語🎉 x");
  expect(caret.indexOf("^")).toBe(2 + 2 * 4 + 1);
  const far = { ...finding, column: 5001 };
  const [, cut = "", under = ""] = findingsAsText([far], plain, () => `${"a".repeat(5000)}b${"c".repeat(5000)}`).split(
    "\n",
  );
  expect(cut.length).toBeLessThan(110);
  expect(cut[under.indexOf("^")]).toBe("b");
});

test("text of the file moves no cursor and paints no terminal", () => {
  const text = findingsAsText([{ ...finding, message: "a\n\u001b[31mb" }], plain, () => "x\u001b[2Jy");
  expect(text.split("\n")).toHaveLength(5);
  expect(text).not.toContain("\u001b");
});

test("colours are for terminals alone", () => {
  expect(colorsFor({}).red("x")).toBe("x");
  expect(colorsFor({ isTTY: false }).red("x")).toBe("x");
});

test("github: workflow commands, with what has a meaning in them escaped", () => {
  const odd = { ...finding, file: "a,b:c.yaml", message: "100% wrong\nhere" };
  expect(findingsAsGithub([odd])).toBe(
    "::warning file=a%2Cb%3Ac.yaml,line=2,col=7,title=some-rule::100%25 wrong%0Ahere%0AMend it.\n",
  );
});

describe("findings that say the same of several accounts", () => {
  const about = (name: string, index: number, more: Partial<Finding> = {}): Finding => ({
    ...finding,
    line: index + 1,
    path: `accounts[${index}]`,
    message: `\`S3\` of \`${name}\` has no endpoint`,
    hint: `Give \`${name}\` one.`,
    ...more,
  });
  const names = (count: number) => Array.from({ length: count }, (_, index) => `a${index}`);
  const messages = (findings: readonly Finding[]) =>
    findingsAsText(findings, plain)
      .split("\n")
      .filter((line) => /^\S+:\d+:\d+ /.test(line));

  test.each<[string, Finding[], string[]]>([
    ["one", [about("a", 0)], ["org.yaml:1:7 warning some-rule `S3` of `a` has no endpoint"]],
    ["two", [about("a", 0), about("b", 1)], ["org.yaml:1:7 warning some-rule `S3` of `a`, `b` has no endpoint"]],
    [
      "forty",
      names(40).map((name, index) => about(name, index)),
      [
        "org.yaml:1:7 warning some-rule `S3` of `a0`, `a1`, `a2`, `a3`, `a4`, `a5`, `a6`, `a7`, `a8`, `a9` and 30 more has no endpoint",
      ],
    ],
    [
      "others between them",
      [about("a", 0), finding, about("b", 2)],
      ["org.yaml:1:7 warning some-rule `S3` of `a`, `b` has no endpoint", "org.yaml:2:7 warning some-rule something"],
    ],
    [
      "targets of a list",
      [0, 1].map((index) => about(`t${index}`, index, { path: `guardrails.protectBackups.targets[${index}]` })),
      ["org.yaml:1:7 warning some-rule `S3` of `t0`, `t1` has no endpoint"],
    ],
    [
      "of another rule, file, key, severity, or with another hint",
      [
        about("a", 0),
        about("b", 1, { rule: "other-rule" }),
        about("c", 2, { file: "org.yaml.json" }),
        about("d", 3, { path: "accounts[3].vpcs" }),
        about("e", 4, { severity: "note" }),
        about("f", 5, { hint: "Give it one." }),
      ],
      [
        "org.yaml:1:7 warning some-rule `S3` of `a` has no endpoint",
        "org.yaml:2:7 warning other-rule `S3` of `b` has no endpoint",
        "org.yaml.json:3:7 warning some-rule `S3` of `c` has no endpoint",
        "org.yaml:4:7 warning some-rule `S3` of `d` has no endpoint",
        "org.yaml:5:7 note some-rule `S3` of `e` has no endpoint",
        "org.yaml:6:7 warning some-rule `S3` of `f` has no endpoint",
      ],
    ],
    [
      "with other words",
      [about("a", 0), about("b", 1, { message: "`EFS` of `b` has no endpoint" })],
      [
        "org.yaml:1:7 warning some-rule `S3` of `a` has no endpoint",
        "org.yaml:2:7 warning some-rule `EFS` of `b` has no endpoint",
      ],
    ],
    [
      "of one account twice",
      [about("a", 0), about("a", 1), about("b", 2)],
      [
        "org.yaml:1:7 warning some-rule `S3` of `a`, `b` has no endpoint",
        "org.yaml:2:7 warning some-rule `S3` of `a` has no endpoint",
      ],
    ],
    [
      "errors, each of which is corrected at its own line",
      [about("a", 0, { severity: "error" }), about("b", 1, { severity: "error" })],
      [
        "org.yaml:1:7 error some-rule `S3` of `a` has no endpoint",
        "org.yaml:2:7 error some-rule `S3` of `b` has no endpoint",
      ],
    ],
    [
      "elsewhere than at accounts",
      [about("a", 0, { path: "backupPlans[0]" }), about("b", 1, { path: "backupPlans[1]" })],
      [
        "org.yaml:1:7 warning some-rule `S3` of `a` has no endpoint",
        "org.yaml:2:7 warning some-rule `S3` of `b` has no endpoint",
      ],
    ],
  ])("%s", (_what, findings, lines) => {
    expect(messages(findings)).toEqual(lines);
  });

  test("the hint has the names too, GitHub gets one annotation, JSON and the count have each", () => {
    const both = [about("a", 0), about("b$&", 1)];
    expect(findingsAsText(both, plain)).toBe(
      "org.yaml:1:7 warning some-rule `S3` of `a`, `b$&` has no endpoint\n  Give `a`, `b$&` one.\n",
    );
    expect(findingsAsGithub(both).split("\n")).toHaveLength(2);
    expect(JSON.parse(findingsAsJson(both))).toEqual(both);
    expect(countFindings(both)).toBe("0 errors, 2 warnings");
  });

  test("of a config with thirty accounts more", () => {
    const accounts = names(30).map(
      (name, index) =>
        `  - { name: ${name}, id: "${String(600_000_000_000 + index)}", organizationalUnit: Production${index < 15 ? "" : ", purpose: suspended"} }\n`,
    );
    const text = textOf("test/fixtures/org.yaml").replace("accounts:\n", `accounts:\n${accounts.join("")}`);
    const { findings } = check(text);
    const ofRule = (rule: string) => findings.filter((one) => one.rule === rule).length;
    expect([ofRule("network-uncovered"), ofRule("account-suspended")]).toEqual([15, 15]);
    expect(messages(findings).filter((line) => line.includes(" network-uncovered "))).toHaveLength(1);
    expect(messages(findings).filter((line) => line.includes(" account-suspended "))).toHaveLength(1);
  });
});

test("a note: in text and JSON as others are, a notice of GitHub, and last whatever its place", () => {
  const note: Finding = { ...finding, severity: "note", line: 1 };
  expect(findingsAsText([note], plain)).toBe("org.yaml:1:7 note some-rule something\n  Mend it.\n");
  expect(JSON.parse(findingsAsJson([note]))).toEqual([note]);
  expect(findingsAsGithub([note])).toContain("::notice file=org.yaml,line=1,col=7,title=some-rule::");
  expect(sortFindings([note, finding])).toEqual([finding, note]);
});

test.each([
  [[], "0 errors, 0 warnings"],
  [[finding], "0 errors, 1 warning"],
  [[finding, { ...finding, severity: "error" as const }], "1 error, 1 warning"],
  [[{ ...finding, severity: "note" as const }], "0 errors, 0 warnings"],
])("the count in words", (findings, words) => {
  expect(countFindings(findings)).toBe(words);
});
