/** The files that a config names, as they stand on the disk. */

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filesBeside, filesIn, namedPaths, readNamedFiles } from "../../src/config/named-files";
import { validateFile, validateSource } from "../../src/answers/validate";
import { Source } from "../../src/config/source";
import { configOf, edit, lineOf, validText } from "./valid";

const home = mkdtempSync(join(tmpdir(), "strongroom-files-"));
const directory = join(home, "config");
const configFile = join(directory, "org.yaml");
const policy =
  '{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "s3:PutBucketAcl", "Resource": "*" } }';

mkdirSync(join(directory, "scp", "below"), { recursive: true });
writeFileSync(join(directory, "scp", "ours.json"), policy);
writeFileSync(join(directory, "scp", "latin.json"), Buffer.from([0x22, 0xe9, 0x22]));
writeFileSync(join(directory, "scp", "full.json"), policy.padEnd(64 * 1024));
writeFileSync(join(directory, "scp", "large.json"), policy.padEnd(64 * 1024 + 1));
writeFileSync(join(directory, "scp", "..dotted.json"), policy);
writeFileSync(join(home, "outside.json"), policy);
symlinkSync(join(home, "outside.json"), join(directory, "scp", "out.json"));
symlinkSync(home, join(directory, "scp", "up"));
symlinkSync("ours.json", join(directory, "scp", "in.json"));
symlinkSync("nowhere.json", join(directory, "scp", "broken.json"));
symlinkSync("circle.json", join(directory, "scp", "circle.json"));
execFileSync("mkfifo", [join(directory, "scp", "pipe.json")]);
afterAll(() => rmSync(home, { recursive: true }));

function withFile(path: string): string {
  const entry = `additional: [{ name: ours, targets: [Production],\n    file: ${JSON.stringify(path)} }]`;
  return edit(validText, "protectBackups: { targets: [root] }", `protectBackups: { targets: [root] }\n  ${entry}`);
}

function findingsOf(path: string) {
  const text = withFile(path);
  writeFileSync(configFile, text);
  const { findings, result } = validateFile(configFile);
  const line = lineOf(text, "    file:");
  const others = findings.filter(({ rule, severity }) => rule !== "kms-key-in-management" && severity !== "note");
  return { found: others, result, line };
}

test.each(["scp/ours.json", "./scp/../scp/ours.json", "scp/full.json", "scp/in.json", "scp/..dotted.json"])(
  "%s is read",
  (path) => {
    const { found, result } = findingsOf(path);
    expect(found).toEqual([]);
    expect(result?.deployment.additionalGuardrails).toMatchObject([{ name: "ours" }]);
  },
);

test.each([
  ["scp/missing.json", "cannot be read: there is no such file (paths are relative to the directory of the config)"],
  ["scp/broken.json", "cannot be read: there is no such file (paths are relative to the directory of the config)"],
  ["scp/ours.json/below.json", "cannot be read: a part of its path is a file"],
  ["scp/circle.json", "cannot be read: its symbolic links lead in a circle"],
  [`${"x".repeat(300)}.json`, "cannot be read: its path is too long"],
  ["scp", "is not a file"],
  ["scp/below/", "is not a file"],
  ["scp/pipe.json", "is not a file"],
  ["scp/latin.json", "is not UTF-8 text: save it as UTF-8"],
  ["scp/large.json", "has 65 KiB; a policy file can have at most 64 KiB"],
  ["../outside.json", "leaves the directory of the config"],
  ["scp/../../outside.json", "leaves the directory of the config"],
  ["..", "leaves the directory of the config"],
  ["scp/out.json", "leaves the directory of the config, by a symbolic link"],
  ["scp/up/outside.json", "leaves the directory of the config, by a symbolic link"],
  [join(directory, "scp", "ours.json"), "is an absolute path, which other machines do not have"],
  ["C:\\scp\\ours.json", "is an absolute path, which other machines do not have"],
  ["scp\\ours.json", "has a character that is not allowed in a path"],
  ["scp/\0.json", "has a character that is not allowed in a path"],
])("%j: one finding, at the line that names it", (path, words) => {
  const { found, result, line } = findingsOf(path);
  expect(found).toMatchObject([
    {
      file: configFile,
      line,
      column: 11,
      severity: "error",
      rule: "guardrail-file",
      path: "guardrails.additional[0].file",
      message: `\`${path}\` ${words}`,
    },
  ]);
  expect(result).toBeUndefined();
});

test("a link to the directory of the config is no way out of it", () => {
  symlinkSync(directory, join(home, "linked"));
  writeFileSync(configFile, withFile("scp/ours.json"));
  expect(validateFile(join(home, "linked", "org.yaml")).result).toBeDefined();
});

test("findings name a file by the way from where the config was named", () => {
  expect(filesBeside("test/config/org.yaml")("valid.ts")).toMatchObject({ file: "test/config/valid.ts" });
  writeFileSync(join(directory, "scp", "broken-policy.json"), "{}");
  expect(findingsOf("scp/broken-policy.json").found.map(({ file }) => file)).toEqual([
    join(directory, "scp", "broken-policy.json"),
    join(directory, "scp", "broken-policy.json"),
  ]);
});

test("a config in memory has the files that it is given, and says which one it was not", () => {
  const source = new Source("org.yaml", withFile("scp/ours.json"));
  expect(validateSource(source, filesIn({ "scp/ours.json": policy })).result).toBeDefined();
  for (const read of [undefined, filesIn({}), filesIn({ constructor: policy })]) {
    expect(validateSource(source, read).findings).toContainEqual(
      expect.objectContaining({ rule: "guardrail-file", message: "`scp/ours.json` was not given with the config" }),
    );
  }
});

test.each(["__proto__", "constructor", "toString"])("a file named %s is a file like any other", (name) => {
  writeFileSync(join(directory, name), policy);
  expect(findingsOf(name).found).toEqual([]);
  const config = configOf(withFile(name));
  expect(namedPaths(config)).toEqual([name]);
  expect([...readNamedFiles(config, filesIn({})).keys()]).toEqual([name]);
});
