/** Edits whose plan Terraform made once: the summary of the recorded plan says what the edit means. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { asMarkdown } from "../../src/delivery/plan-summary/markdown";
import { mayPass } from "../../src/delivery/plan-summary/summary";
import { repository } from "../config/valid";
import { edits } from "../e2e/plan-edits";
import { configOf } from "../config/valid";
import { parsed, shownBy } from "../github-markdown";
import { configured, recordedFile, summaryOf } from "./plans";

const text = readFileSync(join(repository, "test", "e2e", "plans.yaml"), "utf8");
const recordedEdits = edits.filter(({ recordedPlanStands }) => recordedPlanStands);

test("some edits are not planned anew on every run", () => {
  expect(recordedEdits.length).toBeGreaterThan(0);
  expect(edits.length - recordedEdits.length).toBeGreaterThanOrEqual(30);
});

test.each(recordedEdits)(
  "$name",
  ({ name, edit, counts, failed, gone, protectedBy = [], accounts = [], says = [] }) => {
    expect([failed, gone]).toEqual([undefined, undefined]);
    const file = name.replaceAll(" ", "-");
    const { strongroom } = JSON.parse(readFileSync(recordedFile(file), "utf8"));
    const config = parse(text);
    edit(config);
    const summary = summaryOf([file], { before: configured(), after: configured(() => configOf(stringify(config))) });
    const changes = Object.entries(summary.stacks[0]?.counts ?? {}).filter(([, count]) => count > 0);
    expect(counts).toEqual({ [strongroom.stack]: Object.fromEntries(changes) });
    expect(summary.protectedChanges.map(({ rule }) => rule)).toEqual(protectedBy);
    expect(summary.accounts).toEqual(accounts);
    const shown = shownBy(parsed(asMarkdown(summary)));
    for (const words of says) {
      expect(shown).toContain(words);
    }
    expect(mayPass(summary)).toBe(protectedBy.length === 0);
  },
);
