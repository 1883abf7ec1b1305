/** Writes the files that are generated from the code. The code that does is no part of the package. */

import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { options } from "./options.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The index first: the others are bundled with what it lists. */
for (const name of ["generate-service-index", "generate"]) {
  const program = join(root, "dist", `${name}.js`);
  await build({ ...options, absWorkingDir: root, entryPoints: [`src/docs/${name}.ts`], outfile: program });
  execFileSync(process.execPath, [program], { cwd: root, stdio: "inherit" });
}
