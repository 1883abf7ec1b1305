/** Compiles for Jest as the build does, file by file: types are checked by `npm run typecheck`. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { transformSync, version } from "esbuild";

const options = {
  format: "cjs",
  platform: "node",
  target: "node20",
  sourcemap: true,
  tsconfigRaw: { compilerOptions: { jsx: "react-jsx", jsxImportSource: "preact" } },
};
const compiler = version + readFileSync(new URL(import.meta.url), "utf8");

function loader(file) {
  return /\.(css|browser\.js)$/.test(file) ? "text" : file.endsWith("x") ? "tsx" : "ts";
}

export default {
  process: (text, file) => transformSync(text, { ...options, loader: loader(file), sourcefile: basename(file) }),
  getCacheKey: (text, file) =>
    createHash("sha256").update(compiler).update(file).update("\0").update(text).digest("hex"),
};
