/** The REST API of GitHub, as far as workflows need it. */

import { Failure } from "../../failure";

export interface Repository {
  /** As in `https://api.github.com`. */
  readonly apiUrl: string;
  /** As in `acme/backup`. */
  readonly name: string;
  readonly token: string;
}

/** GitHub refused, or did not answer. */
export class GitHubFailed extends Failure {}

/** The repository of the workflow that runs. @throws GitHubFailed outside of one */
export function repositoryOf(environment: NodeJS.ProcessEnv): Repository {
  const {
    GITHUB_API_URL: apiUrl = "https://api.github.com",
    GITHUB_REPOSITORY: name,
    GITHUB_TOKEN: token,
  } = environment;
  if (!name || !token) {
    throw new GitHubFailed("GITHUB_REPOSITORY and GITHUB_TOKEN must be set, as in a step of GitHub Actions");
  }
  return { apiUrl, name, token };
}

const attempts = 3;

/**
 * Sends a request about the repository, up to three times where GitHub fails or asks to wait.
 * @param path below the repository, as in `/issues/1/comments`
 * @throws GitHubFailed
 */
export async function request<T>(
  { apiUrl, name, token }: Repository,
  method: "GET" | "POST" | "PATCH",
  path: string,
  body?: unknown,
): Promise<T> {
  const url = `${apiUrl}/repos/${name}${path}`;
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(url, {
      method,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "x-github-api-version": "2022-11-28",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: Error) => error);
    if (!(response instanceof Error) && response.ok) {
      return (await response.json()) as T;
    }
    const again = response instanceof Error || response.status >= 500 || response.status === 429;
    if (attempt === attempts || !again) {
      throw new GitHubFailed(`${method} ${url}: ${await reason(response)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, attempt * 1000));
  }
}

/** Every item of a list that comes in pages. */
export async function list<T>(repository: Repository, path: string): Promise<T[]> {
  const perPage = 100;
  const items: T[] = [];
  for (let page = 1; ; page++) {
    const separator = path.includes("?") ? "&" : "?";
    const more = await request<T[]>(repository, "GET", `${path}${separator}per_page=${perPage}&page=${page}`);
    items.push(...more);
    if (more.length < perPage) {
      return items;
    }
  }
}

async function reason(response: Response | Error): Promise<string> {
  return response instanceof Error ? response.message : `${response.status} ${(await response.text()).slice(0, 500)}`;
}
