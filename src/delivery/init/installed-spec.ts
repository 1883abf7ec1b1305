/** From where the Strongroom that runs was installed, so that a team's package.json can pin the same. */

import { relative, resolve } from "node:path";
import { localSpec, type PackageSpec } from "./package-spec";

export interface Installation {
  /** Absolute: the directory whose `node_modules` holds Strongroom. */
  readonly root: string;
  /** Content of its `package.json`. A global installation has none. */
  readonly manifest?: string;
  /** Content of its `node_modules/.package-lock.json`. */
  readonly lock?: string;
}

/**
 * The spec by which npm was asked to install Strongroom, made exact: a version in place of a range, a commit in place of
 * a branch, a path as seen from the target. Undefined where npm did not say, as in a clone of this project, for a global
 * installation, and for a range without a lock. The name alone would install a stranger's package.
 * Source: npm documentation, "package.json" (dependencies) and "package-lock.json" (packages), and what npm 11.19 does.
 * Read 2026-11-26.
 * @param target absolute: the directory of the package.json that is to list it, free of symbolic links
 */
export function installedSpec({ root, manifest, lock }: Installation, target: string): PackageSpec | undefined {
  const { dependencies, devDependencies } = parse(manifest) as Manifest;
  const asked = dependencies?.strongroom ?? devDependencies?.strongroom;
  if (asked === undefined) {
    return undefined;
  }
  const { version, resolved } = (parse(lock) as Lock).packages?.["node_modules/strongroom"] ?? {};
  // `npm install --no-save` of another one is in the lock alone.
  const from = resolved ?? asked;
  const path = /^(?:file:|(?=\.{0,2}\/))(.*)$/.exec(from)?.[1];
  if (path !== undefined) {
    return localSpec(relative(target, resolve(root, path)));
  }
  const commit = /#[0-9a-f]{40}$/.exec(from)?.[0];
  if (commit !== undefined) {
    return { type: "git", text: isRepository(asked) ? asked.replace(/#.*/, "") + commit : from };
  }
  if (/^https?:/.test(asked)) {
    return { type: "remote", text: asked };
  }
  const [, alias = "", range = ""] = /^(npm:.+@)?(.*)$/.exec(asked) ?? [];
  const exact = version ?? (/^\d+\.\d+\.\d+([-+].+)?$/.test(range) ? range : undefined);
  return exact === undefined || /[:/]/.test(range) ? undefined : { type: "registry", text: `${alias}${exact}` };
}

/** Whether npm takes a dependency for a repository, where it is neither a path nor an address of something else. */
function isRepository(asked: string): boolean {
  return /[:/]/.test(asked) && !/^(file|npm|https?):|^[./~]/.test(asked);
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages?: Readonly<Record<string, { readonly version?: string; readonly resolved?: string }>>;
}

function parse(text: string | undefined): object {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
