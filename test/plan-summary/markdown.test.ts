/** The comment: complete, within GitHub's limit, and harmless whatever the names in it say. */

import * as fc from "fast-check";
import { code, codeBlock, escaped } from "../../src/delivery/plan-summary/escape";
import { asMarkdown, mostCharacters } from "../../src/delivery/plan-summary/markdown";
import { type Summary } from "../../src/delivery/plan-summary/summary";
import { summaryOf } from "./plans";

test("says first what is protected, why, and which label approves it", () => {
  const markdown = asMarkdown(summaryOf(["shorten-a-retention"]));
  const [title = "", ...rest] = markdown.split("\n");
  expect(title).toBe("## Strongroom plan: 1 stack changes, 1 protected change needs an approval");
  const body = rest.join("\n");
  expect(body.indexOf("### Protected changes")).toBeLessThan(body.indexOf("### Stacks"));
  expect(body).toMatch(/\*\*daily: kept 35 → 14 days\*\*: 2 accounts/);
  expect(body).toMatch(/label `approve:retention-shortened-[0-9a-f]{12}`/);
  expect(body).toContain("| organization |  | 1 |  |  |  |  |  | changes |");
});

test("nothing to say is said in a line", () => {
  expect(asMarkdown(summaryOf([]))).toMatch(/^## Strongroom plan: no stack changes\n\nWhat [^\n]+\n$/);
});

test("long detail is folded, short detail is not", () => {
  const resources = (count: number): Summary => {
    const summary = summaryOf(["rotate-the-key-more-often"]);
    const [stack] = summary.stacks;
    const change = { address: "aws_backup_vault.a", what: "create", attributes: [] };
    return { ...summary, stacks: stack ? [{ ...stack, changes: Array(count).fill(change) }] : [] };
  };
  expect(asMarkdown(resources(3))).toContain("### Resources");
  expect(asMarkdown(resources(30))).toContain("<details><summary>Resources</summary>");
});

test("two thousand stacks, each with changes and a failure: 65,000 characters, and what is cut is counted", () => {
  const summary = summaryOf(["shorten-a-retention"]);
  const [stack] = summary.stacks;
  const stacks = Array.from({ length: 2000 }, (_, index) => ({
    ...(stack as Summary["stacks"][number]),
    stack: `member-account-${index}`,
    result: "failed" as const,
    failure: "Error: ".padEnd(10_000, "x"),
  }));
  const markdown = asMarkdown({ ...summary, stacks });
  expect(markdown.length).toBeLessThanOrEqual(mostCharacters);
  expect(markdown).toContain("daily: kept 35 → 14 days");
  const rows = [...markdown.matchAll(/^\| member-account-/gm)].length;
  expect(markdown).toContain(`… and ${2000 - rows} more.`);
  expect([...markdown.matchAll(/<details>/g)].length).toBe([...markdown.matchAll(/<\/details>/g)].length);
});

test("escaped text has no markup, mention, link or second line; the reader sees what it says", () => {
  expect(escaped("<img src=x> **b** [a](javascript:x) | @team `c` #1\nhttps://x.y")).toBe(
    "&lt;img src=x&gt; \\*\\*b\\*\\* \\[a\\](javascript:x) \\| @&#8203;team \\`c\\` #&#8203;1 https&#58;//x.y",
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const result = escaped(text);
      expect(result).not.toMatch(/[\n\r<>]|(?<!\\)[`[\]|]|@\w/);
    }),
  );
});

test("code keeps its text whatever backticks it has, and a block cannot be left", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[`a-z ]{1,20}$/), (text) => {
      const span = code(text);
      const fence = /^`+/.exec(span)?.[0] ?? "";
      expect(span.slice(fence.length, -fence.length).split(fence).length).toBe(1);
      const lines = codeBlock(`a\n${text}\n${"`".repeat(5)}`).split("\n");
      const end = lines.findIndex((line, index) => index > 0 && line.startsWith(lines.at(-1) ?? ""));
      expect(end).toBe(lines.length - 1);
    }),
  );
});
