/** What a team's repository starts with works as it stands. */

import fc from "fast-check";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { Source } from "../../src/config/source";
import { initialFiles } from "../../src/delivery/init/initial-files";
import { orgYaml } from "../../src/delivery/init/org-yaml";
import { localSpec, type PackageSpec } from "../../src/delivery/init/package-spec";
import { type Team } from "../../src/delivery/init/team";
import { whyNoWorkflows } from "../../src/delivery/init/workflows";
import { validateSource } from "../../src/answers/validate";
import { repository } from "../config/valid";
import { team } from "./team";

const workflowsOf = (files: Readonly<Record<string, string>>) =>
  Object.keys(files).filter((path) => path.startsWith(".github/"));

describe("the org file", () => {
  const text = orgYaml("./org.schema.json");
  const findings = (candidate: string) =>
    validateSource(new Source("org.yaml", candidate))
      .findings.filter(({ severity }) => severity !== "note")
      .map(({ line, rule }) => `${line} ${rule}`);

  test("has no error and no warning", () => {
    expect(findings(text)).toEqual([]);
  });

  test("keeps the key where SCPs reach it, and a lock that can still be removed", () => {
    const { encryption, accounts, vaults } = parse(text);
    const holder = accounts.find(({ name }: { name: string }) => name === encryption.account);
    expect(holder.purpose).not.toBe("management");
    expect(vaults.central.lock.mode).toBe("governance");
  });

  test("says of every value that nobody can know that it is to be filled in", () => {
    const unmarked = text
      .split("\n\n")
      .filter((paragraph) => !paragraph.includes("FILL IN"))
      .join("\n");
    expect(unmarked).not.toMatch(/o-a1b2|r-a1b2|ou-a1b2|\d{12}|acme/);
  });

  test("has no finding either with each line in place that is commented out", () => {
    const lines = text.split("\n");
    const choices = lines.flatMap((line, index) => (/^\s+# \w+: \{/.test(line) ? [index] : []));
    expect(choices).toHaveLength(4);
    for (const choice of choices) {
      const chosen = lines[choice]?.replace("# ", "") ?? "";
      const key = /^\s+\w+:/.exec(chosen)?.[0] ?? "";
      const candidate = lines.flatMap((line, index) =>
        index === choice ? [chosen] : line.startsWith(key) ? [] : [line],
      );
      expect([chosen, findings(candidate.join("\n"))]).toEqual([chosen, []]);
    }
  });
});

test.each(["org.yaml", "config/org.yaml"] as const)("editors find the schema from %s", (config) => {
  const text = initialFiles({ ...team, config })[config] ?? "";
  const schema = /^# yaml-language-server: \$schema=(.*)\n/.exec(text)?.[1] ?? "";
  expect(join(dirname(config), schema)).toBe("node_modules/strongroom/config/org.schema.json");
});

test("package.json pins the spec as it is given, whatever it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const manifest = JSON.parse(initialFiles({ ...team, spec: { type: "remote", text } })["package.json"] ?? "");
      expect(manifest.dependencies).toEqual({ strongroom: text });
      expect(manifest.private).toBe(true);
    }),
  );
});

test("the README names scripts and pages that there are, and the tarball to commit", () => {
  for (const candidate of [team, { ...team, repository: undefined }]) {
    const files = initialFiles(candidate);
    const text = files["README.md"] ?? "";
    const scripts = [...text.matchAll(/npm run ([\w-]+)/g)].map(([, name]) => name);
    expect(scripts.length).toBeGreaterThan(2);
    expect(Object.keys(JSON.parse(files["package.json"] ?? "").scripts)).toEqual(expect.arrayContaining(scripts));
    const pages = [...text.matchAll(/\]\(\S+?\/(docs\/[\w-]+\.md)\)/g)].map(([, page = ""]) => page);
    expect(pages).toHaveLength(3);
    for (const page of pages) {
      expect([page, existsSync(join(repository, page))]).toEqual([page, true]);
    }
    expect(text).toContain("`strongroom-1.2.3.tgz`");
  }
  expect(initialFiles(team)["README.md"]).toContain("https://github.com/acme/strongroom/blob/v1.2.3/docs/");
  expect(initialFiles({ ...team, repository: undefined })["README.md"]).not.toContain("https://");
});

describe("workflows", () => {
  test("are written where they can work", () => {
    expect(whyNoWorkflows(team)).toBeUndefined();
    expect(workflowsOf(initialFiles(team))).toEqual([
      ".github/workflows/pull-request.yml",
      ".github/workflows/deploy.yml",
      ".github/workflows/drift.yml",
    ]);
  });

  test.each<[string, Partial<Team>, RegExp]>([
    ["without a repository", { repository: undefined }, /--repository OWNER\/NAME/],
    ["without the commit of a release", { release: { version: "1.2.3" } }, /not built by a release/],
    ["for a commit that is not whole", { release: { version: "1.2.3", commit: "abc1234" } }, /not built by a release/],
  ])("are not written %s, and it is said how they would be", (_case, change, reason) => {
    const candidate = { ...team, ...change };
    expect(whyNoWorkflows(candidate)).toMatch(reason);
    expect(workflowsOf(initialFiles(candidate))).toEqual([]);
  });

  test.each<[PackageSpec["type"], string, PackageSpec, string | undefined]>([
    ["file", "in the repository", localSpec("strongroom-1.2.3.tgz"), undefined],
    ["file", "in a directory of the repository", localSpec("tools/s.tar.gz"), undefined],
    ["file", "whose name begins with dots", localSpec("..s.tgz"), undefined],
    ["file", "beside the repository", localSpec("../s.tgz"), "a runner would not find ../s.tgz: copy the file"],
    ["file", "on one machine", localSpec("/abs/s.tgz"), "a runner would not find /abs/s.tgz: copy the file"],
    ["file", "on one machine with drives", localSpec("D:/s.tgz"), "a runner would not find D:/s.tgz: copy the file"],
    ["directory", "beside the repository", localSpec("../s"), "../s is a directory, which npm only links"],
    ["directory", "in the repository", localSpec("s"), "s is a directory, which npm only links"],
    ["remote", "with a tarball", { type: "remote", text: "https://example.com/s.tgz" }, undefined],
    ["git", "of GitHub", { type: "git", text: "github:acme/s#v1.2.3" }, "to build github:acme/s#v1.2.3"],
    ["git", "elsewhere", { type: "git", text: "git+ssh://git@example.com/s.git#1" }, "they run no package scripts"],
    ["registry", "with a version", { type: "registry", text: "1.2.3" }, undefined],
    ["registry", "under another name", { type: "registry", text: "npm:@acme/strongroom@1.2.3" }, undefined],
  ])("what comes from a %s %s: they are written, or it is said why not", (_type, _place, spec, reason) => {
    const why = whyNoWorkflows({ ...team, spec });
    expect(why).toEqual(reason && expect.stringMatching(/^no workflows: .*, and run this again$/));
    expect(why).toEqual(reason && expect.stringContaining(reason));
    expect(workflowsOf(initialFiles({ ...team, spec }))).toHaveLength(reason === undefined ? 3 : 0);
  });
});
