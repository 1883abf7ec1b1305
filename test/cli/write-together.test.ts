/** Either every file is there afterwards, or everything is as it was. */

import { chmodSync, lstatSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeTogether } from "../../src/cli/write-together";
import { UsageError } from "../../src/failure";
import { filesBelow, temporaryDirectory } from "./run";

const directory = temporaryDirectory();

/** A directory with files in it. */
function holding(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(directory, name);
  mkdirSync(path);
  Object.entries(files).forEach(([file, content]) => writeFileSync(join(path, file), content));
  return path;
}

const tooLong = "x".repeat(300);

test("creates files with their directories, replaces others with their mode, and leaves nothing else", () => {
  const there = holding("fine", { "package.json": "{}" });
  chmodSync(join(there, "package.json"), 0o600);
  writeTogether(there, { create: { "a/b/c.yml": "c", "org.yaml": "o" }, replace: { "package.json": "p" } });
  expect(filesBelow(there)).toEqual({ "a/b/c.yml": "c", "org.yaml": "o", "package.json": "p" });
  expect(statSync(join(there, "package.json")).mode & 0o777).toBe(0o600);
  writeTogether(join(directory, "new", "one"), { create: { "org.yaml": "o" }, replace: {} });
  expect(filesBelow(join(directory, "new"))).toEqual({ "one/org.yaml": "o" });
});

test.each([
  ["a file that cannot be made", { "b.txt": "b", [tooLong]: "t" }, {}, tooLong],
  ["a directory that cannot be made", { "b.txt": "b", [`${tooLong}/c.txt`]: "t" }, {}, tooLong],
  ["a file behind a file", { "b/c.txt": "b", "a.txt/c.txt": "c" }, {}, "a.txt"],
  ["a file that is there after all", { "b.txt": "b", "a.txt": "mine" }, {}, "a.txt"],
  ["a link to nothing", { "b.txt": "b", link: "l" }, {}, "link"],
  ["a file to replace that is not there", { "b/c.txt": "b" }, { "a.txt": "A", gone: "g" }, "gone"],
  ["a draft that is there already", { "b.txt": "b" }, { "a.txt": "A", draft: "d" }, "draft.strongroom"],
])("%s: says so in one line, and everything is as it was", (name, create, replace, culprit) => {
  const there = holding(name, { "a.txt": "a", draft: "d", "draft.strongroom": "mine" });
  symlinkSync(join(there, "nowhere"), join(there, "link"));
  const before = [filesBelow(there), readdirSync(there)];
  const write = () => writeTogether(there, { create, replace });
  expect(write).toThrow(UsageError);
  expect(write).toThrow(new RegExp(`^${join(there, culprit)}: [a-z][^\n]*$`));
  expect([filesBelow(there), readdirSync(there)]).toEqual(before);
  expect(lstatSync(join(there, "link")).isSymbolicLink()).toBe(true);
});

test("a replaced file has its content back where a later one fails", () => {
  const there = holding("later", { "a.txt": "a", "b.txt": "b" });
  // Nothing can be renamed to the name of a directory.
  mkdirSync(join(there, "c"));
  const replace = { "a.txt": "A", "b.txt": "B", c: "C" };
  expect(() => writeTogether(there, { create: {}, replace })).toThrow(`${join(there, "c")}: it is a directory`);
  expect(filesBelow(there)).toEqual({ "a.txt": "a", "b.txt": "b" });
  expect(readdirSync(there)).toEqual(["a.txt", "b.txt", "c"]);
});

test("a directory that was to be made is gone again", () => {
  const there = join(directory, "made", "for", "it");
  expect(() => writeTogether(there, { create: { "a.txt": "a", [tooLong]: "t" }, replace: {} })).toThrow(UsageError);
  expect(readdirSync(directory)).not.toContain("made");
});

test("a file system that takes no file says so, and does not go on for ever", () => {
  expect(() => writeTogether("/proc/strongroom", { create: { "a.txt": "a" }, replace: {} })).toThrow(/^\/proc.*: .+/);
});
