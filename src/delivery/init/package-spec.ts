/** What npm installs as Strongroom, as the package.json of a team lists it. */

import { sep } from "node:path";

/** Types as npm-package-arg names them; `registry` stands for its `version`, `range`, `tag` and `alias`. */
export type PackageSpec =
  | {
      readonly type: "file" | "directory";
      readonly text: string;
      /** As seen from the directory of package.json, or absolute; with forward slashes. */
      readonly path: string;
    }
  | { readonly type: "remote" | "git" | "registry"; readonly text: string };

/**
 * The spec of a tarball or a directory. By the name alone, npm takes a path for the one or the other.
 * @param path as seen from the directory of package.json, or absolute
 */
export function localSpec(path: string): PackageSpec {
  const normal = path.split(sep).join("/") || ".";
  return { type: isTarball(normal) ? "file" : "directory", text: `file:${normal}`, path: normal };
}

/** Source: npm-package-arg 13.0.2, `isFileType`. Read 2026-11-26. */
export function isTarball(path: string): boolean {
  return /\.(tgz|tar\.gz|tar)$/i.test(path);
}

/** The tarball that the repository of the team has to hold, by its path there; undefined where there is none. */
export function tarballInside(spec: PackageSpec): string | undefined {
  return spec.type === "file" && !/^(\.\.\/|\/|[a-z]:)/i.test(spec.path) ? spec.path : undefined;
}
