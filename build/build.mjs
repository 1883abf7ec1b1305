/**
 * Bundles the package into dist/strongroom.js. With --if-changed, only where a source has changed since the last time, and
 * without loading the bundler otherwise.
 */

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (path) => join(root, path);

const sources = ["main.ts", "src", "stacks", "build", "package.json", "package-lock.json", "tsconfig.json"];
const stamp = at("dist/sources.sha256");
const bundle = at("dist/strongroom.js");

const hash = createHash("sha256");
for (const path of sources.flatMap(filesOf)) {
  hash.update(`${path}\0`).update(readFileSync(at(path)));
}
const wanted = hash.digest("hex");
const isCurrent = existsSync(bundle) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;

if (!process.argv.includes("--if-changed") || !isCurrent) {
  const { buildBundle } = await import("./bundle.mjs").catch(withoutBundler);
  await buildBundle(root, bundle);
  copyFileSync(at("src/api/declarations.ts"), at("dist/strongroom.d.ts"));
  writeFileSync(stamp, wanted);
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
