/** Which Strongroom this is, and where its documentation is. */

import manifest from "../package.json";

const { version: packageVersion, repository } = manifest as { version: string; repository?: string };

export const version = packageVersion;

/**
 * Where a page of the documentation of this version is, for hints and help: an address on GitHub where the package names
 * its repository, as released ones do (`github:OWNER/NAME`), else its path in the package.
 * @param page as in `first-deployment.md`
 */
export function documentation(page: string): string {
  const name = /^github:([\w.-]+\/[\w.-]+)$/.exec(repository ?? "")?.[1];
  return name === undefined ? `docs/${page}` : `https://github.com/${name}/blob/v${version}/docs/${page}`;
}
