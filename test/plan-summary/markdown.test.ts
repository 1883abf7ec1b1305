/** The comment: complete, within GitHub's limit, and harmless whatever the names in it say. */

import { asMarkdown, mostCharacters } from "../../src/delivery/plan-summary/markdown";
import { type Summary } from "../../src/delivery/plan-summary/summary";
import { bothKinds, parsed, referencesIn, structureOf } from "../github-markdown";
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
  expect(asMarkdown(summaryOf([]))).toMatch(/^## Strongroom plan: no stack changes\n\nThese [^\n]+\n$/);
});

test("long detail is folded, short detail is not", () => {
  const resources = (count: number): Summary => {
    const summary = summaryOf(["rotate-the-key-more-often"]);
    const [stack] = summary.stacks;
    const change = { address: "aws_backup_vault.a", what: "create", attributes: [], values: [] };
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

test("whatever plans and configs say, the comment is built alike, and mentions nobody", () => {
  const summary = summaryOf(["shorten-a-retention", "change-the-lock", "detach-a-guardrail"]);
  const accounts = ["payments"];
  const [stack] = summary.stacks;
  const stacks = [...summary.stacks, ...(stack ? [{ ...stack, counts: null, url: "https://app.terraform.io" }] : [])];
  const data = { ...summary, stacks, accounts, accountChanges: accounts, notes: accounts };
  const { hostile, harmless } = bothKinds(data, (key) => ["result", "url"].includes(key));
  const read = (one: Summary) => parsed(asMarkdown(one, one.notes[0]));
  expect(structureOf(read(hostile))).toEqual(structureOf(read(harmless)));
  expect(referencesIn(read(hostile))).toEqual([]);
});
