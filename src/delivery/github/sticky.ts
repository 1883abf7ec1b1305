/** A comment or an issue that is made once and kept up to date. */

import { list, type Repository, request } from "./github";

interface Post {
  readonly id: number;
  readonly number: number;
  readonly body: string | null;
  readonly user: { readonly type: string } | null;
  readonly pull_request?: unknown;
}

/** What a workflow posts begins with a comment that Markdown does not show, by which the next run finds it. */
function marked(marker: string, body: string): string {
  return `${markerLine(marker)}\n${body}`;
}

function markerLine(marker: string): string {
  return `<!-- strongroom:${marker} -->`;
}

/** Anybody can write the marker, but only a workflow's own posts may be overwritten. */
function isOurs(marker: string): (post: Post) => boolean {
  return ({ body, user }) => user?.type === "Bot" && (body ?? "").startsWith(markerLine(marker));
}

/** @returns whether the comment is new */
export async function postComment(
  repository: Repository,
  pullRequest: number,
  marker: string,
  body: string,
): Promise<boolean> {
  const comments = await list<Post>(repository, `/issues/${pullRequest}/comments`);
  const comment = comments.find(isOurs(marker));
  if (comment) {
    await request(repository, "PATCH", `/issues/comments/${comment.id}`, { body: marked(marker, body) });
  } else {
    await request(repository, "POST", `/issues/${pullRequest}/comments`, { body: marked(marker, body) });
  }
  return !comment;
}

/** Opens an issue, or brings the open one up to date. @returns its number */
export async function postIssue(repository: Repository, marker: string, title: string, body: string): Promise<number> {
  const issue = await openIssue(repository, marker);
  const content = { title, body: marked(marker, body) };
  const { number } = issue
    ? await request<Post>(repository, "PATCH", `/issues/${issue.number}`, content)
    : await request<Post>(repository, "POST", "/issues", content);
  return number;
}

/** Closes the issue where there is one. @returns its number */
export async function closeIssue(repository: Repository, marker: string): Promise<number | undefined> {
  const issue = await openIssue(repository, marker);
  if (issue) {
    await request(repository, "PATCH", `/issues/${issue.number}`, { state: "closed", state_reason: "completed" });
  }
  return issue?.number;
}

async function openIssue(repository: Repository, marker: string): Promise<Post | undefined> {
  const issues = await list<Post>(repository, "/issues?state=open");
  return issues.filter(({ pull_request }) => pull_request === undefined).find(isOurs(marker));
}
