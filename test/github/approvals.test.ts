/** What the labels of a merged pull request approve, against a server that stands for the API of GitHub. */

import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { run } from "../cli/run";

const commit = "0123456789abcdef0123456789abcdef01234567";
const label = (name: string) => ({ name });
const pullRequests = [
  { number: 7, merged_at: "2026-11-27T06:00:00Z", labels: [label("bug"), label("approve:retention-shortened-a")] },
  { number: 8, merged_at: null, labels: [label("approve:lock-removed-b")] },
];

let server: Server;
let requests: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(pullRequests));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

beforeEach(() => (requests = []));

afterAll(() => new Promise((resolve) => server.close(resolve)));

const approvals = (...args: string[]) => {
  const { port } = server.address() as AddressInfo;
  const environment = {
    GITHUB_API_URL: `http://127.0.0.1:${port}`,
    GITHUB_REPOSITORY: "acme/backup",
    GITHUB_TOKEN: "token",
  };
  return run(["github", "approvals", ...args], environment);
};

test("those of the pull request that was merged, and of no other one, in the form that --approvals takes", async () => {
  const { exitCode, stdout } = await approvals("--commit", commit);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toEqual([{ id: "retention-shortened-a", by: "a label of pull request 7" }]);
  expect(requests).toEqual([`GET /repos/acme/backup/commits/${commit}/pulls?per_page=100&page=1`]);
});

test("anything but a commit: exit 2", async () => {
  expect(await approvals("--commit", "../issues")).toMatchObject({ exitCode: 2, stdout: "" });
  expect(requests).toEqual([]);
});
