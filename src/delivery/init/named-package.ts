/** What a person names as the package to install, made into what a package.json lists. */

import { isAbsolute, relative, resolve } from "node:path";
import { isRepositoryName, repositoryNameRule } from "../../repository-name";
import { isTarball, localSpec, type PackageSpec } from "./package-spec";

export interface Standpoint {
  /** Absolute: where the person stands. */
  readonly from: string;
  /** Absolute: the directory of the package.json that is to list it. Free of symbolic links, which npm resolves. */
  readonly target: string;
}

export interface Refused {
  readonly refused: string;
}

/** As an error says it. */
export const packageRule =
  "name a tarball by its path or its https address, or a repository at a commit or at the tag of a release: " +
  "./strongroom-1.2.3.tgz, https://example.com/strongroom-1.2.3.tgz, github:OWNER/NAME#v1.2.3, " +
  "git+https://example.com/strongroom.git#v1.2.3, git+ssh://git@example.com/strongroom.git#v1.2.3";

/**
 * Takes what says where the package is, and what it is there. All else is refused, above all what npm looks up by name in a
 * registry: the owner of that name there would decide what runs.
 */
export function namedPackage(text: string, standpoint: Standpoint): PackageSpec | Refused {
  if (text.startsWith("file:")) {
    return tarball(text.slice("file:".length), standpoint);
  }
  const [, scheme = ""] = /^([a-z][a-z\d+.-]+):/i.exec(text) ?? [];
  switch (scheme.toLowerCase()) {
    case "https":
      return address(text);
    case "github":
    case "git+https":
    case "git+ssh":
      return repository(text);
    case "":
      return unqualified(text, standpoint);
    case "npm":
      return { refused: byName };
    default:
      return { refused: `\`${scheme}:\` is not a supported way to install it` };
  }
}

const byName = "npm would look it up by name in a registry, where anybody may own the name";

function unqualified(text: string, standpoint: Standpoint): PackageSpec | Refused {
  if (isTarball(text) || isAbsolute(text) || /^\.{1,2}([/\\]|$)/.test(text)) {
    return tarball(text, standpoint);
  }
  return /^[^@].*\//.test(text)
    ? { refused: "it may be a path or a repository: put ./ before a path, and github: before OWNER/NAME" }
    : { refused: byName };
}

function tarball(path: string, { from, target }: Standpoint): PackageSpec | Refused {
  if (!isTarball(path)) {
    return { refused: "it is not a .tgz, .tar.gz or .tar file, and npm only links a directory, which pins nothing" };
  }
  const file = resolve(from, path);
  return localSpec(isAbsolute(path) ? file : relative(target, file));
}

function address(text: string): PackageSpec | Refused {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) {
    return { refused: "it is not an address" };
  }
  if (url.username !== "" || url.password !== "") {
    return { refused: credential };
  }
  if (!isTarball(url.pathname)) {
    return { refused: "its path does not end in .tgz, .tar.gz or .tar" };
  }
  url.hash = "";
  const filesOfHost = filesOfGitHosts.get(url.hostname.replace(/^www\./, ""));
  return filesOfHost?.test(url.pathname) === false
    ? { refused: `of this address at ${url.hostname}, npm would clone the repository` }
    : { type: "remote", text: url.href };
}

const credential = "it contains a credential, and everybody who can read package.json could read it";

/**
 * Hosts whose addresses npm takes for those of repositories, and the paths that it does not.
 * Source: hosted-git-info 9.0.3, lib/hosts.js. Read 2026-11-26.
 */
const filesOfGitHosts: ReadonlyMap<string, RegExp> = new Map([
  ["github.com", /^\/[^/]+\/[^/]+\/(?!tree\/)[^/]/],
  ["bitbucket.org", /^\/[^/]+\/[^/]+\/get\//],
  ["gitlab.com", /^\/.+\/(-\/|archive\.tar\.gz)/],
  ["gist.github.com", /^\/[^/]+\/[^/]+\/raw\//],
  ["git.sr.ht", /^\/[^/]+\/[^/]+\/archive\//],
]);

function repository(text: string): PackageSpec | Refused {
  const [place = "", ...references] = text.split("#");
  const reference = references.join("#");
  // A user of SSH is no secret: `git@` is everybody's.
  if (/^git\+https:\/\/[^/]*@|^git\+ssh:\/\/[^/@]*:[^/]*@/i.test(place)) {
    return { refused: credential };
  }
  const [, host = "", path = ""] = repositories.map((form) => form.exec(place)).find((match) => match !== null) ?? [];
  if (!URL.canParse(`https://${host}`) || !path.split("/").every(isPlain)) {
    return { refused: "it is not the address of a repository" };
  }
  const name = path.replace(/\.git$/, "");
  if (/^(www\.)?github(\.com)?$/i.test(host) && !isRepositoryName(name)) {
    return { refused: `GitHub has no repository \`${name}\`: write ${repositoryNameRule}` };
  }
  if (reference === "") {
    return { refused: "it names no commit and no tag, so npm would install a version that can change" };
  }
  if (!/^([\da-f]{40}|v?\d+\.\d+\.\d+([-+][\w.+-]*)?)$/.test(reference)) {
    return {
      refused: `\`${reference}\` is neither a commit of 40 hexadecimal digits nor a tag such as v1.2.3, so it can change`,
    };
  }
  return { type: "git", text };
}

/** Host and path. Behind a user of SSH, npm takes a path after a colon too, as Git does. */
const repositories = [
  /^(github):(.*)$/i,
  /^git\+https:\/\/([a-z\d][a-z\d.-]*)(?::\d+)?\/(.*)$/i,
  /^git\+ssh:\/\/(?:[\w.-]+@)?([a-z\d][a-z\d.-]*)(?::\d+\/|[/:])(.*)$/i,
];

/** Whether a segment of a path has no meaning of its own, neither to Git nor to npm. */
function isPlain(segment: string): boolean {
  return /^[\w.~-]+$/.test(segment) && !/^\.{1,2}$/.test(segment);
}
