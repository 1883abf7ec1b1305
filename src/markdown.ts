/** Markdown for GitHub in which text of configs and plans is shown, and does nothing else. */

import { visible } from "./visible";

/**
 * Markdown that other Markdown takes in as it is. What makes it of text are the functions of this file; `new` is for
 * text of our own that has markup, which only the generated documentation has.
 */
export class Markdown {
  constructor(readonly source: string) {}
}

/** Markdown as it is, or text, which is escaped. */
export type Content = Markdown | string | number;

/**
 * The template as Markdown: what stands in `${}` is escaped, unless it is Markdown itself. A tag named `markdown` is one
 * whose templates Prettier formats, and breaks.
 */
export function escaping(template: TemplateStringsArray, ...contents: readonly Content[]): Markdown {
  return new Markdown(String.raw({ raw: template }, ...contents.map(sourceOf)));
}

/** Each on a line of its own. */
export function lines(contents: readonly Content[]): Markdown {
  return new Markdown(contents.map(sourceOf).join("\n"));
}

/** Each a paragraph, a table or a list of its own. */
export function paragraphs(contents: readonly Content[]): Markdown {
  return new Markdown(contents.map(sourceOf).join("\n\n"));
}

/** As many of the first lines as have at most so many characters together. */
export function firstLines({ source }: Markdown, characters: number): Markdown {
  return source.length <= characters
    ? new Markdown(source)
    : new Markdown(source.slice(0, Math.max(0, source.lastIndexOf("\n", characters))));
}

/** Text as it is, on one line. */
export function code(text: string): Markdown {
  const line = oneLine(text);
  // A table takes the backslash for its own, and no second one says that it is not.
  if (line.includes("\\|")) {
    return new Markdown(`<code>${escaped(line)}</code>`);
  }
  const fence = "`".repeat(longestRunOfBackticks(line) + 1);
  const space = /^`|`$|^$/.test(line) ? " " : "";
  return new Markdown(`${fence}${space}${line}${space}${fence}`);
}

/** Text as it is, on lines of its own. */
export function codeBlock(text: string): Markdown {
  const fence = "`".repeat(Math.max(3, longestRunOfBackticks(text) + 1));
  const shown = visible(text.replaceAll("\r\n", "\n"));
  return new Markdown(`${fence}text\n${shown}\n${fence}`);
}

/** A link to a page of the web; the text alone where the address is that of no such page. */
export function link(text: string, address: string): Markdown {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url?.protocol === "https:"
    ? new Markdown(`[${escaped(text)}](${percentEncoded(url.href).replaceAll("&", "&amp;")})`)
    : escaping`${text}`;
}

/** Without what could end the address, or do something in Markdown. */
function percentEncoded(address: string): string {
  return address.replaceAll(
    /[^\w\-.~:/?#@!+,;=%&]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A table of at least one column. */
export function table(header: readonly Content[], rows: readonly (readonly Content[])[]): Markdown {
  return lines([tableHead(header.map((content) => ({ content }))), ...rows.map(tableRow)]);
}

/** Stands before the rows. Numbers are to the right. */
export function tableHead(columns: readonly { readonly content: Content; readonly isNumber?: boolean }[]): Markdown {
  return lines([
    tableRow(columns.map(({ content }) => content)),
    tableRow(columns.map(({ isNumber }) => new Markdown(isNumber ? "---:" : "---"))),
  ]);
}

export function tableRow(cells: readonly Content[]): Markdown {
  const sources = cells.map((cell) => sourceOf(cell).replaceAll("|", "\\|").replaceAll("\n", " "));
  return new Markdown(`| ${sources.join(" | ")} |`);
}

function sourceOf(content: Content): string {
  return content instanceof Markdown ? content.source : escaped(String(content));
}

/**
 * Text in a sentence, a list or a table: no markup, no mention, no reference, no link, no HTML, and on one line.
 *
 * Sources: CommonMark 0.31, "Backslash escapes" and "Emphasis and strong emphasis"; GitHub Flavored Markdown 0.29,
 * "Tables" and "Autolinks"; GitHub Docs, "Autolinked references and URLs" and "Writing mathematical expressions", which
 * knows no backslash before a dollar sign. Read 2026-11-26.
 */
function escaped(text: string): string {
  return (
    oneLine(text)
      // An underscore within a word, or behind it, begins no emphasis.
      .replaceAll(/[&<>|$@#\\`*[\]~]|(?<![a-z0-9]_*)_|:(?=\/\/)|(?<=www)\.|(?<=gh)-(?=\d)/gi, harmless)
      // What would begin a list, a heading below a line, or the second line of a table.
      .replace(/^(?:\d+(?=[.)])|(?=[-+=:]))/, "$&\\")
  );
}

function harmless(character: string): string {
  return replacements[character] ?? `\\${character}`;
}

/** GitHub looks for references in what Markdown has become, where a space without width ends them before they begin. */
const replacements: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "|": "&#124;",
  $: "<span>$</span>",
  "@": "@&#8203;",
  "#": "#&#8203;",
  "-": "-&#8203;",
  ":": "&#58;",
  ".": "&#46;",
};

/** Without what ends a line, and with what turns the direction of the text behind it made visible. */
function oneLine(text: string): string {
  return visible(text.replaceAll(/[\t\n\r]+/g, " ")).trim();
}

function longestRunOfBackticks(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
