/** What labels of pull requests approve. */

import { list, type Repository } from "./github";

/** One entry of a file of approvals. */
export interface Approval {
  readonly id: string;
  readonly by: string;
}

interface PullRequest {
  readonly number: number;
  readonly merged_at: string | null;
  readonly labels: readonly { readonly name: string }[];
}

/**
 * The approvals of the pull requests that brought a commit to its branch, in their order.
 * Source: GitHub Docs, REST API, "List pull requests associated with a commit", read 2026-11-27.
 * @param label with which each label begins that approves
 * @throws GitHubFailed
 */
export async function approvalsOf(repository: Repository, commit: string, label: string): Promise<Approval[]> {
  const pullRequests = await list<PullRequest>(repository, `/commits/${commit}/pulls`);
  return pullRequests
    .filter(({ merged_at: merged }) => merged !== null)
    .flatMap(({ number, labels }) =>
      labels
        .filter(({ name }) => name.startsWith(label))
        .map(({ name }) => ({ id: name.slice(label.length), by: `a label of pull request ${number}` })),
    );
}
