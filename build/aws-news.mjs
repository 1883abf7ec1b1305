/** Compares the facts in src/ with AWS's document histories: build/aws-news/main.ts. It is no part of the package. */

import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { options } from "./options.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(root, "dist", "aws-news.js");

await build({ ...options, absWorkingDir: root, entryPoints: ["build/aws-news/main.ts"], outfile: program }).catch(
  () => {
    // esbuild has said why, and exit code 1 says that there is something to look at.
    process.exit(2);
  },
);
const { status } = spawnSync(process.execPath, [program, ...process.argv.slice(2)], { cwd: root, stdio: "inherit" });
process.exitCode = status ?? 2;
