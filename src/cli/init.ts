import { Command } from "commander";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { commit, repository as ownRepository, version } from "../about";
import { orgFiles } from "../config/org-files";
import { UsageError } from "../failure";
import { initialFiles } from "../delivery/init/initial-files";
import { whatNeedsNpm } from "../delivery/init/lockfiles";
import { initReport, planInit } from "../delivery/init/plan-init";
import { earlierTeams, type Team } from "../delivery/init/team";
import { whyNoWorkflows } from "../delivery/init/workflows";
import { shellWord } from "../shell-word";
import { type Action } from "./action";
import { type Context, pathOf } from "./context";
import { example } from "./example";
import { existingFiles } from "./existing-files";
import { packageSource, type SourceOptions } from "./package-source";
import { withoutLinks } from "./without-links";
import { writeTogether } from "./write-together";

export function initCommand(action: Action): Command {
  return new Command("init")
    .description(
      "Write the files of a new repository: org file, package.json, workflows, README. Do not overwrite your changes.",
    )
    .argument("[DIR]", "target directory (default: the current directory)")
    .option("--repository <owner/name>", "GitHub repository of Strongroom, which the written workflows call")
    .option(
      "--package <spec>",
      "tarball of Strongroom, or its repository at a commit or tag (default: the source of this installation)",
    )
    .addHelpText("after", example("init --repository OWNER/NAME"))
    .action(action(init));
}

export function init(directory: string | undefined, options: SourceOptions, context: Context): number {
  const target = withoutLinks(pathOf(directory ?? ".", context));
  const exists = (path: string) => existsSync(join(target, path));
  const team: Team = {
    ...packageSource(options, target, context),
    release: { version, commit },
    config: orgFile(target, exists),
  };
  const wanted = initialFiles(team);
  const existing = existingFiles(target, Object.keys(wanted));
  const plan = planInit(existing, wanted, earlierTeams(team, [undefined, ownRepository]).map(initialFiles));
  writeTogether(target, plan);
  context.stdout.write(initReport(plan));
  const remarks = [
    whyNoWorkflows(team),
    whatNeedsNpm(exists),
    team.config in plan.create ? nextStep(team.config, directory, exists("node_modules/strongroom")) : undefined,
  ];
  context.stderr.write(remarks.flatMap((remark) => (remark === undefined ? [] : [`${remark}\n`])).join(""));
  return 0;
}

/** @throws UsageError where there are two, of which every other command would want to know which */
function orgFile(target: string, exists: (path: string) => boolean): Team["config"] {
  const [found, other] = orgFiles.filter(exists);
  if (other !== undefined) {
    throw new UsageError(`there are ${orgFiles.map((file) => join(target, file)).join(" and ")}: keep one of them`);
  }
  return found ?? orgFiles[0];
}

/** A command that works where it is typed, as it stands there. */
function nextStep(config: string, directory: string | undefined, isInstalled: boolean): string {
  const commands = [
    ...(directory === undefined ? [] : [`cd ${shellWord(directory)}`]),
    ...(isInstalled ? [] : ["npm install"]),
    `npx --no strongroom validate ${config}`,
  ];
  return `Next: replace the values below FILL IN in ${join(directory ?? ".", config)}, then ${commands.join(" && ")}`;
}
