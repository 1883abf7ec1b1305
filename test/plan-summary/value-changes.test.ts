/** Old and new values, for those who review. */

import { asMarkdown } from "../../src/delivery/plan-summary/markdown";
import { asText } from "../../src/delivery/plan-summary/text";
import { valueChanges, valueInWords } from "../../src/delivery/plan-summary/value-changes";
import { type JsonObject } from "../../src/terraform/synthesis";
import { parsed, shownBy } from "../github-markdown";
import { summaryOf } from "./plans";

function changed(before: JsonObject, after: JsonObject) {
  return valueChanges({
    address: "aws_kms_key.key",
    type: "aws_kms_key",
    name: "key",
    action: "update",
    imported: false,
    movedFrom: undefined,
    before,
    after,
    unknown: [],
    reason: undefined,
  }).map(valueInWords);
}

const policy = (...statements: JsonObject[]) => ({ policy: JSON.stringify({ Statement: statements }) });

test.each<[string, JsonObject, JsonObject, string[]]>([
  ["a number", { days: 30 }, { days: 7 }, ["days: 30 → 7"]],
  ["a value that comes", {}, { days: 7 }, ["days: none → 7"]],
  [
    "a statement by its Sid, wherever it stands",
    policy({ Sid: "A", Action: ["a:1", "a:2"] }, { Sid: "B", Action: "b:1" }),
    policy({ Sid: "B", Action: "b:1" }, { Sid: "A", Action: ["a:2", "a:3"] }),
    ["policy/Statement/A/Action: a:1 → none", "policy/Statement/A/Action: none → a:3"],
  ],
  ["the order of a list", { list: ["a", "b"] }, { list: ["b", "a"] }, ['list: ["a","b"] → ["b","a"]']],
  ["nothing", { policy: '{"a": 1, "b": 2}' }, { policy: '{"b": 2, "a": 1}' }, []],
])("%s", (_what, before, after, words) => {
  expect(changed(before, after)).toEqual(words);
});

test("a long value is cut", () => {
  expect(changed({ name: "a" }, { name: "b".repeat(1000) })[0]?.length).toBeLessThan(250);
});

test("stand in the text, and folded in the comment", () => {
  const summary = summaryOf(["shorten-a-retention"]);
  const words = "content/plans/daily/rules/daily/lifecycle/delete_after_days/@@assign: 35 → 14";
  expect(asText(summary)).toContain(words);
  const markdown = asMarkdown(summary);
  expect(markdown).toContain("<details><summary>Old and new values</summary>");
  expect(shownBy(parsed(markdown))).toContain(words);
});
