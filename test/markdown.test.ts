/** Whatever a config or a plan says, Markdown shows it, and it does nothing else. */

import * as fc from "fast-check";
import { code, codeBlock, type Content, escaping, firstLines, lines, link, Markdown, table } from "../src/markdown";
import { type MarkdownNode, parsed, referencesIn, shownBy, typesIn } from "./github-markdown";

const source = (text: string) => escaping`${text}`.source;

/** What does something in Markdown, or on GitHub. */
const hostile = [
  "@acme/platform",
  "@team",
  "team@example.com",
  "#1",
  "acme/backup#7",
  "GH-7",
  "https://evil.example/a?b=c",
  "http://evil.example",
  "ftp://evil.example",
  "www.evil.example",
  "mailto:a@b.example",
  "[click](https://evil.example)",
  "![x](https://evil.example/x.png)",
  "[x]: https://evil.example",
  "[^1]",
  "[^1]: note",
  "[ ]",
  "<https://evil.example>",
  "<img src=x onerror=alert(1)>",
  "</details>",
  "<!-- strongroom:plan -->",
  "&lt;b&gt;",
  "&#64;team",
  "**bold**",
  "__bold__",
  "_a_",
  "*a*",
  "~~gone~~",
  "$x$",
  "$$x$$",
  "`code`",
  "```",
  "~~~",
  "a | b",
  "\\",
  "\\|",
  "|",
  "| --- |",
  "# heading",
  "- item",
  "+ item",
  "1. item",
  "2) item",
  "> quote",
  "===",
  "---",
  ":-",
  "    code",
  "\tcode",
  "\n\n# heading",
  "\r\n- item",
  "\u2028# heading",
  "\u0000\u001b[31m",
  "\u202egnihtyreve\u2066",
  "daily_eu-central-1",
  "arn:aws:iam::*:role/Admin_*",
];

const text = fc
  .array(fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "binary", maxLength: 5 })), { maxLength: 6 })
  .chain((parts) => fc.constantFrom("", " ", "\n").map((separator) => parts.join(separator)));

/** Each of them alone first, then what they make together. */
const alone = { examples: hostile.map((value): [string] => [value]) };

/** As it must be shown: on one line, and what turns its direction by its number. */
function onOneLine(value: string): string {
  return value
    .replaceAll(/[\t\n\r]+/g, " ")
    .replaceAll(
      /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu,
      (character) => `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}>`,
    )
    .trim();
}

/** What a parser folds or leaves out, and no reader sees. */
function compared(value: string): string {
  return value.replaceAll("\u200b", "").replaceAll(/\s+/g, " ").trim();
}

const places: Readonly<Record<string, [place: (content: Content) => Markdown, ...types: string[]]>> = {
  "a paragraph": [(content) => escaping`${content}`, "paragraph"],
  "the middle of a sentence": [(content) => escaping`words ${content} words`, "paragraph"],
  "the second line of a paragraph": [(content) => lines(["words", content]), "paragraph"],
  "an item of a list": [(content) => escaping`- ${content}`, "list", "listItem", "paragraph"],
  "a heading": [(content) => escaping`## x ${content}`, "heading"],
  "strong text": [(content) => escaping`x **x${content}x**`, "paragraph", "strong"],
  "a cell": [(content) => table(["a", "b"], [[content, "b"]]), "table", "tableRow", "tableCell"],
};

describe.each(Object.entries(places))("in %s", (_place, [place, ...types]) => {
  const allowed = ["html", "root", "text", "inlineCode", ...types];

  test("text is text: no markup, mention, reference, link or HTML", () => {
    fc.assert(
      fc.property(text, (value) => {
        const tree = parsed(place(value).source);
        expect(typesIn(tree).filter((type) => !allowed.includes(type))).toEqual([]);
        expect(typesIn(tree)).not.toContain("inlineCode");
        expect(htmlIn(tree).filter((tag) => !["<span>", "</span>"].includes(tag))).toEqual([]);
        expect(compared(shownBy(tree))).toContain(compared(onOneLine(value)));
        expect(referencesIn(tree)).toEqual([]);
      }),
      alone,
    );
  });

  test("code is code: it keeps its text, backticks and bars and all", () => {
    fc.assert(
      fc.property(text, (value) => {
        const tree = parsed(place(code(value)).source);
        expect(typesIn(tree).filter((type) => !allowed.includes(type))).toEqual([]);
        expect(compared(shownBy(tree))).toContain(compared(onOneLine(value)));
        expect(referencesIn(tree)).toEqual([]);
      }),
      alone,
    );
  });
});

test("a row has as many cells as the head, whatever stands in them", () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [rows = { type: "none" }] = parsed(table(["a", "b", "c"], [[one, code(other), "c"]]).source).children ?? [];
      expect(rows.children?.map(({ children }) => children?.length)).toEqual([3, 3]);
      expect(compared(shownBy(rows))).toContain(compared(onOneLine(other)));
    }),
  );
});

test("a block of code is one, and ends where it ends", () => {
  fc.assert(
    fc.property(text, (value) => {
      const { children } = parsed(escaping`${codeBlock(value)}\n\nwords`.source);
      expect(children?.map(({ type }) => type)).toEqual(["code", "paragraph"]);
    }),
  );
});

test("what is escaped stays readable", () => {
  expect([source("a\u202eb"), code("a\u001b[2Kb\u2028").source, codeBlock("a\u202eb").source]).toEqual([
    "a&lt;U+202E&gt;b",
    "`a<U+001B>[2Kb<U+2028>`",
    "```text\na<U+202E>b\n```",
  ]);
  expect(source("<b> **b** [a](javascript:x) | @team `c` #1 $1\nhttps://x.y www.x.y gh-1")).toBe(
    "&lt;b&gt; \\*\\*b\\*\\* \\[a\\](javascript:x) &#124; @&#8203;team \\`c\\` #&#8203;1 <span>$</span>1 https&#58;//x.y www&#46;x.y gh-&#8203;1",
  );
  expect(source("daily_eu-central-1, _x_ and a__")).toBe("daily_eu-central-1, \\_x_ and a__");
  expect(["- a", "12. a", "1) a", "=", ":-", "2026-11-21"].map(source)).toEqual([
    "\\- a",
    "12\\. a",
    "1\\) a",
    "\\=",
    "\\:-",
    "2026-11-21",
  ]);
  expect(table(["a"], [[code("a|b")], [code("a\\|b")], ["a|b"]]).source).toBe(
    "| a |\n| --- |\n| `a\\|b` |\n| <code>a\\\\&#124;b</code> |\n| a&#124;b |",
  );
});

test("Markdown is taken in as it is", () => {
  expect(escaping`- **${"a*b"}** ${code("x")}${new Markdown("*y*")} ${3}`.source).toBe("- **a\\*b** `x`*y* 3");
});

test("only a page of the web is linked", () => {
  expect(link("HCP *Terraform*", "https://app.terraform.io/a(b)?c=<d>&e=f g`$|").source).toBe(
    "[HCP \\*Terraform\\*](https://app.terraform.io/a%28b%29?c=%3Cd%3E&amp;e=f%20g%60%24%7C)",
  );
  expect(["javascript:alert(1)", "", "x"].map((address) => link("a", address).source)).toEqual(["a", "a", "a"]);
});

test("the first lines are whole, and no longer than what is given", () => {
  const document = lines(["aaa", "bbb", "ccc"]);
  expect([0, 3, 6, 7, 10, 11].map((characters) => firstLines(document, characters).source)).toEqual([
    "",
    "aaa",
    "aaa",
    "aaa\nbbb",
    "aaa\nbbb",
    "aaa\nbbb\nccc",
  ]);
});

function htmlIn({ type, value = "", children = [] }: MarkdownNode): string[] {
  return [...(type === "html" ? [value] : []), ...children.flatMap(htmlIn)];
}
