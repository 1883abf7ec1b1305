/** What the command makes of feeds: small ones, in memory. */

import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { askHttp } from "../../build/aws-news/ask-http";
import { awsNews, exitCode } from "../../build/aws-news/aws-news";
import { FeedFailed } from "../../build/aws-news/feed";
import { type Guide } from "../../build/aws-news/guides";
import { newsAsMarkdown } from "../../build/aws-news/markdown";

const feed = "https://docs.aws.amazon.com/kms/latest/developerguide/history.rss";
const page = "https://docs.aws.amazon.com/aws-backup/latest/devguide/how-it-works.html";
const namedFeed = "https://docs.aws.amazon.com/aws-backup/latest/devguide/backup.rss";

const guides: readonly Guide[] = [
  { names: ["AWS KMS Developer Guide", "AWS KMS API Reference"], news: { feed } },
  { names: ["AWS Backup Developer Guide"], news: { namedBy: page } },
  { names: ["AWS Security Blog"], news: { none: "a post stays as it is" } },
];

const facts = [
  {
    path: "src/aws/quotas.ts",
    text: `/** Source: AWS KMS API Reference, PutKeyPolicy. Read 2026-11-20. */
/** Source: AWS KMS Developer Guide, "Replicas", and AWS Security Blog, "A post". Read 2026-11-26. */
`,
  },
];

function rss(...items: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:atom="http://www.w3.org/2005/Atom" version="2.0"><channel><title>History</title>
<atom:link href="${feed}" rel="self" type="application/rss+xml"/>${items.join("\n")}</channel></rss>`;
}

function item(
  title: string,
  pubDate: string,
  description = "",
  link = "https://docs.aws.amazon.com/kms/a.html",
): string {
  return `<item><title>${title}</title><link>${link}</link><description>${description}</description><pubDate>${pubDate}</pubDate></item>`;
}

const old = item("Old", "Thu, 1 Oct 2026 19:00:00 GMT");

/** What is found where AWS answers so; no answer is one that fails. */
async function found(answers: Readonly<Record<string, string>>, files = facts, table = guides) {
  return await awsNews(
    files,
    async (address) => answers[address] ?? Promise.reject(new FeedFailed("it cannot be fetched: status 404")),
    table,
  );
}

async function news(...items: readonly string[]) {
  const result = await found({ [feed]: rss(...items) });
  expect(result.problems).toEqual([]);
  return result;
}

async function titlesAndLines(...items: readonly string[]): Promise<unknown> {
  const result = await news(...items);
  return result.news.map((one) => [
    one.entries.map(({ day, title }) => `${day} ${title}`),
    one.facts.map(({ fact, newer }) => `line ${fact.line} before ${newer}`),
  ]);
}

test("an entry is news for the facts that were read before it, and for no others", async () => {
  expect(
    await titlesAndLines(
      item("Limit raised", "Mon, 23 Nov 2026 19:00:00 GMT"),
      item("Newest", "Fri, 27 Nov 2026 19:00:00 GMT"),
      old,
    ),
  ).toEqual([
    [
      ["2026-11-27 Newest", "2026-11-23 Limit raised"],
      ["line 1 before 2", "line 2 before 1"],
    ],
  ]);
});

test("where every entry is older than every fact, nothing is to be looked at", async () => {
  const result = await news(old, item("The day before", "19 Nov 2026 23:59:59 GMT"));
  expect([result.news, exitCode(result)]).toEqual([[], 0]);
  expect(newsAsMarkdown(result)).toContain("Nothing: no entry is as new as the 2 facts");
});

test("an entry of the day on which a fact was read counts: nobody knows which came first", async () => {
  expect(await titlesAndLines(item("Same day", "Fri, 20 Nov 2026 00:00:00 GMT"))).toEqual([
    [["2026-11-20 Same day"], ["line 1 before 1"]],
  ]);
});

test("the day is that of UTC", async () => {
  expect(await titlesAndLines(item("Late", "Thu, 19 Nov 2026 23:00:00 -0500"))).toEqual([
    [["2026-11-20 Late"], ["line 1 before 1"]],
  ]);
});

test("an entry that the feed has twice is one, and two changes of one title are two", async () => {
  const policy = item("Managed policy", "Mon, 23 Nov 2026 19:00:00 GMT", "a");
  expect(await titlesAndLines(policy, policy, item("Managed policy", "Mon, 23 Nov 2026 19:00:00 GMT", "b"))).toEqual([
    [["2026-11-23 Managed policy", "2026-11-23 Managed policy"], ["line 1 before 2"]],
  ]);
});

test("entries before the day of a comparison are done with, those of the day are not", async () => {
  const compared = guides.map((guide) => ({ ...guide, compared: "2026-11-25" }));
  const answers = {
    [feed]: rss(item("Before", "Tue, 24 Nov 2026 19:00:00 GMT"), item("Same day", "Wed, 25 Nov 2026 19:00:00 GMT")),
  };
  const result = await found(answers, facts, compared);
  expect(result.news.map(({ entries }) => entries.map(({ title }) => title))).toEqual([["Same day"]]);
});

test("a guide whose feed is not known is asked what it is called", async () => {
  const files = [{ path: "src/a.ts", text: "/** Source: AWS Backup Developer Guide. Read 2026-11-26. */" }];
  const entries = rss(item("Copies", "Fri, 27 Nov 2026 19:00:00 GMT"));
  const html = '<head><title>AWS Backup</title><meta name="rss" content="backup.rss" /></head>';
  const result = await found({ [page]: html, [namedFeed]: entries }, files);
  expect(result.news.map(({ guide }) => guide.names[0])).toEqual(["AWS Backup Developer Guide"]);
  for (const wrong of ["<head></head>", '<meta name="rss" content="https://example.com/backup.rss" />']) {
    const { problems } = await found({ [page]: wrong, [namedFeed]: entries }, files);
    expect(problems).toEqual([expect.stringMatching(`^AWS Backup Developer Guide: ${page}: it names `)]);
  }
});

test.each([
  ["no answer", undefined, "it cannot be fetched: status 404"],
  ["XML that ends too early", rss(old).slice(0, -20), "it is no XML: line "],
  ["a web page", "<!DOCTYPE html><html><body>Moved</body></html>", "it declares a document type"],
  ["a page in XHTML", "<html><body>Moved</body></html>", "it is no RSS feed"],
  ["nothing", "", "it is no XML"],
  ["no entries", rss(), "it has no entries"],
  ["an entry without a date", rss(old, "<item><title>Undated</title></item>"), 'the entry "Undated" has no date'],
  ["another kind of date", rss(item("Odd", "2026-11-27")), 'the entry "Odd" has the date "2026-11-27"'],
  ["a day that is none", rss(item("Odd", "Fri, 99 Nov 2026 19:00:00 GMT")), 'the entry "Odd" has the date'],
  ["an entry without a title", rss("<item><pubDate>1 Oct 2026 19:00:00 GMT</pubDate></item>"), "entry 1 has no title"],
  [
    "entities that grow",
    `<!DOCTYPE rss [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${rss(item("&b;", "1 Oct 2026 19:00:00 GMT"))}`,
    "it declares a document type",
  ],
])("%s is never taken for no news", async (_, answer, reason) => {
  const result = await found(answer === undefined ? {} : { [feed]: answer });
  expect(result.problems).toEqual([expect.stringContaining(`AWS KMS Developer Guide: ${feed}: ${reason}`)]);
  expect(exitCode(result)).toBe(2);
  const markdown = newsAsMarkdown(result);
  expect(markdown).toContain("## Not known");
  expect(markdown).not.toContain("Nothing:");
});

test("a feed that fails takes nothing from the news of the others", async () => {
  const files = [...facts, { path: "src/b.ts", text: "/** Source: AWS Backup Developer Guide. Read 2026-11-26. */" }];
  const result = await found({ [feed]: rss(item("Limit raised", "Mon, 23 Nov 2026 19:00:00 GMT")) }, files);
  expect([result.news.length, result.problems.length, exitCode(result)]).toEqual([1, 1, 2]);
  expect(newsAsMarkdown(result)).toMatch(/## Not known[^]*how-it-works[^]*## AWS KMS Developer Guide/);
});

test("a date without a source is not taken for no news either", async () => {
  const result = await found({ [feed]: rss(old) }, [
    ...facts,
    { path: "src/b.ts", text: "// It is so. Read 2026-11-26." },
  ]);
  expect([result.problems, exitCode(result)]).toEqual([[expect.stringContaining("src/b.ts:1: ")], 2]);
});

test("feeds are asked for only where a fact names their guide", async () => {
  expect(await found({}, [])).toEqual({ facts: [], news: [], withoutFeed: [], problems: [] });
});

test("the issue names entries and facts, and the sources at which nobody looks", async () => {
  const result = await news(
    item(
      "Larger key policies",
      "Mon, 23 Nov 2026 19:00:00 GMT",
      "Now up to &lt;code class=&quot;code&quot;&gt;64&lt;/code&gt; KB.",
    ),
  );
  expect(exitCode(result)).toBe(1);
  expect(newsAsMarkdown(result)).toBe(`# Facts about AWS to look at again

AWS has written of changes in guides since facts in \`src/\` were read there. CONTRIBUTING.md says what to do with them.

| guide | entries | facts |
| --- | --- | --- |
| AWS KMS Developer Guide | 1 | 1 |

## AWS KMS Developer Guide

Read there:

- \`src/aws/quotas.ts:1\`, read 2026-11-20, before 1 entry: AWS KMS API Reference, PutKeyPolicy

Changed since:

- 2026-11-23 [Larger key policies](https://docs.aws.amazon.com/kms/a.html): Now up to 64 KB.

## Sources without a feed

- AWS Security Blog: 1 fact; a post stays as it is.
`);
});

test("the text of a feed does nothing in the issue", async () => {
  const evil = "@acme/admins #1 ![x](https://evil.example/x) **b**";
  const result = await news(
    item(
      evil,
      "Mon, 23 Nov 2026 19:00:00 GMT",
      "&lt;img src=x&gt;&lt;!-- strongroom:drift --&gt; `a`\n\n# b",
      "javascript:alert(1)",
    ),
  );
  const markdown = newsAsMarkdown(result);
  const line = markdown.split("\n").find((candidate) => candidate.includes("2026-11-23"));
  expect(line).toBe(
    "- 2026-11-23 @&#8203;acme/admins #&#8203;1 !\\[x\\](https&#58;//evil.example/x) \\*\\*b\\*\\*: \\`a\\` #&#8203; b",
  );
  expect(markdown).not.toMatch(/javascript|<img|<!--/);
});

test("GitHub takes the issue, however much there is, and it says what it leaves out", async () => {
  const many = Array.from({ length: 500 }, (_, index) =>
    item(`Entry ${index}`, "Mon, 23 Nov 2026 19:00:00 GMT", "long ".repeat(100)),
  );
  const markdown = newsAsMarkdown(await news(...many));
  expect(markdown.length).toBeLessThan(65_536 - 100);
  expect(markdown).toContain("| AWS KMS Developer Guide | 500 | 1 |");
  expect(markdown).toMatch(/The rest does not fit into an issue/);
});

test("over HTTP: what a server answers, and why it does not", async () => {
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/a.rss" ? 200 : 404).end("text");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const ask = askHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(await ask("https://docs.aws.amazon.com/a.rss")).toBe("text");
  await expect(ask("https://docs.aws.amazon.com/b.rss")).rejects.toEqual(
    new FeedFailed("it cannot be fetched: status 404"),
  );
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await expect(askHttp("http://127.0.0.1:9")("https://docs.aws.amazon.com/a.rss")).rejects.toEqual(
    new FeedFailed("it cannot be fetched: bad port"),
  );
});
