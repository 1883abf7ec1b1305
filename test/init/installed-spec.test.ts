/** What a team's package.json pins is what runs. */

import { installedSpec } from "../../src/delivery/init/installed-spec";

const commit = "0123456789abcdef0123456789abcdef01234567";
const target = "/work/backup";

/** As npm leaves it. */
function installation(asked: string | undefined, locked?: object, root = target) {
  return {
    root,
    manifest: JSON.stringify({ dependencies: { strongroom: asked } }),
    lock: locked && JSON.stringify({ packages: { "node_modules/strongroom": { version: "0.1.0", ...locked } } }),
  };
}

test.each<[string, string, object | undefined, string | undefined]>([
  ["an exact version", "0.1.0", { resolved: "https://packages.example.com/x.tgz" }, "0.1.0"],
  ["a range, made exact", "^0.1.0-pre", { resolved: "https://packages.example.com/x.tgz" }, "0.1.0"],
  ["a tag, made exact", "latest", {}, "0.1.0"],
  ["an alias, made exact", "npm:@acme/strongroom@^0.1.0", {}, "npm:@acme/strongroom@0.1.0"],
  ["an exact version without a lock", "0.1.0-rc.1", undefined, "0.1.0-rc.1"],
  ["a range without a lock", "^0.1.0", undefined, undefined],
  [
    "the address of a tarball",
    "https://example.com/a.tgz",
    { resolved: "https://example.com/a.tgz" },
    "https://example.com/a.tgz",
  ],
  [
    "a branch, made exact",
    "git+https://example.com/s.git#main",
    { resolved: `git+https://example.com/s.git#${commit}` },
    `git+https://example.com/s.git#${commit}`,
  ],
  [
    "a repository of GitHub, made exact",
    "github:acme/s",
    { resolved: `git+ssh://git@github.com/acme/s.git#${commit}` },
    `github:acme/s#${commit}`,
  ],
  ["a repository without a lock", "github:acme/s#main", undefined, undefined],
  ["a workspace", "workspace:*", {}, undefined],
  ["a range in whose place npm has a tarball", "^0.1.0", { resolved: "file:../s.tgz" }, "file:../s.tgz"],
  ["a tarball in whose place npm has another", "file:a.tgz", { resolved: "file:b.tgz" }, "file:b.tgz"],
  ["a tarball in whose place npm has a name", "file:a.tgz", { resolved: "https://example.com/a.tgz" }, undefined],
  [
    "a tarball in whose place npm has a repository",
    "file:a.tgz",
    { resolved: `git+ssh://git@example.com/s.git#${commit}` },
    `git+ssh://git@example.com/s.git#${commit}`,
  ],
  ["a path as other package managers write it", "./s.tgz", undefined, "file:s.tgz"],
  ["a path above", "../s.tgz", undefined, "file:../s.tgz"],
  ["a commit without a lock", `github:acme/s#${commit}`, undefined, `github:acme/s#${commit}`],
])("%s", (_case, asked, locked, spec) => {
  expect(installedSpec(installation(asked, locked), target)?.text).toBe(spec);
});

test.each([
  ["beside package.json", target, "file:strongroom-0.1.0.tgz", "strongroom-0.1.0.tgz"],
  // As `npx --package ./strongroom-0.1.0.tgz` leaves it, in a directory of npm's cache.
  ["seen from a cache", "/home/a/.npm/_npx/1", "file:../../../../../work/s.tgz", "../s.tgz"],
  ["seen from another project", "/work/other", "file:tools/s.tgz", "../other/tools/s.tgz"],
  ["an absolute path", "/work/other", "file:/work/backup/in/s.tgz", "in/s.tgz"],
])("a file %s is named as seen from the target", (_case, root, asked, path) => {
  expect(installedSpec(installation(asked, {}, root), target)).toEqual({ type: "file", text: `file:${path}`, path });
});

test("a directory of which npm made a package is named as one", () => {
  const spec = { type: "directory", text: "file:../strongroom", path: "../strongroom" };
  expect(installedSpec(installation("file:../strongroom", {}), target)).toEqual(spec);
});

test("development dependencies count", () => {
  const manifest = JSON.stringify({ devDependencies: { strongroom: "0.1.0" } });
  expect(installedSpec({ root: target, manifest }, target)).toEqual({ type: "registry", text: "0.1.0" });
});

test.each([
  ["a global installation", undefined],
  ["a clone, which lists itself nowhere", JSON.stringify({ name: "strongroom", version: "0.1.0" })],
  ["a manifest that cannot be read", "{"],
  ["a manifest that is no object", "null"],
])("%s says nothing, so that no name is guessed", (_case, manifest) => {
  expect(installedSpec({ root: target, manifest }, target)).toBeUndefined();
});
