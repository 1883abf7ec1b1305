/** Which facts the command finds in the files of src/, and in which guides they were read. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { factsOf } from "../../build/aws-news/facts";
import { type Guide, guides } from "../../build/aws-news/guides";

const [backup, kms]: Guide[] = [
  { names: ["AWS Backup Developer Guide", "AWS Backup API Reference"], news: { none: "" } },
  { names: ["AWS KMS Developer Guide"], news: { none: "" } },
] as const;
const known = [backup, kms].filter((guide) => guide !== undefined);

function found(text: string): unknown[] {
  const { facts, problems } = factsOf("src/a.ts", text, known);
  expect(problems).toEqual([]);
  return facts.map(({ line, words, read, guides: [...read_in] }) => [
    line,
    read,
    words,
    read_in.map(({ names }) => names[0]),
  ]);
}

function problemsOf(text: string): readonly string[] {
  return factsOf("src/a.ts", text, known).problems;
}

test("the words before a date are its source: across lines, to the last date, and from the word Source", () => {
  expect(
    found(`
/**
 * What keys have in common. Nobody reads "AWS KMS Developer Guide" here.
 *
 * They are few. Sources: AWS Backup Developer Guide, "Keys"
 * (mid-2026). Read
 * 2026-11-21. Of replicas: AWS KMS Developer Guide, "Replicas". Read 2026-11-26.
 */
/** Source of the limit: AWS Backup API Reference, PutThing. Read 2026-11-20. */
export const limit = 3;
  // AWS Backup Developer Guide, "Stacks": one for
  // each. Read 2026-11-22.
`),
  ).toEqual([
    [7, "2026-11-21", 'AWS Backup Developer Guide, "Keys" (mid-2026)', ["AWS Backup Developer Guide"]],
    [7, "2026-11-26", 'Of replicas: AWS KMS Developer Guide, "Replicas"', ["AWS KMS Developer Guide"]],
    [9, "2026-11-20", "Source of the limit: AWS Backup API Reference, PutThing", ["AWS Backup Developer Guide"]],
    [12, "2026-11-22", 'AWS Backup Developer Guide, "Stacks": one for each', ["AWS Backup Developer Guide"]],
  ]);
});

test("texts of the code have sources as comments have, and pages of limits their own form", () => {
  expect(
    found(`
const region = "AWS Backup Developer Guide, “Regions”. Read 2026-11-26.";
  name: "not this one",
  source:
    "AWS Backup Developer Guide, “Regions”, and " +
    \`AWS KMS Developer Guide. Read 2026-11-25.\`,
  [
    "Not this one",
    "",
    "Sources: AWS KMS Developer Guide, “Keys”,",
    "and “Replicas”. Read 2026-11-24.",
  ]
const page = pageOf("AWS Backup Developer Guide, Quotas", "2026-11-23");
const long = pageOf(
  "AWS KMS Developer Guide, Quotas",
  "2026-11-22",
);
`),
  ).toEqual([
    [2, "2026-11-26", "AWS Backup Developer Guide, “Regions”", ["AWS Backup Developer Guide"]],
    [
      6,
      "2026-11-25",
      "AWS Backup Developer Guide, “Regions”, and AWS KMS Developer Guide",
      ["AWS Backup Developer Guide", "AWS KMS Developer Guide"],
    ],
    [11, "2026-11-24", "AWS KMS Developer Guide, “Keys”, and “Replicas”", ["AWS KMS Developer Guide"]],
    [13, "2026-11-23", "AWS Backup Developer Guide, Quotas", ["AWS Backup Developer Guide"]],
    [14, "2026-11-22", "AWS KMS Developer Guide, Quotas", ["AWS KMS Developer Guide"]],
  ]);
});

test.each([
  [
    "/** Source: Amazon Neptune User Guide, and AWS KMS Developer Guide. Read 2026-11-26. */",
    "Amazon Neptune User Guide is not in",
  ],
  [
    "/** What somebody said. Read 2026-11-26. */",
    'no source before it that build/aws-news/guides.ts knows: it says "What',
  ],
  ["/** Read 2026-11-26. */", "no source before it"],
  ["/** Sources, read 2026-11-26: AWS KMS Developer Guide. */", "no source before it"],
  ["/** Source: AWS KMS Developer Guide. Read 2026-02-30. */", "there is no day 2026-02-30"],
  ['const page = pageOf("Somewhere", "2026-11-26");', 'it says "Somewhere"'],
])("a date that says nothing is a problem: %s", (text, problem) => {
  expect(problemsOf(text)).toEqual([expect.stringContaining(`src/a.ts:1: `)]);
  expect(problemsOf(text)).toEqual([expect.stringContaining(problem)]);
});

const source = join(__dirname, "..", "..", "src");
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path: `src/${path}`, text: readFileSync(join(source, path), "utf8") }));

test("every date in src/ has a source of the table, and every source of the table is one of src/", () => {
  const read = files.map(({ path, text }) => factsOf(path, text, guides));
  expect(read.flatMap(({ problems }) => problems)).toEqual([]);
  const facts = read.flatMap((file) => file.facts);
  expect(facts.length).toBeGreaterThan(70);
  const words = facts.map((fact) => fact.words).join("\n");
  expect(guides.flatMap(({ names }) => names).filter((name) => !words.includes(name))).toEqual([]);
});

test("in src/, nobody says otherwise than by `Read` and a date when a source was read", () => {
  const others = files.flatMap(({ path, text }) =>
    (text.match(/\b(read on|read,|observed|seen|looked up|as of|checked)(?: on)?[\s*]+20\d\d-\d\d-\d\d/gi) ?? []).map(
      (form) => [path, form],
    ),
  );
  expect(others).toEqual([]);
});

test("the addresses are AWS's own, each once, and the days of comparison exist", () => {
  const addresses = guides.flatMap(({ news }) => ("feed" in news ? news.feed : "namedBy" in news ? news.namedBy : []));
  expect(
    addresses.filter((address) => !/^https:\/\/docs\.aws\.amazon\.com\/[\w/-]+\.(rss|html)$/.test(address)),
  ).toEqual([]);
  expect(new Set(addresses).size).toBe(addresses.length);
  for (const { compared } of guides) {
    expect(compared === undefined || new Date(`${compared}T00:00:00Z`).toISOString().startsWith(compared)).toBe(true);
  }
});
