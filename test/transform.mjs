/** What Jest runs: CommonJS, of TypeScript, of ES modules of packages, and of files that the build takes as text. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { transformSync, version } from "esbuild";

const options = {
  format: "cjs",
  target: "node20",
  jsx: "automatic",
  jsxImportSource: "preact",
  sourcemap: true,
  // The lines alone: Jest shows the sources as they are on disk.
  sourcesContent: false,
};

/** Jest keeps results between runs, and would keep them after a change of this file or of the compiler. */
const compiler = createHash("sha256")
  .update(version)
  .update(readFileSync(new URL(import.meta.url)))
  .digest();

export default {
  getCacheKey: (text, file) =>
    createHash("sha256").update(compiler).update(file).update("\0").update(text).digest("hex"),
  process: (text, file) =>
    transformSync(text, {
      ...options,
      sourcefile: file,
      loader: loaderOf(file),
      // A package's own `Symbol` or `String` would be a second one beside those that Jest passes to every module.
      minifyIdentifiers: file.includes("/node_modules/"),
    }),
};

function loaderOf(file) {
  if (/\.(css|browser\.js)$/.test(file)) {
    return "text";
  }
  return /\.(tsx?)$/.exec(file)?.[1] ?? "js";
}
