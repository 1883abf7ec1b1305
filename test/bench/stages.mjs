import { buildSync } from "esbuild";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/**
 * Bundles stages of the program and gives them to a benchmark, with a directory that is deleted afterwards.
 * @param {string} exports statements that export the stages from the repository's files
 * @param {(stages: any, directory: string) => void} use
 */
export function withStages(exports, use) {
  const directory = mkdtempSync(join("dist", "bench-"));
  try {
    const outfile = join(directory, "stages.cjs");
    buildSync({
      stdin: { contents: exports, resolveDir: process.cwd() },
      bundle: true,
      platform: "node",
      packages: "external",
      outfile,
    });
    use(createRequire(import.meta.url)(join(process.cwd(), outfile)), directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
