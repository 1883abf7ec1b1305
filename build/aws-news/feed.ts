import { XMLParser, XMLValidator } from "fast-xml-parser";

/** An entry of a document history. */
export interface Entry {
  /** The day on which it was published, in UTC, as in 2026-11-26. */
  readonly day: string;
  readonly title: string;
  /** As the feed has it, which may be anything. */
  readonly link: string;
  /** Without markup, on one line. */
  readonly description: string;
}

/** A feed that cannot be fetched, or is none: nobody may take that for no news. */
export class FeedFailed extends Error {}

/**
 * The entries of an RSS feed, the newest first, each once.
 * @throws FeedFailed if it is no RSS feed, has no entry, or one whose title or date cannot be read
 */
export function entriesOf(xml: string): Entry[] {
  // No feed needs one, and it could make a small feed large.
  if (/<!DOCTYPE/i.test(xml)) {
    throw new FeedFailed("it declares a document type, as no feed does");
  }
  const valid = XMLValidator.validate(xml);
  if (valid !== true) {
    throw new FeedFailed(`it is no XML: line ${valid.err.line}: ${valid.err.msg}`);
  }
  const { rss } = parser.parse(xml) as { rss?: { channel?: { item?: readonly Item[] } } };
  const items = rss?.channel?.item ?? [];
  if (items.length === 0) {
    throw new FeedFailed(rss?.channel ? "it has no entries" : "it is no RSS feed");
  }
  const entries = new Map(items.map(entryOf).map((entry) => [JSON.stringify(entry), entry]));
  return [...entries.values()].sort((a, b) => order(b.day, a.day) || order(a.title, b.title));
}

/** Texts alone: a number that a title begins with stays as it is written. */
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  isArray: (name) => name === "item",
});

type Item = Readonly<Record<"title" | "link" | "description" | "pubDate", unknown>>;

function entryOf({ title, link, description, pubDate }: Item, index: number): Entry {
  const called = plain(title);
  if (called === "") {
    throw new FeedFailed(`entry ${index + 1} has no title`);
  }
  return { day: dayOf(pubDate, called), title: called, link: plain(link), description: plain(description) };
}

/** RFC 822, as RSS asks for, such as `Thu, 2 Oct 2025 19:00:00 GMT`. */
const dateAndTime = /^(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}(?::\d{2})? (?:GMT|UTC?|[+-]\d{4})$/;

function dayOf(pubDate: unknown, title: string): string {
  const text = plain(pubDate);
  const date = new Date(text);
  if (!dateAndTime.test(text) || Number.isNaN(date.getTime())) {
    throw new FeedFailed(`the entry "${title}" has ${text === "" ? "no date" : `the date "${text}"`}`);
  }
  return date.toISOString().slice(0, "2026-11-26".length);
}

/** Descriptions are HTML. What is left is shown as text, whatever it is. */
function plain(value: unknown): string {
  return typeof value === "string"
    ? value
        .replaceAll(/<[^>]*>/g, "")
        .replaceAll(/\s+/g, " ")
        .trim()
    : "";
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
