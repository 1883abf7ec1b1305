import { Command, InvalidArgumentError } from "commander";
import { commit, repository as ownRepository } from "../about";
import { buildWorkspaces } from "../delivery/hcp-terraform/workspaces";
import { type Deployment } from "../model/deployment";
import { buildAccountBootstrap } from "../delivery/bootstrap/account-bootstrap";
import { buildGithubRunners } from "../delivery/bootstrap/github-runners";
import { buildDeploymentRoles } from "../policies/deployment-roles/deployment-roles";
import { type PinnedWorkflows, type GithubRepository } from "../policies/deployment-roles/github-trust";
import { isRepositoryName } from "../repository-name";
import { buildStateBucket } from "../delivery/bootstrap/state-bucket";
import { UsageError } from "../failure";
import { type Action } from "./action";
import { builtConfig } from "./built-config";
import { configOption } from "./config-file";
import { type Context } from "./context";
import { example } from "./example";
import { accountRoles } from "./role-policies";

interface Options {
  readonly account?: string;
  readonly localState?: boolean;
  readonly github?: Omit<GithubRepository, "branch">;
  readonly branch: string;
  readonly workflowCommit?: readonly string[];
  readonly config?: string;
}

/** Any that knows the resources: the stacks ask for the version that their bindings know. */
const anyAwsProvider = ">= 5.100";

export function bootstrapCommand(action: Action): Command {
  return new Command("bootstrap")
    .description(
      "Print a Terraform configuration of what must exist before the first stack: the place of the state, the roles of an account, or the roles that jobs of GitHub Actions assume.",
    )
    .option("--account <name>", "print the roles of this account and their identity provider")
    .option("--local-state", "keep the state of the workspaces in a file, until their own workspace exists")
    .option(
      "--github <repository>",
      "print the roles that jobs of this repository assume to run Terraform: OWNER@ID/NAME@ID",
      repositoryWithIds,
    )
    .option("--branch <name>", "the branch that is deployed, for --github", branchName, "main")
    .option(
      "--workflow-commit <sha>",
      "for --github, trust the workflows at this commit too: that of the next release (repeatable)",
      commitHashes,
    )
    .addOption(configOption())
    .addHelpText(
      "after",
      "\nThe command prints the configuration to standard output: write it to main.tf.json in a separate directory.",
    )
    .addHelpText("after", example("bootstrap --account payments > bootstrap/payments/main.tf.json"))
    .action(action(bootstrap));
}

export function bootstrap(options: Options, context: Context): number {
  const built = builtConfig(options.config, context);
  if (!built) {
    return 1;
  }
  const awsProviderVersion = context.environment.STRONGROOM_AWS_PROVIDER_VERSION || anyAwsProvider;
  const terraform = configuration(built.deployment, options, awsProviderVersion);
  if (options.github && pinnedWorkflows(options) === undefined) {
    context.stderr.write(
      "every workflow of the repository may assume these roles, because this package was not built by a release, whose commit the roles could ask for\n",
    );
  }
  context.stdout.write(`${JSON.stringify(terraform, null, 2)}\n`);
  return 0;
}

function configuration(deployment: Deployment, options: Options, awsProviderVersion: string): object {
  const { account, localState = false, github, branch } = options;
  if (github) {
    if (account !== undefined) {
      throw new UsageError("--account and --github print one configuration each: run the command for one of them");
    }
    const runners = buildGithubRunners(deployment, { ...github, branch }, pinnedWorkflows(options), awsProviderVersion);
    if (typeof runners === "string") {
      throw new UsageError(runners);
    }
    return runners;
  }
  if (account !== undefined) {
    const roles = accountRoles(account, buildDeploymentRoles(deployment));
    if (roles.roles.some(({ trust }) => trust === undefined)) {
      throw new UsageError(`no one can assume the roles: name the roles that run Terraform in terraform.runners`);
    }
    return buildAccountBootstrap(deployment, roles, awsProviderVersion);
  }
  const place = buildWorkspaces(deployment, { localState }) ?? buildStateBucket(deployment, awsProviderVersion);
  if (!place) {
    throw new UsageError("local state needs no bootstrap");
  }
  return place;
}

/** Undefined where the package does not know of which repository and commit its workflows are. */
function pinnedWorkflows({ workflowCommit = [] }: Options): PinnedWorkflows | undefined {
  const commits = [...(commit === undefined ? [] : [commit]), ...workflowCommit];
  return ownRepository === undefined || commits.length === 0
    ? undefined
    : { repository: ownRepository, commits: [...new Set(commits)] };
}

/** @throws InvalidArgumentError */
function repositoryWithIds(value: string): Omit<GithubRepository, "branch"> {
  const [, owner = "", ownerId = "", name = "", id = ""] = /^([^@/]+)@(\d+)\/([^@/]+)@(\d+)$/.exec(value) ?? [];
  if (!isRepositoryName(`${owner}/${name}`)) {
    throw new InvalidArgumentError(
      "It must be OWNER@ID/NAME@ID, as this prints it: gh api repos/OWNER/NAME --jq '\"\\(.owner.login)@\\(.owner.id)/\\(.name)@\\(.id)\"'",
    );
  }
  return { owner, ownerId, name, id };
}

/**
 * In a trust policy `*` and `?` would stand for anything.
 * @throws InvalidArgumentError
 */
function branchName(value: string): string {
  if (!/^[\w./-]+$/.test(value)) {
    throw new InvalidArgumentError("It must be the name of a branch, of letters, digits, `.`, `_`, `-` and `/`.");
  }
  return value;
}

/** @throws InvalidArgumentError */
function commitHashes(value: string, earlier: readonly string[] = []): readonly string[] {
  if (!/^[0-9a-f]{40}$/.test(value)) {
    throw new InvalidArgumentError("It must be the 40 hexadecimal digits of a commit.");
  }
  return [...earlier, value];
}
