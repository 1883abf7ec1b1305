/**
 * CPU time of a validation, start-up included, the least of three: `npm run -s build && node test/bench/validate.mjs
 * [ACCOUNTS]`. Fails over the limit.
 */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { least, measure } from "./measure.mjs";
import { dimensions, organization } from "./organization.mjs";

const limitSeconds = 1.5;
const accounts = Number(process.argv[2] ?? 1000);
const directory = mkdtempSync(join(tmpdir(), "strongroom-bench-"));
try {
  const file = join(directory, "org.yaml");
  writeFileSync(file, organization(accounts));
  const { cpuSeconds, wallSeconds } = least([1, 2, 3].map(() => measure("validate", file)));
  process.stdout.write(
    `${accounts} accounts × ${dimensions.regions} Regions, ${dimensions.plans} plans: validated in ` +
      `${cpuSeconds.toFixed(2)} s of CPU time of ${limitSeconds}, ${wallSeconds.toFixed(2)} s in all\n`,
  );
  process.exitCode = cpuSeconds < limitSeconds ? 0 : 1;
} finally {
  rmSync(directory, { recursive: true });
}
