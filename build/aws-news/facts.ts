import { type Guide } from "./guides";
import { type Passage, passagesOf } from "./passages";

/** A fact about AWS, as far as its source says: what it was read in, and when. */
export interface Fact {
  /** From the root of the repository, as in src/aws/quotas.ts. */
  readonly file: string;
  /** Of its date, from 1. */
  readonly line: number;
  /** What the file says of the source. */
  readonly words: string;
  /** The day on which it was read, as in 2026-11-26. */
  readonly read: string;
  readonly guides: readonly [Guide, ...Guide[]];
}

/** A date that says nothing: the file, its line, and what is wrong, in one line. */
export type Problem = string;

const readOn = /\b[Rr]ead (?<date>\d{4}-\d{2}-\d{2})/g;

/** As backup-policy/source.ts writes the pages of its limits. */
const pageOfLimits = /pageOf\(\s*"(?<words>[^"]+)",\s*"(?<date>\d{4}-\d{2}-\d{2})",?\s*\)/g;

const title = /(?:[A-Z][A-Za-z0-9]* )+(?:Guide|Reference|Blog)\b/g;

/**
 * The facts of a file, by their lines. Before each "Read 2026-11-26" stand the words of its source, in the same
 * paragraph of a comment or of a text.
 */
export function factsOf(
  file: string,
  text: string,
  guides: readonly Guide[],
): { readonly facts: readonly Fact[]; readonly problems: readonly Problem[] } {
  const found = [...passagesOf(text).flatMap(datesOf), ...pagesOf(text)].sort((a, b) => a.line - b.line);
  const problems = found.flatMap((dated) =>
    problemsOf(dated, guides).map((problem) => `${file}:${dated.line}: ${problem}`),
  );
  const facts = found.flatMap((dated): Fact[] => {
    const [first, ...others] = guidesIn(dated.words, guides);
    return first ? [{ file, ...dated, guides: [first, ...others] }] : [];
  });
  return { facts, problems };
}

interface Dated {
  readonly line: number;
  readonly words: string;
  readonly read: string;
}

function datesOf({ text, lineAt }: Passage): Dated[] {
  let end = 0;
  return [...text.matchAll(readOn)].map((match) => {
    const before = text.slice(end, match.index);
    end = match.index + match[0].length;
    return { line: lineAt(end - 1), words: sourceIn(before), read: match.groups?.date ?? "" };
  });
}

function pagesOf(text: string): Dated[] {
  return [...text.matchAll(pageOfLimits)].map(({ index, groups }) => ({
    line: text.slice(0, index).split("\n").length,
    words: groups?.words ?? "",
    read: groups?.date ?? "",
  }));
}

/** Without what the paragraph says before it comes to its source, and without the punctuation around it. */
function sourceIn(words: string): string {
  const from = Math.max(0, ...[...words.matchAll(/\bSources?\b(?=[^.]*:)/g)].map(({ index }) => index));
  return words
    .slice(from)
    .replace(/^Sources?: /, "")
    .replace(/^[\s.,;)]+|[\s.,;(]+$/g, "");
}

function problemsOf({ words, read }: Dated, guides: readonly Guide[]): string[] {
  const names = guides.flatMap((guide) => guide.names);
  const unknown = (words.match(title) ?? []).filter((name) => !names.some((known) => name.endsWith(known)));
  return [
    ...(isDay(read) ? [] : [`there is no day ${read}`]),
    ...unknown.map((name) => `${name} is not in build/aws-news/guides.ts: say there where its news are`),
    ...(guidesIn(words, guides).length === 0 && unknown.length === 0
      ? [`the date ${read} has no source before it that build/aws-news/guides.ts knows: it says "${words}"`]
      : []),
  ];
}

function guidesIn(words: string, guides: readonly Guide[]): Guide[] {
  return guides.filter(({ names }) => names.some((name) => words.includes(name)));
}

function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
