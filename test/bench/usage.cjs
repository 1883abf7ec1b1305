/** Loaded into a program that is measured: writes what it used into the file that BENCH_USAGE names. */

// eslint-disable-next-line @typescript-eslint/no-require-imports -- the loader of ES modules would be measured too
const { writeFileSync } = require("node:fs");

process.on("exit", () => writeFileSync(process.env.BENCH_USAGE, JSON.stringify(process.resourceUsage())));
