/** Edits whose plans Terraform made once: the summary of the recorded plans says what the edit means. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { asMarkdown } from "../../src/delivery/plan-summary/markdown";
import { mayPass, summarize } from "../../src/delivery/plan-summary/summary";
import { readPlanFile } from "../../src/terraform/plan-file";
import { configOf, repository } from "../config/valid";
import { edits } from "../e2e/plan-edits";
import { parsed, shownBy } from "../github-markdown";
import { configured, recordedFiles } from "./plans";

const text = readFileSync(join(repository, "test", "e2e", "plans.yaml"), "utf8");
const recordedEdits = edits.filter(({ recordedPlanStands }) => recordedPlanStands);

test("there are a hundred edits, and some of them are planned anew on every run", () => {
  expect(edits.length).toBeGreaterThanOrEqual(100);
  expect(edits.length - recordedEdits.length).toBeGreaterThanOrEqual(30);
});

test.each(recordedEdits)(
  "$name",
  ({ name, edit, counts = {}, failed = [], protectedBy = [], accounts = [], says = [], saysNot = [] }) => {
    const config = parse(text);
    edit(config);
    const planned = Object.keys(counts).length > 0 || failed.length > 0;
    const summary = summarize({
      stacks: (planned ? recordedFiles(name.replaceAll(" ", "-")) : []).map(readPlanFile),
      approvals: [],
      before: configured(),
      after: configured(() => configOf(stringify(config))),
    });
    expect(
      Object.fromEntries(
        summary.stacks.flatMap(({ stack, counts }) =>
          counts ? [[stack, Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))]] : [],
        ),
      ),
    ).toEqual(counts);
    expect(summary.stacks.flatMap(({ stack, result }) => (result === "failed" ? [stack] : []))).toEqual(failed);
    expect(summary.protectedChanges.map(({ rule }) => rule)).toEqual(protectedBy);
    expect(summary.accounts).toEqual(accounts);
    const shown = shownBy(parsed(asMarkdown(summary)));
    for (const words of says) {
      expect(shown).toContain(words);
    }
    for (const words of saysNot) {
      expect(shown).not.toContain(words);
    }
    expect(mayPass(summary)).toBe(protectedBy.length + failed.length === 0);
  },
);
