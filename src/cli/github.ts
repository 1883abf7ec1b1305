import { Command, InvalidArgumentError } from "commander";
import { readText } from "../text-file";
import { approvalsOf } from "../delivery/github/approvals";
import { repositoryOf } from "../delivery/github/github";
import { closeIssue, postComment, postIssue } from "../delivery/github/sticky";
import { approvalLabel } from "../delivery/plan-summary/markdown";
import { type Action } from "./action";
import { type Context, pathOf } from "./context";
import { example } from "./example";

export function githubCommand(action: Action): Command {
  return new Command("github")
    .description(
      "Post the result of a workflow, and read approvals. Reads GITHUB_REPOSITORY, GITHUB_TOKEN and GITHUB_API_URL.",
    )
    .addCommand(commentCommand(action))
    .addCommand(issueCommand(action))
    .addCommand(approvalsCommand(action));
}

function commentCommand(action: Action): Command {
  return new Command("comment")
    .description("Keep one comment on a pull request up to date.")
    .requiredOption("--pull-request <number>", "number of the pull request", wholeNumber)
    .requiredOption("--marker <name>", "which comment it is", markerName)
    .requiredOption("--file <file>", "Markdown of the comment")
    .addHelpText("after", example("github comment --pull-request 7 --marker plan --file summary.md"))
    .action(action(comment));
}

interface CommentOptions {
  readonly pullRequest: number;
  readonly marker: string;
  readonly file: string;
}

export async function comment({ pullRequest, marker, file }: CommentOptions, context: Context): Promise<number> {
  const body = readText(pathOf(file, context), "--file names the Markdown");
  const isNew = await postComment(repositoryOf(context.environment), pullRequest, marker, body);
  context.stderr.write(`${isNew ? "posted" : "updated"} the comment on pull request ${pullRequest}\n`);
  return 0;
}

function issueCommand(action: Action): Command {
  return new Command("issue")
    .description("Keep one open issue up to date, or close it.")
    .requiredOption("--marker <name>", "which issue it is", markerName)
    .option("--title <title>", "title of the issue", "Drift")
    .option("--file <file>", "Markdown of the issue; without one, the issue is closed")
    .addHelpText("after", example("github issue --marker drift --file summary.md"))
    .action(action(issue));
}

interface IssueOptions {
  readonly marker: string;
  readonly title: string;
  readonly file?: string;
}

export async function issue({ marker, title, file }: IssueOptions, context: Context): Promise<number> {
  const body = file === undefined ? undefined : readText(pathOf(file, context), "--file names the Markdown");
  const repository = repositoryOf(context.environment);
  const number =
    body === undefined ? await closeIssue(repository, marker) : await postIssue(repository, marker, title, body);
  context.stderr.write(
    number === undefined ? "no issue was open\n" : `issue ${number}: ${body === undefined ? "closed" : "up to date"}\n`,
  );
  return 0;
}

function approvalsCommand(action: Action): Command {
  return new Command("approvals")
    .description("Print the approvals of the merged pull request of a commit, as --approvals takes them.")
    .requiredOption("--commit <sha>", "the commit that is deployed", commitHash)
    .addHelpText("after", example("github approvals --commit 0123456789abcdef0123456789abcdef01234567"))
    .action(action(approvals));
}

export async function approvals({ commit }: { readonly commit: string }, context: Context): Promise<number> {
  const found = await approvalsOf(repositoryOf(context.environment), commit, approvalLabel);
  context.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  return 0;
}

function commitHash(value: string): string {
  if (!/^[0-9a-f]{40}$/.test(value)) {
    throw new InvalidArgumentError("It must be 40 hexadecimal digits.");
  }
  return value;
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
