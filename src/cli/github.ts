import { Command, InvalidArgumentError } from "commander";
import { readFileSync } from "node:fs";
import { repositoryOf } from "../github/github";
import { closeIssue, postComment, postIssue } from "../github/sticky";

export function githubCommand(): Command {
  return new Command("github")
    .description("Posts of workflows. They read GITHUB_REPOSITORY, GITHUB_TOKEN and GITHUB_API_URL.")
    .addCommand(commentCommand())
    .addCommand(issueCommand());
}

function commentCommand(): Command {
  return new Command("comment")
    .description("Keeps one comment on a pull request up to date.")
    .requiredOption("--pull-request <number>", "number of the pull request", wholeNumber)
    .requiredOption("--marker <name>", "which comment it is", markerName)
    .requiredOption("--file <file>", "Markdown of the comment")
    .action(async ({ pullRequest, marker, file }: { pullRequest: number; marker: string; file: string }) => {
      const isNew = await postComment(repositoryOf(process.env), pullRequest, marker, readFileSync(file, "utf8"));
      process.stderr.write(`${isNew ? "posted" : "updated"} the comment on pull request ${pullRequest}\n`);
    });
}

function issueCommand(): Command {
  return new Command("issue")
    .description("Keeps one open issue up to date, or closes it.")
    .requiredOption("--marker <name>", "which issue it is", markerName)
    .option("--title <title>", "title of the issue", "Drift")
    .option("--file <file>", "Markdown of the issue; without one, the issue is closed")
    .action(async ({ marker, title, file }: { marker: string; title: string; file?: string }) => {
      const repository = repositoryOf(process.env);
      const number =
        file === undefined
          ? await closeIssue(repository, marker)
          : await postIssue(repository, marker, title, readFileSync(file, "utf8"));
      process.stderr.write(
        number === undefined
          ? "no issue was open\n"
          : `issue ${number}: ${file === undefined ? "closed" : "up to date"}\n`,
      );
    });
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) {
    throw new InvalidArgumentError("It must be a whole number above 0.");
  }
  return Number(value);
}

function markerName(value: string): string {
  if (!/^[a-z][a-z0-9-]*$/.test(value)) {
    throw new InvalidArgumentError("It must consist of a-z, 0-9 and hyphens.");
  }
  return value;
}
