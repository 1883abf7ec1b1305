/** Findings as people and machines read them. */

import pc from "picocolors";
import { type Finding, sortFindings } from "../../src/findings/finding";
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
