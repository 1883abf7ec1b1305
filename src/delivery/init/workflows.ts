/** The workflows of a team's repository: a few lines each that call those of this project, at the commit of a release. */

import { tarballInside } from "./package-spec";
import { type Team } from "./team";

interface Call {
  readonly name: string;
  readonly events: string;
  readonly concurrency: string;
  /** What the called workflow asks for, and no more. */
  readonly permissions: string;
}

const calls: Readonly<Record<string, Call>> = {
  "pull-request.yml": {
    name: "Pull request",
    events: `pull_request:
    types: [opened, synchronize, reopened, labeled, unlabeled]
  merge_group:`,
    concurrency: '{ group: "pull-request-${{ github.ref }}", cancel-in-progress: true }',
    permissions: "{ contents: read, id-token: write, pull-requests: write }",
  },
  "deploy.yml": {
    name: "Deploy",
    events: `push:
    branches: [main]
  workflow_dispatch:`,
    concurrency: "{ group: deploy, cancel-in-progress: false }",
    permissions: "{ contents: read, id-token: write, pull-requests: read }",
  },
  "drift.yml": {
    name: "Drift",
    events: `schedule:
    - cron: "23 4 * * *"
  workflow_dispatch:`,
    concurrency: "{ group: drift, cancel-in-progress: true }",
    permissions: "{ contents: read, id-token: write, issues: write }",
  },
};

/** Path → content; none where `whyNoWorkflows` says so. */
export function workflows(team: Team): Readonly<Record<string, string>> {
  return whyNoWorkflows(team) === undefined
    ? Object.fromEntries(
        Object.entries(calls).map(([file, call]) => [`.github/workflows/${file}`, workflow(file, call, team)]),
      )
    : {};
}

/** Why a workflow could not work, and what to do so that it can; undefined where it can. */
export function whyNoWorkflows({ spec, repository, release: { version, commit } }: Team): string | undefined {
  if (repository === undefined) {
    return "no workflows: they call the workflows in Strongroom's repository: name it with --repository OWNER/NAME";
  }
  if (!/^[0-9a-f]{40}$/.test(commit ?? "")) {
    return `no workflows: they call the workflows at the commit of a release, and this package of ${version} was not built by a release: install the package of a release, and run this again`;
  }
  switch (spec.type) {
    case "file":
      return tarballInside(spec) === undefined
        ? `no workflows: a runner would not find ${spec.path}: copy the file into this repository, \`npm install\` it by its relative path there, and run this again`
        : undefined;
    case "directory":
      return `no workflows: they install a package, and ${spec.path} is a directory, which npm only links: install the tarball of a release, and run this again`;
    case "git":
      // npm builds such a package with its scripts and development dependencies, which have no place beside credentials.
      return `no workflows: they run no package scripts, but npm needs them to build ${spec.text}: install the tarball of a release, and run this again`;
    case "remote":
    case "registry":
      return undefined;
  }
}

function workflow(file: string, { name, events, concurrency, permissions }: Call, team: Team): string {
  const { repository, release, config } = team;
  const inputs = config === "org.yaml" ? "" : `    with: { config: ${config} }\n`;
  return `name: ${name}
on:
  ${events}
permissions: {}
concurrency: ${concurrency}
jobs:
  strongroom:
    permissions: ${permissions}
    uses: ${repository}/.github/workflows/${file}@${release.commit} # v${release.version}
${inputs}`;
}
