import { type Fact, factsOf, type Problem } from "./facts";
import { entriesOf, FeedFailed } from "./feed";
import { type Ask, feedAddress } from "./feed-address";
import { type Guide, guides as allGuides } from "./guides";
import { type GuideNews, newsOf } from "./news";

/** What AWS has said since the facts were read, and what could not be found out. */
export interface AwsNews {
  readonly facts: readonly Fact[];
  readonly news: readonly GuideNews[];
  /** The facts of guides that have no feed. */
  readonly withoutFeed: readonly { readonly guide: Guide; readonly reason: string; readonly facts: number }[];
  /** Of dates in the files, and of feeds: while there is one, "nothing new" is not known. */
  readonly problems: readonly Problem[];
}

/** A file of src/ by its path from the root of the repository. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Asks for the feed of each guide that a fact names, and for no other. */
export async function awsNews(
  files: readonly SourceFile[],
  ask: Ask,
  guides: readonly Guide[] = allGuides,
): Promise<AwsNews> {
  const read = files.map(({ path, text }) => factsOf(path, text, guides));
  const facts = read.flatMap((file) => file.facts);
  const named = guides.filter((guide) => facts.some((fact) => fact.guides.includes(guide)));
  const answers = await Promise.all(named.map((guide) => answerFor(guide, facts, ask)));
  return {
    facts,
    news: answers.flatMap(({ news }) => news ?? []),
    withoutFeed: named.flatMap((guide) =>
      "none" in guide.news
        ? [{ guide, reason: guide.news.none, facts: facts.filter((fact) => fact.guides.includes(guide)).length }]
        : [],
    ),
    problems: [...read.flatMap(({ problems }) => problems), ...answers.flatMap(({ problem }) => problem ?? [])],
  };
}

/** 2: something could not be found out. 1: there is something to look at again. 0: neither. */
export function exitCode({ news, problems }: AwsNews): 0 | 1 | 2 {
  return problems.length > 0 ? 2 : news.length > 0 ? 1 : 0;
}

async function answerFor(
  guide: Guide,
  facts: readonly Fact[],
  ask: Ask,
): Promise<{ readonly news?: GuideNews | undefined; readonly problem?: Problem }> {
  let asked = "";
  const askNoting: Ask = (address) => ask((asked = address));
  try {
    const address = await feedAddress(guide.news, askNoting);
    return address ? { news: newsOf(guide, facts, entriesOf(await askNoting(address))) } : {};
  } catch (error) {
    if (error instanceof FeedFailed) {
      return { problem: `${guide.names[0]}: ${asked}: ${error.message}` };
    }
    throw error;
  }
}
