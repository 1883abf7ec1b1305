/** The same organization gives the same bytes, the index included, in whatever order its file has it. */

import fc from "fast-check";
import { tmpdir } from "node:os";
import { parse, stringify } from "yaml";
import { resolveDeployment } from "../src/model/resolve";
import { buildDocuments } from "../src/policies/documents";
import { synthesizer } from "../src/synthesis/synthesizer";
import { createRenderer } from "../stacks/renderer";
import { configOf, textOf, validText } from "./config/valid";
import { synthesizedBytes } from "./stacks/synthesized-bytes";

const synthesize = synthesizer(createRenderer, () => "tool");

function bytesOf(text: string): Record<string, string> {
  const deployment = resolveDeployment(configOf(text));
  return synthesizedBytes({ deployment, documents: buildDocuments(deployment) }, synthesize);
}

/** Every map and every list in an order of its own, by the numbers given. */
function shuffled(value: unknown, next: () => number): unknown {
  const shuffle = <T>(items: readonly T[]) =>
    items
      .map((item) => ({ item, at: next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  if (Array.isArray(value)) {
    return shuffle(value.map((item) => shuffled(item, next)));
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(shuffle(Object.entries(value).map(([key, child]) => [key, shuffled(child, next)] as const)))
    : value;
}

const texts = [validText, textOf("examples/five-regions.yaml"), textOf("examples/twenty-accounts.yaml")];

test.each(texts.map((text, index) => [index, text] as const))("example %i: order changes no byte", (_index, text) => {
  const expected = bytesOf(text);
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
      const next = () => numbers.next().value as number;
      expect(bytesOf(stringify(shuffled(parse(text), next)))).toEqual(expected);
    }),
    { numRuns: 8 },
  );
});

test("the output names no directory of this machine", () => {
  const output = Object.values(bytesOf(validText)).join("\n");
  expect(output).not.toContain(tmpdir());
  expect(output).not.toContain(process.cwd());
});
