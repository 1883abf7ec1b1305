/** Wall time of a validation, start-up included: `npm run -s build && node test/bench/validate.mjs [ACCOUNTS]`. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dimensions, organization } from "./organization.mjs";

const accounts = Number(process.argv[2] ?? 1000);
const directory = mkdtempSync(join(tmpdir(), "strongroom-bench-"));
const file = join(directory, "org.yaml");
writeFileSync(file, organization(accounts));
const started = performance.now();
const { status, stdout, stderr } = spawnSync(process.execPath, ["bin/strongroom.js", "validate", file], {
  encoding: "utf8",
});
const seconds = ((performance.now() - started) / 1000).toFixed(2);
rmSync(directory, { recursive: true });
process.stdout.write(
  status === 0
    ? `${accounts} accounts × ${dimensions.regions} Regions, ${dimensions.plans} plans: ` +
        `${stderr.trim() || "no finding"} in ${seconds} s\n`
    : `failed: ${stdout}${stderr}`,
);
process.exitCode = status ?? 1;
