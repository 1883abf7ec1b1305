import {
  type Content,
  code,
  escaping,
  firstLines,
  lines,
  link,
  type Markdown,
  paragraphs,
  table,
} from "../../src/markdown";
import { type AwsNews } from "./aws-news";
import { type Entry } from "./feed";
import { type GuideNews } from "./news";

/** Characters of an issue that GitHub takes, less those of its marker. */
const issueCharacters = 65_000;

/** Of an entry, and of the words of a source. */
const textCharacters = 240;

/** The issue, which is never too long for GitHub: what does not fit is said. The text of feeds is shown as text. */
export function newsAsMarkdown(found: AwsNews): string {
  const { news, problems, withoutFeed } = found;
  const document = paragraphs([
    escaping`# Facts about AWS to look at again`,
    introduction(found),
    ...(news.length > 0 ? [overview(news)] : []),
    ...(problems.length > 0 ? [escaping`## Not known`, list(problems)] : []),
    ...news.flatMap(section),
    ...(withoutFeed.length > 0
      ? [
          escaping`## Sources without a feed`,
          list(
            withoutFeed.map(
              ({ guide, reason, facts }) => escaping`${guide.names.join(", ")}: ${counted(facts, "fact")}; ${reason}.`,
            ),
          ),
        ]
      : []),
  ]);
  const shown = firstLines(document, issueCharacters);
  const more = escaping`The rest does not fit into an issue, and comes when the facts above are up to date.`;
  return `${(shown.source === document.source ? document : paragraphs([shown, more])).source}\n`;
}

function introduction({ news, problems, facts }: AwsNews): Markdown {
  if (news.length > 0) {
    return escaping`AWS has written of changes in guides since facts in ${code("src/")} were read there. CONTRIBUTING.md says what to do with them.`;
  }
  return problems.length > 0
    ? escaping`Whether there is anything is not known.`
    : escaping`Nothing: no entry is as new as the ${counted(facts.length, "fact")} that were read in its guide.`;
}

function overview(news: readonly GuideNews[]): Markdown {
  return table(
    ["guide", "entries", "facts"],
    news.map(({ guide, entries, facts }) => [guide.names[0], entries.length, facts.length]),
  );
}

function section({ guide, entries, facts }: GuideNews): Markdown[] {
  return [
    escaping`## ${guide.names[0]}`,
    escaping`Read there:`,
    list(
      facts.map(
        ({ fact, newer }) =>
          escaping`${code(`${fact.file}:${fact.line}`)}, read ${fact.read}, before ${counted(newer, "entry")}: ${cut(fact.words)}`,
      ),
    ),
    escaping`Changed since:`,
    list(entries.map(entryLine)),
  ];
}

function entryLine({ day, title, link: address, description }: Entry): Markdown {
  const shown = description === "" || description === title ? "" : escaping`: ${cut(description)}`;
  return escaping`${day} ${link(cut(title), address)}${shown}`;
}

function list(items: readonly Content[]): Markdown {
  return lines(items.map((item) => escaping`- ${item}`));
}

function cut(text: string): string {
  return text.length <= textCharacters ? text : `${text.slice(0, textCharacters).trimEnd()}…`;
}

function counted(count: number, noun: "entry" | "fact"): string {
  return `${count} ${count === 1 ? noun : { entry: "entries", fact: "facts" }[noun]}`;
}
