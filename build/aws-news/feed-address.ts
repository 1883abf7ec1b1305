import { FeedFailed } from "./feed";
import { type News } from "./guides";

/** The text at an address. @throws FeedFailed */
export type Ask = (address: string) => Promise<string>;

/** The address of the feed; undefined where there is none. @throws FeedFailed if the page that should name it does not */
export async function feedAddress(news: News, ask: Ask): Promise<string | undefined> {
  if ("none" in news) {
    return undefined;
  }
  return "feed" in news ? news.feed : named(await ask(news.namedBy), news.namedBy);
}

function named(html: string, page: string): string {
  const name = /<meta name="rss" content="(?<name>[^"]+\.rss)"/.exec(html)?.groups?.name;
  if (name === undefined) {
    throw new FeedFailed("it names no feed: look for the RSS link there, and write it into build/aws-news/guides.ts");
  }
  const address = new URL(name, page);
  if (address.host !== new URL(page).host) {
    throw new FeedFailed(`it names a feed elsewhere: ${address.href}`);
  }
  return address.href;
}
