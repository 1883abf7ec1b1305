/** Wall time of a synthesis, start-up included: `npm run bench [-- ACCOUNTS]`. Every account uses five Regions. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { organization } from "./synth-organization.mjs";

const accounts = Number(process.argv[2] ?? 200);
const directory = mkdtempSync(join(tmpdir(), "strongroom-bench-"));
const file = join(directory, "org.yaml");
writeFileSync(file, organization(accounts));
const started = performance.now();
const { status, stdout, stderr } = spawnSync(process.execPath, ["bin/strongroom.js", "synth", file], {
  encoding: "utf8",
  env: { ...process.env, CDKTF_OUTDIR: join(directory, "cdktf.out") },
});
const seconds = ((performance.now() - started) / 1000).toFixed(1);
rmSync(directory, { recursive: true });
process.stdout.write(
  status === 0
    ? `${accounts} accounts × 5 Regions: ${stdout.split(" ", 1)[0]} stacks in ${seconds} s\n`
    : `failed: ${stderr}`,
);
process.exitCode = status ?? 1;
