/** The project as it is, on cdktf, and a copy of it on cdktn. */

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readStacks, type Template } from "../stacks/template";
import { repository } from "../config/valid";

const sources = ["main.ts", "src", "stacks"];

/** What is renamed, and nothing else: the whole migration. */
const renamed: readonly (readonly [RegExp, string])[] = [
  [/(["'])cdktf(?=\/|\1)/g, "$1cdktn"],
  [/@cdktf\/provider-aws/g, "@cdktn/provider-aws"],
];

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Copies what is synthesized with to a directory, renames cdktf to cdktn in it, and installs what it then needs. */
export function copyToCdktn(directory: string): void {
  for (const source of sources) {
    cpSync(join(repository, source), join(directory, source), { recursive: true });
  }
  for (const file of typescriptFiles(directory)) {
    const text = readFileSync(file, "utf8");
    writeFileSync(
      file,
      renamed.reduce((result, [from, to]) => result.replaceAll(from, to), text),
    );
  }
  const dependencies = { ...packagesOf(directory), ...manifest(join(__dirname, "package.json")).dependencies };
  writeFileSync(join(directory, "package.json"), JSON.stringify({ version: "0.0.0", private: true, dependencies }));
  run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"], directory);
}

/** Replaces one place in a file of a copy. */
export function change(directory: string, file: string, from: string, to: string): void {
  const text = readFileSync(join(directory, file), "utf8");
  if (!text.includes(from)) {
    throw new Error(`${file} does not say ${from}`);
  }
  writeFileSync(
    join(directory, file),
    text.replace(from, () => to),
  );
}

/** Builds a project, the original or a copy, and synthesizes a config with it. */
export function synthesizeWith(project: string, config: string, outputDirectory: string): Record<string, Template> {
  const program = join(project, "dist", "canary", "main.js");
  mkdirSync(join(project, "dist", "canary"), { recursive: true });
  run(
    join(repository, "node_modules", ".bin", "esbuild"),
    [
      "main.ts",
      "--bundle",
      "--platform=node",
      "--packages=external",
      "--loader:.css=text",
      "--loader:.browser.js=text",
      `--outfile=${program}`,
      "--log-level=warning",
    ],
    project,
  );
  run(
    process.execPath,
    ["-e", `require(${JSON.stringify(program)}).runProgram()`, "--", "strongroom", "synth", config],
    project,
    {
      CDKTF_OUTDIR: outputDirectory,
      CDKTN_DISABLE_CREATION_STACK: "1",
    },
  );
  return readStacks(outputDirectory);
}

function run(command: string, args: readonly string[], cwd: string, environment: Record<string, string> = {}): void {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  }
}

/** The packages that the sources import, in the versions of this project, without those that are renamed. */
function packagesOf(directory: string): Record<string, string> {
  const { devDependencies } = manifest(join(repository, "package.json"));
  const names = typescriptFiles(directory).flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/from "(@[\w.-]+\/[\w.-]+|[a-z][\w.-]*)/g)].map(([, name = ""]) => name),
  );
  return Object.fromEntries(
    Object.entries(devDependencies).filter(([name]) => names.includes(name) && !name.includes("cdktf")),
  );
}

function manifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, "utf8")) as Manifest;
}

function typescriptFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
