/** Who on GitHub may assume the roles that run Terraform: the jobs of one repository, and of these no others than planned. */

import { identityProviderArn } from "../../aws/arn";
import { type Partition } from "../../aws/regions";
import { type Operator } from "../../aws/policy-statement";
import { type PolicyDocument, policyDocument } from "../policy-document";
import { type Phase } from "./role-permissions";

export const githubIssuer = "token.actions.githubusercontent.com";

/** What `aws-actions/configure-aws-credentials` asks GitHub to issue its tokens for. */
export const githubAudience = "sts.amazonaws.com";

/** The environment whose reviewers decide on every job that may change AWS. */
export const reviewedEnvironment = "production";

export interface GithubRepository {
  readonly owner: string;
  readonly ownerId: string;
  readonly name: string;
  readonly id: string;
  /** From which is deployed. */
  readonly branch: string;
}

/** The workflows that may sign in: those of Strongroom's repository, at these commits. */
export interface PinnedWorkflows {
  /** `OWNER/NAME`. */
  readonly repository: string;
  readonly commits: readonly string[];
}

/**
 * The trust policy of the role that plans, or that applies. GitHub names a job by its repository and by the event or the
 * environment, with the ids of owner and repository where the repository was made, renamed or moved since 15 July 2026: both
 * forms are trusted, and neither has a wildcard where somebody else can choose a name.
 *
 * Source: GitHub documentation, "OpenID Connect reference", "Example subject claims"; IAM User Guide, "Available keys for
 * AWS OIDC federation", which has `job_workflow_ref` since January 2026, and "Identity-provider controls for shared OIDC
 * providers", by which `sub` is required. Read 2026-11-27.
 * @param workflows undefined where any workflow of the repository may sign in
 */
export function githubTrust(
  partition: Partition,
  accountId: string,
  phase: Phase,
  repository: GithubRepository,
  workflows: PinnedWorkflows | undefined,
): PolicyDocument {
  const claim = (name: string) => `${githubIssuer}:${name}`;
  const exact: Operator = {
    [claim("aud")]: githubAudience,
    ...(workflows && { [claim("job_workflow_ref")]: workflowReferences(phase, workflows) }),
  };
  const subjects = namesOf(repository).flatMap((name) => contexts(phase, repository).map((one) => `${name}:${one}`));
  return policyDocument([
    {
      Sid: phase === "plan" ? "JobsThatPlan" : "ReviewedJobs",
      Effect: "Allow",
      Principal: { Federated: identityProviderArn(partition, accountId, githubIssuer) },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition:
        phase === "plan"
          ? { StringEquals: exact, StringLike: { [claim("sub")]: subjects } }
          : { StringEquals: { ...exact, [claim("sub")]: subjects } },
    },
  ]);
}

function namesOf({ owner, ownerId, name, id }: GithubRepository): string[] {
  return [`repo:${owner}/${name}`, `repo:${owner}@${ownerId}/${name}@${id}`];
}

/** Only GitHub makes the branches of its merge queue. */
function contexts(phase: Phase, { branch }: GithubRepository): string[] {
  return phase === "apply"
    ? [`environment:${reviewedEnvironment}`]
    : ["pull_request", `ref:refs/heads/${branch}`, `ref:refs/heads/gh-readonly-queue/${branch}/*`];
}

const workflowsOf: Readonly<Record<Phase, readonly string[]>> = {
  plan: ["pull-request.yml", "drift.yml", "deploy-wave.yml"],
  apply: ["deploy-wave.yml"],
};

function workflowReferences(phase: Phase, { repository, commits }: PinnedWorkflows): string[] {
  return workflowsOf[phase].flatMap((file) =>
    commits.map((commit) => `${repository}/.github/workflows/${file}@${commit}`),
  );
}
