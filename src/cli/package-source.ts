/** From where a team installs Strongroom, and calls its workflows. */

import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { repository as ownRepository } from "../about";
import { UsageError } from "../failure";
import { isRepositoryName, repositoryNameRule } from "../repository-name";
import { installedSpec } from "../delivery/init/installed-spec";
import { namedPackage, packageRule, type Refused } from "../delivery/init/named-package";
import { type PackageSpec } from "../delivery/init/package-spec";
import { type Team } from "../delivery/init/team";
import { type Context } from "./context";
import { existingFiles } from "./existing-files";
import { withoutLinks } from "./without-links";

export interface SourceOptions {
  readonly repository?: string;
  readonly package?: string;
}

/**
 * What the options name, or else what the Strongroom that runs says of itself.
 * @param target absolute: the directory of the team's repository, free of symbolic links
 * @throws UsageError with all that is wrong with the options
 */
export function packageSource(
  { repository, package: text }: SourceOptions,
  target: string,
  context: Context,
): Pick<Team, "repository" | "spec"> {
  const spec = text === undefined ? runningPackage(target, context) : packageNamed(text, target, context);
  const problems = [
    ...(repository === undefined || isRepositoryName(repository)
      ? []
      : [`--repository \`${repository}\`: GitHub has no such name: write ${repositoryNameRule}`]),
    ...("refused" in spec ? [spec.refused] : []),
  ];
  if ("refused" in spec || problems.length > 0) {
    throw new UsageError(problems.join("\n"));
  }
  return { repository: repository ?? ownRepository, spec };
}

/** What `--package` names, where it is there. */
function packageNamed(text: string, target: string, { workingDirectory }: Context): PackageSpec | Refused {
  const named = existing(namedPackage(text, { from: withoutLinks(workingDirectory), target }), target);
  // A credential, for which it may be refused, is not to be seen in a log.
  const shown = text.replace(/\/\/[^/]*@/, "//...@");
  return "refused" in named ? { refused: `--package \`${shown}\`: ${named.refused}: ${packageRule}` } : named;
}

function existing(named: PackageSpec | Refused, target: string): PackageSpec | Refused {
  if ("refused" in named || named.type !== "file") {
    return named;
  }
  const file = resolve(target, named.path);
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? named : { refused: `there is no file ${file}` };
}

function runningPackage(target: string, { packageDirectory }: Context): PackageSpec | Refused {
  const modules = dirname(packageDirectory);
  // pnpm keeps packages elsewhere, and links to them.
  const link = join(target, "node_modules", "strongroom");
  const root = existsSync(link) && realpathSync(link) === packageDirectory ? target : dirname(modules);
  const manifest = existingFiles(root, ["package.json"]).get("package.json")?.text;
  const lockfile = join(root, "node_modules", ".package-lock.json");
  const lock = existsSync(lockfile) ? readFileSync(lockfile, "utf8") : undefined;
  const spec =
    root === target || basename(modules) === "node_modules"
      ? installedSpec({ root, manifest, lock }, target)
      : undefined;
  return (
    spec ?? {
      refused: `npm does not record the source of this Strongroom: install its tarball in the new directory and run it there, or use --package: ${packageRule}`,
    }
  );
}
