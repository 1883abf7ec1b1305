import { Command } from "commander";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { commit, repository as ownRepository, version } from "../about";
import { UsageError } from "../failure";
import { isRepositoryName, repositoryNameRule } from "../github/repository-name";
import { initialFiles } from "../init/initial-files";
import { installedSpec } from "../init/installed-spec";
import { initReport, planInit } from "../init/plan-init";
import { configOf, type Team } from "../init/team";
import { whyNoWorkflows } from "../init/workflows";
import { type Action } from "./action";
import { type Context, pathOf } from "./context";
import { example } from "./example";

interface Options {
  readonly repository?: string;
  readonly package?: string;
}

export function initCommand(action: Action): Command {
  return new Command("init")
    .description("Write a repository to start from: org file, package.json, workflows, README. Overwrites nothing.")
    .argument("[DIR]", "where it goes (default: the working directory)")
    .option("--repository <owner/name>", "repository of Strongroom on GitHub, whose workflows those of the team call")
    .option("--package <spec>", "what npm installs as Strongroom (default: what this one was installed from)")
    .addHelpText("after", example("init --repository OWNER/NAME"))
    .action(action(init));
}

export function init(directory: string | undefined, options: Options, context: Context): number {
  if (options.repository !== undefined && !isRepositoryName(options.repository)) {
    throw new UsageError(
      `--repository \`${options.repository}\`: GitHub has no such name: write ${repositoryNameRule}`,
    );
  }
  const target = pathOf(directory ?? ".", context);
  const existing = (path: string) => {
    const file = join(target, path);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
  const team: Team = {
    spec: options.package ?? specFor(target, context),
    repository: options.repository ?? ownRepository,
    release: { version, commit },
    config: configOf(existing),
  };
  const plan = planInit(existing, initialFiles(team));
  for (const [path, content] of Object.entries(plan.write)) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), content);
  }
  context.stdout.write(initReport(plan));
  const why = whyNoWorkflows(team);
  context.stderr.write(why === undefined ? "" : `${why}\n`);
  if (team.config in plan.write) {
    context.stderr.write(`Next: replace what FILL IN stands above in ${team.config}, and validate it\n`);
  }
  return 0;
}

/** @throws UsageError where npm did not install this Strongroom by name */
function specFor(target: string, { packageDirectory }: Context): string {
  const modules = dirname(packageDirectory);
  const root = dirname(modules);
  const read = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : undefined);
  const installed = installedSpec(
    { root, manifest: read(join(root, "package.json")), lock: read(join(modules, ".package-lock.json")) },
    target,
  );
  if (installed === undefined) {
    throw new UsageError(
      "npm does not say from what this Strongroom was installed: install its tarball in the new directory and run it there, or name what npm shall install with --package",
    );
  }
  return installed.spec;
}
