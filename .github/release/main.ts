/**
 * Writes the notes and the SBOM of a release into a directory, or says why this is none. Reads the working directory, a
 * clone at the tag with its history, installed and built.
 */

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { orgYaml } from "../../src/delivery/init/org-yaml";
import { changelogSection, releaseNotes } from "./notes";
import { bundleSbom, type Sbom } from "./sbom";

const addressesFile = "test/stacks/addresses.txt";

function main(directory: string, environment: NodeJS.ProcessEnv): void {
  const { GITHUB_REF_NAME: tag = "", GITHUB_SHA: commit = "", GITHUB_REPOSITORY: repository = "" } = environment;
  const { name, version } = JSON.parse(read("package.json")) as { name: string; version: string };
  const changelog = read("CHANGELOG.md");
  const problems = [
    tag === `v${version}` ? undefined : `the tag is ${tag}, and package.json has the version ${version}`,
    changelogSection(changelog, version) ? undefined : `CHANGELOG.md says nothing under "## [${version}]"`,
    read("config/org.yaml") === orgYaml("./org.schema.json")
      ? undefined
      : "config/org.yaml is not what src/delivery/init/org-yaml.ts gives",
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) {
    process.stderr.write(problems.map((problem) => `${problem}\n`).join(""));
    process.exitCode = 1;
    return;
  }
  const notes = releaseNotes({
    tag,
    commit,
    repository,
    changelog,
    addresses: read(addressesFile),
    previous: previousRelease(tag),
  });
  writeFileSync(join(directory, "notes.md"), notes);
  const sbom = JSON.parse(output("npm", ["sbom", "--sbom-format", "cyclonedx"])) as Sbom;
  const bundled = bundleSbom(sbom, name, read("dist/licenses.txt"));
  writeFileSync(join(directory, `${name}-${version}.cdx.json`), `${JSON.stringify(bundled, null, 2)}\n`);
}

function previousRelease(tag: string): { tag: string; addresses: string } | undefined {
  const tags = output("git", ["tag", "--list", "v*", "--merged", tag, "--sort=-version:refname"]).split("\n");
  const previous = tags.find((candidate) => candidate !== "" && candidate !== tag);
  return previous === undefined
    ? undefined
    : { tag: previous, addresses: output("git", ["show", `${previous}:${addressesFile}`]) };
}

function read(file: string): string {
  return readFileSync(file, "utf8");
}

function output(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 26 });
}

main(process.argv[2] ?? ".", process.env);
