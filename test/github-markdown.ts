/**
 * Markdown as GitHub reads it, near enough: Prettier's parser knows tables, strikethrough, footnotes and bare links. What
 * GitHub makes of mentions and references in the text is not known to any parser.
 */

import { parsers } from "prettier/plugins/markdown";

export interface MarkdownNode {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly MarkdownNode[];
}

export function parsed(markdown: string): MarkdownNode {
  return parsers.markdown.parse(markdown, { originalText: markdown } as never) as MarkdownNode;
}

/** Types of the nodes, each once, sorted. Templates in double braces are text to GitHub. */
export function typesIn({ type, children = [] }: MarkdownNode): string[] {
  return [...new Set([type.replace("liquidNode", "text"), ...children.flatMap(typesIn)])].sort();
}

/** The text as a reader sees it, and a search does: without tags, and without spaces that have no width. */
export function shownBy({ type, value = "", children = [] }: MarkdownNode): string {
  const own = type === "html" ? "" : value;
  const blocks = children.some((child) => child.children !== undefined && !inline.includes(child.type));
  return `${own}${children.map(shownBy).join(blocks ? "\n" : "")}`.replaceAll("\u200b", "");
}

const inline = ["strong", "emphasis", "delete", "link", "sentence", "word"];

/** What is where, without what it says: two documents of one structure differ in their texts alone. */
export function structureOf({ type, children = [] }: MarkdownNode): unknown {
  return [type.replace("liquidNode", "text"), ...children.map(structureOf)];
}

/** What GitHub would make a mention or a reference of, outside of code. */
export function referencesIn({ type, value = "", children = [] }: MarkdownNode): string[] {
  const found = type === "text" ? [...value.matchAll(/@[\w-]+|#\d+|\bgh-\d+/gi)].map(([match]) => match) : [];
  return [...found, ...children.flatMap(referencesIn)];
}

/** A text that does something wherever it is not escaped. */
export const hostileText =
  "<b>@team</b> | `a` [x](https://evil.example) ![i](i) #1 GH-1 **b** ~~c~~ \u202e www.evil.example\n\n# heading\n- x";

/** The same data with hostile and with harmless texts; `keeps` says which keys have values of ours. */
export function bothKinds<T>(data: T, keeps: (key: string) => boolean): { readonly hostile: T; readonly harmless: T } {
  const withText = (text: string) =>
    JSON.parse(
      JSON.stringify(data, (key, value: unknown) => (typeof value === "string" && !keeps(key) ? text : value)),
    ) as T;
  return { hostile: withText(hostileText), harmless: withText("words") };
}
