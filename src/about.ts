/** Which Strongroom this is, and where its documentation is. */

import manifest from "../package.json";
import { isRepositoryName } from "./repository-name";

const about = manifest as {
  readonly version: string;
  /** A release names its repository on GitHub, as `github:OWNER/NAME`, and its commit. */
  readonly repository?: string;
  readonly gitHead?: string;
};

export const { version, gitHead: commit } = about;

/** As in `OWNER/NAME`; undefined where it was not a release that built the package. */
export const repository = repositoryOf(about.repository);

const installed = "node_modules/strongroom/";

/**
 * Where a page of the documentation of this version is, for hints and help: its address where the repository is known,
 * else its path from where the package is installed, or in the clone.
 * @param page as in `first-deployment.md`
 */
export function documentation(page: string): string {
  return repository === undefined
    ? `${__dirname.includes(`/${installed}`) ? installed : ""}docs/${page}`
    : `https://github.com/${repository}/blob/v${version}/docs/${page}`;
}

function repositoryOf(address: string | undefined): string | undefined {
  const name = /^github:(.+)$/.exec(address ?? "")?.[1];
  return name !== undefined && isRepositoryName(name) ? name : undefined;
}
