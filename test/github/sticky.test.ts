/** What workflows post, against a server that stands for the API of GitHub. */

import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { type Repository, repositoryOf } from "../../src/delivery/github/github";
import { closeIssue, postComment, postIssue } from "../../src/delivery/github/sticky";

interface Post {
  id: number;
  number: number;
  body: string;
  user: { type: string };
  state?: string;
  title?: string;
  pull_request?: object;
}

let server: Server;
let repository: Repository;
let posts: Post[];
let failures: number[];
let requests: string[];

beforeEach(async () => {
  [posts, failures, requests] = [[], [], []];
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (data: Buffer) => (text += data.toString()));
    request.on("end", () => {
      const url = new URL(request.url ?? "", "http://localhost");
      requests.push(`${request.method} ${url.pathname}`);
      const status = failures.shift();
      const answer = status ? { message: "no" } : act(request.method ?? "", url, text ? JSON.parse(text) : {});
      response.writeHead(status ?? 200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  repository = { apiUrl: `http://127.0.0.1:${port}`, name: "acme/backup", token: "token" };
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

function act(method: string, url: URL, body: Partial<Post>): unknown {
  if (method === "GET") {
    const page = Number(url.searchParams.get("page"));
    return posts.filter(({ state }) => state !== "closed").slice((page - 1) * 100, page * 100);
  }
  if (method === "POST") {
    const post = { id: posts.length + 1, number: posts.length + 1, user: { type: "Bot" }, body: "", ...body };
    posts.push(post);
    return post;
  }
  const id = Number(url.pathname.split("/").at(-1));
  return Object.assign(posts.find((post) => post.id === id) ?? {}, body);
}

const person = (id: number, body: string): Post => ({ id, number: id, body, user: { type: "User" } });

test("the first run posts a comment, the next ones update it", async () => {
  expect(await postComment(repository, 7, "plan", "first")).toBe(true);
  expect(await postComment(repository, 7, "plan", "second")).toBe(false);
  expect(posts).toMatchObject([{ body: "<!-- strongroom:plan -->\nsecond" }]);
  expect(requests).toContain("POST /repos/acme/backup/issues/7/comments");
  expect(requests).toContain("PATCH /repos/acme/backup/issues/comments/1");
});

test("finds its comment on a later page, and leaves alone what a person wrote with its marker", async () => {
  posts = Array.from({ length: 150 }, (_, index) => person(index + 1, "<!-- strongroom:plan -->\nmine"));
  await postComment(repository, 7, "plan", "first");
  await postComment(repository, 7, "plan", "second");
  expect(posts).toHaveLength(151);
  expect(posts.at(-1)?.body).toContain("second");
  expect(posts[0]?.body).toContain("mine");
});

test("one issue, opened, kept up to date and closed; another one afterwards", async () => {
  posts = [{ ...person(1, "<!-- strongroom:drift -->\n"), user: { type: "Bot" }, pull_request: {} }];
  expect(await postIssue(repository, "drift", "Drift", "a")).toBe(2);
  expect(await postIssue(repository, "drift", "More drift", "b")).toBe(2);
  expect(posts[1]).toMatchObject({ title: "More drift", body: "<!-- strongroom:drift -->\nb" });
  expect(await closeIssue(repository, "drift")).toBe(2);
  expect(posts[1]).toMatchObject({ state: "closed" });
  expect(await closeIssue(repository, "drift")).toBeUndefined();
  expect(await postIssue(repository, "drift", "Drift", "c")).toBe(3);
});

test("a failure of the server is tried again, a refusal is not", async () => {
  failures = [502];
  await expect(postComment(repository, 7, "plan", "first")).resolves.toBe(true);
  failures = [403];
  requests = [];
  await expect(postComment(repository, 7, "plan", "first")).rejects.toThrow(/GET .*: 403 .*no/);
  expect(requests).toHaveLength(1);
});

test("outside of a workflow: which variables are missing", () => {
  expect(() => repositoryOf({})).toThrow("GITHUB_REPOSITORY and GITHUB_TOKEN must be set");
});
