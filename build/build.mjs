/**
 * Bundles the package into dist/strongroom.js. With --if-changed, only where a source has changed since the last time, and
 * without loading the bundler otherwise.
 */

import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (path) => join(root, path);

const sources = ["main.ts", "src", "stacks", "build", "package.json", "package-lock.json", "tsconfig.json"];
const stamp = "sources.sha256";
/** The stamp comes last: it says that the others are whole. */
const built = ["strongroom.js", "licenses.txt", "strongroom.d.ts", stamp];

const hash = createHash("sha256");
for (const path of sources.flatMap(filesOf)) {
  hash.update(`${path}\0`).update(readFileSync(at(path)));
}
const wanted = hash.digest("hex");
const isCurrent =
  built.every((file) => existsSync(at(`dist/${file}`))) && readFileSync(at(`dist/${stamp}`), "utf8") === wanted;

if (!process.argv.includes("--if-changed") || !isCurrent) {
  const { buildBundle } = await import("./bundle.mjs").catch(withoutBundler);
  const staging = stagingDirectory();
  try {
    await buildBundle(root, join(staging, "strongroom.js"));
    writeFileSync(join(staging, "strongroom.d.ts"), readFileSync(at("src/api/declarations.ts")));
    writeFileSync(join(staging, stamp), wanted);
    for (const file of built) {
      renameSync(join(staging, file), at(`dist/${file}`));
    }
  } finally {
    rmSync(staging, { recursive: true });
  }
}

/** Beside the output, so that a rename puts whole files in their place, also where two builds run at once. */
function stagingDirectory() {
  try {
    mkdirSync(at("dist"), { recursive: true });
    return mkdtempSync(at("dist/build-"));
  } catch (error) {
    process.stderr.write(
      `${at("dist")}: nothing can be built there, and what is there is not current: ${error.code}\n`,
    );
    process.exit(2);
  }
}

/** Who installs a clone without its development dependencies wants something else of it than to run it. */
function withoutBundler(error) {
  if (error.code !== "ERR_MODULE_NOT_FOUND") {
    throw error;
  }
  process.stderr.write("strongroom is not built: that needs the development dependencies (npm ci)\n");
  process.exit(process.env.npm_lifecycle_event === "prepare" ? 0 : 2);
}

/** The file, or every file below the directory, from the root. */
function filesOf(path) {
  if (path.includes(".")) {
    return [path];
  }
  return readdirSync(at(path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}
