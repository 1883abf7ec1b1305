/** Which jobs of GitHub Actions may assume the roles that run Terraform: tried with an IAM simulator. */

import { buildGithubRunners } from "../../src/delivery/bootstrap/github-runners";
import { type GithubRepository, githubTrust } from "../../src/policies/deployment-roles/github-trust";
import { validText } from "../config/valid";
import { deploymentOf, remote, withTerraform } from "./remote";
import { type Claims, isTrusted } from "./simulate";

const provider = "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com";
const acme: GithubRepository = { owner: "acme", ownerId: "123", name: "backup", id: "456", branch: "main" };
const commit = "0123456789abcdef0123456789abcdef01234567";
const next = "f".repeat(40);
const workflow = (file: string, at = commit) => `strongroom/strongroom/.github/workflows/${file}@${at}`;

function trusted(
  phase: "plan" | "apply",
  sub: string,
  claims: Claims = {},
  workflows?: { repository: string; commits: string[] },
): Promise<boolean> {
  const trust = githubTrust("aws", "111111111111", phase, acme, workflows);
  const arn = `arn:aws:iam::111111111111:role/${phase}`;
  return isTrusted(trust, provider, arn, { aud: "sts.amazonaws.com", sub, ...claims });
}

describe.each(["repo:acme/backup", "repo:acme@123/backup@456"])("a job of %s", (repository) => {
  test.each([
    ["plans a pull request", `${repository}:pull_request`],
    ["looks for drift, or plans a wave, on the branch that is deployed", `${repository}:ref:refs/heads/main`],
    ["plans in the merge queue", `${repository}:ref:refs/heads/gh-readonly-queue/main/pr-7-abc`],
  ])("%s with the plan role, and never with the other", async (_words, sub) => {
    expect(await trusted("plan", sub)).toBe(true);
    expect(await trusted("apply", sub)).toBe(false);
  });

  test("applies where reviewers of the environment said yes, and nowhere else", async () => {
    expect(await trusted("apply", `${repository}:environment:production`)).toBe(true);
    expect(await trusted("plan", `${repository}:environment:production`)).toBe(false);
    expect(await trusted("apply", `${repository}:environment:staging`)).toBe(false);
    expect(await trusted("apply", `${repository}:environment:production-2`)).toBe(false);
  });

  test("on another branch plans nothing", async () => {
    expect(await trusted("plan", `${repository}:ref:refs/heads/mine`)).toBe(false);
    expect(await trusted("plan", `${repository}:ref:refs/tags/main`)).toBe(false);
  });
});

test.each([
  ["another repository of the owner", "repo:acme/other"],
  ["a repository of the same name of another owner", "repo:evil/backup"],
  ["a repository that has taken the name after a rename", "repo:acme@123/backup@789"],
  ["an owner who has taken the name after a rename", "repo:acme@999/backup@456"],
])("%s gets no role", async (_words, repository) => {
  expect(await trusted("plan", `${repository}:pull_request`)).toBe(false);
  expect(await trusted("apply", `${repository}:environment:production`)).toBe(false);
});

test("a token that was made for somebody else gets no role", async () => {
  expect(await trusted("apply", "repo:acme/backup:environment:production", { aud: "https://github.com/acme" })).toBe(
    false,
  );
});

describe("where the package knows its release", () => {
  const workflows = { repository: "strongroom/strongroom", commits: [commit, next] };
  const production = "repo:acme/backup:environment:production";
  const pullRequest = "repo:acme/backup:pull_request";
  const tried = (phase: "plan" | "apply", sub: string, reference?: string) =>
    trusted(phase, sub, reference === undefined ? {} : { job_workflow_ref: reference }, workflows);

  test("its workflows get the roles, those of the next release too", async () => {
    for (const at of [commit, next]) {
      expect(await tried("plan", pullRequest, workflow("pull-request.yml", at))).toBe(true);
      expect(await tried("plan", "repo:acme/backup:ref:refs/heads/main", workflow("drift.yml", at))).toBe(true);
      expect(await tried("plan", "repo:acme/backup:ref:refs/heads/main", workflow("deploy-wave.yml", at))).toBe(true);
      expect(await tried("apply", production, workflow("deploy-wave.yml", at))).toBe(true);
    }
  });

  test.each([
    ["a workflow that a pull request writes", "acme/backup/.github/workflows/pull-request.yml@refs/pull/7/merge"],
    ["another commit of Strongroom, which may be anybody's fork", workflow("pull-request.yml", "a".repeat(40))],
    ["a branch of Strongroom", workflow("pull-request.yml", "refs/heads/main")],
    ["a job that claims no workflow", undefined],
  ])("%s gets no role", async (_words, reference) => {
    expect(await tried("plan", pullRequest, reference)).toBe(false);
    expect(await tried("apply", production, reference?.replace("pull-request", "deploy-wave"))).toBe(false);
  });

  test("the workflow of a pull request never gets the role that applies", async () => {
    expect(await tried("apply", production, workflow("pull-request.yml"))).toBe(false);
  });
});

describe("buildGithubRunners", () => {
  const runners = {
    plan: "arn:aws:iam::222222222222:role/ci/PlanRunner",
    apply: "arn:aws:iam::222222222222:role/ApplyRunner",
  };
  const state = { type: "s3", bucket: "acme-tfstate", region: "eu-central-1" };
  const built = (settings: object) =>
    buildGithubRunners(deploymentOf(withTerraform(validText, settings)), acme, undefined, ">= 5.100");

  test("makes the two roles that the config names, in their account", () => {
    expect(built({ state, runners })).toMatchObject({
      provider: { aws: [{ allowed_account_ids: ["222222222222"] }] },
      resource: {
        aws_iam_role: { plan: { name: "PlanRunner", path: "/ci/" }, apply: { name: "ApplyRunner", path: "/" } },
      },
    });
  });

  test("says what is missing", () => {
    expect(built({ state })).toMatch(/terraform\.runners/);
    const elsewhere = { ...runners, apply: "arn:aws:iam::333333333333:role/ApplyRunner" };
    expect(built({ state, runners: elsewhere })).toMatch(/two accounts, 222222222222 and 333333333333/);
    expect(buildGithubRunners(remote, acme, undefined, ">= 5.100")).toMatch(/HCP Terraform sign in themselves/);
  });
});
