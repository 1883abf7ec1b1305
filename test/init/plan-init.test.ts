/** A second run, and a run where somebody has been: nothing is overwritten, and what is missing is said. */

import fc from "fast-check";
import { initialFiles } from "../../src/delivery/init/initial-files";
import { localSpec } from "../../src/delivery/init/package-spec";
import { type InitPlan, initReport, planInit } from "../../src/delivery/init/plan-init";
import { earlierTeams, type Team } from "../../src/delivery/init/team";
import { team } from "./team";

const wanted = initialFiles(team);
const having = (files: Readonly<Record<string, string>>, isLink = false) =>
  new Map(Object.entries(files).map(([path, text]) => [path, { text, isLink }]));
const notesOn = (path: string, found: string) =>
  planInit(having({ [path]: found }), wanted).report.find((result) => result.path === path);

test("writes what is missing and nothing else, whatever is there", () => {
  const paths = Object.keys(wanted);
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...paths), fc.string()), (present) => {
      const files = new Map(Object.entries(present));
      const { create, replace, report } = planInit(having(present), wanted);
      expect(replace).toEqual({});
      expect(Object.keys(create).filter((path) => files.has(path))).toEqual([]);
      expect([...Object.keys(create), ...files.keys()].sort()).toEqual([...paths].sort());
      expect(report.map(({ path }) => path)).toEqual(paths);
      for (const { path, result } of report) {
        expect(result).toBe(!files.has(path) ? "written" : files.get(path) === wanted[path] ? "unchanged" : "kept");
      }
    }),
  );
});

test("a second run writes nothing, and finds everything as it was written", () => {
  const { create } = planInit(having({}), wanted);
  expect(create).toEqual(wanted);
  const again = planInit(having(create), wanted);
  expect([again.create, again.replace]).toEqual([{}, {}]);
  expect(new Set(again.report.map(({ result }) => result))).toEqual(new Set(["unchanged"]));
});

test("an org file that a person edited is kept without a word", () => {
  expect(notesOn("org.yaml", "organization: {}\n")).toEqual({ path: "org.yaml", result: "kept", notes: [] });
});

describe("package.json", () => {
  const notes = (manifest: unknown) => notesOn("package.json", JSON.stringify(manifest))?.notes;
  const { scripts } = JSON.parse(wanted["package.json"] ?? "");

  test("that lists the same strongroom and has the scripts lacks nothing", () => {
    expect(notes({ name: "backup", scripts, dependencies: { strongroom: team.spec.text } })).toEqual([]);
    expect(notes({ scripts: { ...scripts, synth: "mine" }, devDependencies: { strongroom: team.spec.text } })).toEqual(
      [],
    );
  });

  test("that does not list strongroom is told the line to add", () => {
    expect(notes({ scripts })).toEqual([
      'does not list strongroom: add to its dependencies: "strongroom": "file:strongroom-1.2.3.tgz"',
    ]);
    expect(notes({ scripts, dependencies: null })).toHaveLength(1);
  });

  test("that pins another strongroom is told both", () => {
    expect(notes({ scripts, dependencies: { strongroom: "0.9.0" } })).toEqual([
      "pins strongroom to 0.9.0; this is file:strongroom-1.2.3.tgz",
    ]);
  });

  test("that lacks scripts is told them as they would stand there", () => {
    expect(notes({ scripts: { validate: "x", plan: "y" }, dependencies: { strongroom: team.spec.text } })).toEqual([
      'lacks scripts: add "synth": "strongroom synth", "plan-summary": "strongroom plan-summary cdktf.out/stacks --config org.yaml"',
    ]);
  });

  test.each(["{", "[]", "null", '"text"'])("that is %s is said to be no object", (text) => {
    expect(notesOn("package.json", text)?.notes).toEqual(["is not a JSON object: fix it, and run this again"]);
  });
});

test(".gitignore is told what it does not ignore", () => {
  expect(notesOn(".gitignore", "node_modules/\r\n*.tfstate\n*.tfstate.*\n.terraform/\n")?.notes).toEqual([
    "does not ignore cdktf.out/, /bootstrap/: add a line for each",
  ]);
  expect(notesOn(".gitignore", "/node_modules")?.notes).toEqual([
    "does not ignore cdktf.out/, .terraform/, *.tfstate, *.tfstate.*, /bootstrap/: add a line for each",
  ]);
  const all = wanted[".gitignore"] ?? "";
  expect(notesOn(".gitignore", `mine\n${all.trimEnd().replaceAll("/", "")}`)?.notes).toEqual([]);
});

test("a workflow of another release is told this one, and one that was extended is not", () => {
  const path = ".github/workflows/deploy.yml";
  const text = wanted[path] ?? "";
  const older = text.replace(/@[0-9a-f]{40} # v1.2.3/, `@${"a".repeat(40)} # v1.0.0`);
  expect(notesOn(path, older)?.notes).toEqual([
    `calls acme/strongroom/.github/workflows/deploy.yml@${"a".repeat(40)} # v1.0.0; this is acme/strongroom/.github/workflows/deploy.yml@${team.release.commit} # v1.2.3`,
  ]);
  expect(notesOn(path, `${text}# ours\n`)?.notes).toEqual([]);
  expect(notesOn(path, "on: push\n")?.notes[0]).toMatch(/^calls no workflow of a release/);
});

test("the report has a line for each file, and its notes below", () => {
  const plan = planInit(having({ "package.json": "{", "org.yaml": wanted["org.yaml"] ?? "" }), {
    "org.yaml": wanted["org.yaml"] ?? "",
    "package.json": wanted["package.json"] ?? "",
    "README.md": wanted["README.md"] ?? "",
  });
  expect(initReport(plan)).toBe(
    [
      "unchanged org.yaml",
      "kept      package.json",
      "          is not a JSON object: fix it, and run this again",
      "written   README.md",
      "",
    ].join("\n"),
  );
});

describe("a package.json that only `npm install` has written", () => {
  const spec = team.spec.text;
  const planFor = (manifest: object, isLink = false) =>
    planInit(having({ "package.json": JSON.stringify(manifest, null, 2) }, isLink), wanted);
  const resultOf = ({ report }: InitPlan) => report.find(({ path }) => path === "package.json");

  test.each(["dependencies", "devDependencies"])("is completed, and keeps strongroom in its %s", (list) => {
    const { replace, report } = planFor({ [list]: { strongroom: spec } });
    const { scripts } = JSON.parse(wanted["package.json"] ?? "");
    const completed = JSON.parse(replace["package.json"] ?? "");
    expect(completed).toEqual({ private: true, scripts, [list]: { strongroom: spec } });
    expect(report).toContainEqual({ path: "package.json", result: "completed", notes: [] });
    const again = planInit(having(replace), wanted);
    expect([again.replace, resultOf(again)?.result]).toEqual([{}, "unchanged"]);
  });

  test("is completed as wanted where strongroom is a dependency", () => {
    const { replace } = planFor({ dependencies: { strongroom: spec } });
    expect(replace).toEqual({ "package.json": wanted["package.json"] });
  });

  test("keeps what it pins, and is told of it, also when it is completed already", () => {
    const plan = planFor({ devDependencies: { strongroom: "^1.2.0" } });
    const notes = [`pins strongroom to ^1.2.0; this is ${spec}`];
    expect(resultOf(plan)).toEqual({ path: "package.json", result: "completed", notes });
    expect(JSON.parse(plan.replace["package.json"] ?? "").devDependencies).toEqual({ strongroom: "^1.2.0" });
    const again = planInit(having(plan.replace), wanted);
    expect(resultOf(again)).toEqual({ path: "package.json", result: "kept", notes });
  });

  test.each([
    ["a name", { name: "backup", dependencies: { strongroom: spec } }],
    ["another dependency", { dependencies: { strongroom: spec, other: "1.0.0" } }],
    ["another list", { dependencies: { strongroom: spec }, devDependencies: { other: "1.0.0" } }],
    ["strongroom twice", { dependencies: { strongroom: spec }, devDependencies: { strongroom: spec } }],
    ["no strongroom", { dependencies: { other: "1.0.0" } }],
    ["an empty list", { dependencies: {} }],
    ["a list that is none", { dependencies: null }],
    ["nothing", {}],
  ])("is none where it holds %s", (_what, manifest) => {
    const plan = planFor(manifest);
    expect([plan.replace, resultOf(plan)?.result]).toEqual([{}, "kept"]);
  });

  test("is kept behind a symbolic link", () => {
    const plan = planFor({ dependencies: { strongroom: spec } }, true);
    expect([plan.replace, resultOf(plan)?.result]).toEqual([{}, "kept"]);
  });
});

describe("a file as an earlier run with other options wrote it", () => {
  const elsewhere = { ...team, spec: localSpec("../strongroom-1.2.3.tgz") };
  const earlier = earlierTeams(team, [undefined, "acme/fork"]).map(initialFiles);
  const planFor = (files: Readonly<Record<string, string>>, isLink = false) =>
    planInit(having(files, isLink), wanted, earlier);

  test.each<[string, Team]>([
    ["without a repository", { ...team, repository: undefined }],
    ["from a tarball elsewhere", elsewhere],
    ["without a repository, from a tarball elsewhere", { ...elsewhere, repository: undefined }],
    ["for another repository", { ...team, repository: "acme/fork" }],
  ])("%s is updated", (_case, before) => {
    const README = initialFiles(before)["README.md"] ?? "";
    expect(README).not.toBe(wanted["README.md"]);
    const { create, replace, report } = planFor({ "README.md": README });
    expect(replace).toEqual({ "README.md": wanted["README.md"] });
    expect(create).not.toHaveProperty("README.md");
    expect(report).toContainEqual({ path: "README.md", result: "updated", notes: [] });
  });

  test("is kept where a person has edited it, or made it a link, and is told what it links to", () => {
    const before = initialFiles({ ...team, repository: undefined })["README.md"] ?? "";
    const result = {
      path: "README.md",
      result: "kept",
      notes: ["links to node_modules/strongroom/docs/; this is https://github.com/acme/strongroom/blob/v1.2.3/docs/"],
    };
    for (const plan of [planFor({ "README.md": `${before}Ours.\n` }), planFor({ "README.md": before }, true)]) {
      expect(plan.replace).toEqual({});
      expect(plan.report).toContainEqual(result);
    }
  });

  test("in a package.json, what it pins is kept: a person has named it", () => {
    const text = initialFiles({ ...team, spec: localSpec("strongroom-1.0.0.tgz") })["package.json"] ?? "";
    expect(planFor({ "package.json": text }).replace).toEqual({});
  });
});

test("a README that links to this release, to nothing, or to what is installed is told nothing", () => {
  const ofRelease = wanted["README.md"] ?? "";
  const ofPackage = initialFiles({ ...team, repository: undefined })["README.md"] ?? "";
  expect(notesOn("README.md", `${ofRelease}Ours.\n`)?.notes).toEqual([]);
  expect(notesOn("README.md", "# Ours\n")?.notes).toEqual([]);
  const plan = planInit(having({ "README.md": ofRelease }), { "README.md": ofPackage });
  expect(plan.report).toEqual([{ path: "README.md", result: "kept", notes: [] }]);
});
