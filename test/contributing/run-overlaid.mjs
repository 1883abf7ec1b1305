/**
 * Bundles a program with some files of the repository changed or added, and runs it. Takes `{ code, overlays }` as JSON on
 * standard input, and gives a list of what the program exports as `result`, one for each overlay.
 */

import { build } from "esbuild";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { options } from "../../build/options.mjs";

const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { code, overlays } = JSON.parse(await text(process.stdin));
const directory = mkdtempSync(join(tmpdir(), "strongroom-overlaid-"));
const require = createRequire(import.meta.url);
try {
  const results = [];
  for (const [index, overlay] of overlays.entries()) {
    const outfile = join(directory, `${index}.js`);
    await build({
      ...options,
      absWorkingDir: repository,
      stdin: { contents: code, resolveDir: repository, loader: "ts" },
      outfile,
      plugins: [inMemory(overlay)],
    });
    results.push(require(outfile).result);
  }
  process.stdout.write(JSON.stringify(results));
} finally {
  rmSync(directory, { recursive: true });
}

function inMemory(overlay) {
  const texts = new Map(Object.entries(overlay).map(([file, contents]) => [join(repository, file), contents]));
  return {
    name: "in-memory",
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const file = `${join(resolveDir, path)}.ts`;
        return texts.has(file) ? { path: file } : undefined;
      });
      onLoad({ filter: /\.ts$/ }, ({ path }) =>
        texts.has(path) ? { contents: texts.get(path), loader: "ts" } : undefined,
      );
    },
  };
}
