/** The command: reads src/ in the working directory, asks AWS, and prints Markdown. */

import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { parseArgs } from "node:util";
import { awsNews, exitCode, type SourceFile } from "./aws-news";
import { askHttp } from "./ask-http";
import { newsAsMarkdown } from "./markdown";

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { server: { type: "string" } } });
  const found = await awsNews(sources(), askHttp(values.server));
  process.stdout.write(newsAsMarkdown(found));
  process.stderr.write(found.problems.map((problem) => `${problem}\n`).join(""));
  return exitCode(found);
}

function sources(): SourceFile[] {
  return readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => join("src", path).split(sep).join("/"))
    .sort()
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 2;
  },
);
