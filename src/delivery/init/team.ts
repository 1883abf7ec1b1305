/** What a team's repository is made for. */

import { type orgFiles } from "../../config/org-files";
import { type PackageSpec } from "./package-spec";

export interface Team {
  readonly spec: PackageSpec;
  /** Where Strongroom itself is on GitHub, as in `acme/strongroom`. */
  readonly repository?: string;
  readonly release: Release;
  /** Relative to the team's repository. */
  readonly config: (typeof orgFiles)[number];
}

export interface Release {
  readonly version: string;
  /** 40 hexadecimal digits; unknown where it was not a release that built the package. */
  readonly commit?: string;
}

/**
 * A page of the documentation of the release: its address where the repository is known, else its path in the package.
 * @param page as in `pull-requests.md#drift`
 */
export function documentationOf({ repository, release }: Pick<Team, "repository" | "release">, page: string): string {
  return repository === undefined
    ? `node_modules/strongroom/docs/${page}`
    : `https://github.com/${repository}/blob/v${release.version}/docs/${page}`;
}

/**
 * For whom an earlier run of this release may have written, which had other options: another repository, or a package from
 * elsewhere, of which no tarball has to be committed.
 * @param repositories that may have been taken then
 */
export function earlierTeams(team: Team, repositories: readonly Team["repository"][]): readonly Team[] {
  const specs: readonly PackageSpec[] = [team.spec, { type: "remote", text: team.spec.text }];
  return [team.repository, ...repositories].flatMap((repository) =>
    specs.map((spec) => ({ ...team, repository, spec })),
  );
}
