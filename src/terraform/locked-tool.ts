/** Which Strongroom a repository pins, and how that one is installed apart. */

import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { outputOf } from "./child-process";
import { isObject, type JsonObject, parseObject } from "./synthesis";

const packageName = "strongroom";
const place = `node_modules/${packageName}`;

export interface LockedTool {
  /** Where the lockfile is. */
  readonly directory: string;
  /** What package.json asks for. */
  readonly spec: string;
  /** What the lockfile says of the package: `version`, `resolved`, `integrity`. */
  readonly entry: JsonObject;
  /** Whether it is a folder elsewhere, which has no versions. */
  readonly isLink: boolean;
}

/** The Strongroom of the nearest lockfile from a directory up that names one, not above `top`. */
export function lockedTool(directory: string, top: string): LockedTool | undefined {
  const packages = packagesIn(join(directory, "package-lock.json"));
  const root = packages?.[""];
  const entry = packages?.[place];
  if (isObject(root) && isObject(entry)) {
    const { dependencies, devDependencies } = root;
    const wanted = { ...(devDependencies as JsonObject), ...(dependencies as JsonObject) }[packageName];
    if (typeof wanted === "string") {
      return { directory, spec: wanted, entry, isLink: entry.link === true };
    }
  }
  return directory === top || dirname(directory) === directory ? undefined : lockedTool(dirname(directory), top);
}

/**
 * What npm noted of the package in which a directory lies when it installed it; undefined where npm did not.
 * Source: npm documentation, "package-lock.json", section "Hidden Lockfiles". Read 2026-11-26.
 */
export function installedTool(directory: string): JsonObject | undefined {
  const modules = directory.lastIndexOf(`/${place}/`);
  if (modules === -1) {
    return undefined;
  }
  const entry = packagesIn(join(directory.slice(0, modules), "node_modules", ".package-lock.json"))?.[place];
  return isObject(entry) ? entry : undefined;
}

/** Whether both are the same package, by its content where npm knows a hash of it. */
export function isSameTool({ entry }: Pick<LockedTool, "entry">, installed: JsonObject | undefined): boolean {
  if (installed === undefined) {
    return false;
  }
  return entry.integrity !== undefined && installed.integrity !== undefined
    ? entry.integrity === installed.integrity
    : entry.version === installed.version && entry.resolved === installed.resolved;
}

/**
 * Installs a locked Strongroom into an empty directory of its own, without any other package of the repository.
 * @param original the directory of the lockfile in the working tree, where a tarball may lie that Git does not hold
 * @returns the path of its program
 * @throws ReferenceFailed with what npm said
 */
export async function installTool(
  { directory, spec, entry }: LockedTool,
  target: string,
  original: string,
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const absolute = (text: string) => {
    const path = /^file:(.*)$/.exec(text)?.[1];
    const here = path === undefined ? "" : resolve(directory, path);
    return path === undefined ? text : `file:${existsSync(here) ? here : resolve(original, path)}`;
  };
  const dependencies = { [packageName]: absolute(spec) };
  const locked =
    typeof entry.resolved === "string" ? { ...entry, dev: undefined, resolved: absolute(entry.resolved) } : entry;
  mkdirSync(target);
  writeFileSync(join(target, "package.json"), JSON.stringify({ private: true, dependencies }));
  writeFileSync(
    join(target, "package-lock.json"),
    JSON.stringify({ lockfileVersion: 3, requires: true, packages: { "": { dependencies }, [place]: locked } }),
  );
  if (existsSync(join(directory, ".npmrc"))) {
    copyFileSync(join(directory, ".npmrc"), join(target, ".npmrc"));
  }
  // What comes from Git is built when it is installed; a tarball is built already.
  const scripts = String(entry.resolved).startsWith("git+") ? [] : ["--ignore-scripts"];
  await outputOf("npm", ["ci", ...scripts, "--no-audit", "--no-fund"], target, environment);
  const { bin } = parseObject(readFileSync(join(target, place, "package.json"), "utf8")) ?? {};
  const program = isObject(bin) ? bin[packageName] : bin;
  return join(target, place, typeof program === "string" ? program : "bin/strongroom.js");
}

function packagesIn(lockfile: string): JsonObject | undefined {
  const { packages } = (existsSync(lockfile) && parseObject(readFileSync(lockfile, "utf8"))) || {};
  return isObject(packages) ? packages : undefined;
}
