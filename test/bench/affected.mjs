/**
 * Wall time of what a pull request needs to know which stacks it touches: two syntheses and their comparison, start-up
 * included. One of the accounts changes: `npm run -s build && node test/bench/affected.mjs [ACCOUNTS]`.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { organization } from "./synth-organization.mjs";

const limitSeconds = 15;
const accounts = Number(process.argv[2] ?? 200);
const directory = mkdtempSync(join(tmpdir(), "strongroom-bench-"));
const base = organization(accounts);
const changed = `name: account-${Math.ceil(accounts / 2)}, `;
const head = base.replace(changed, `${changed}regions: [eu-central-1, eu-west-1, eu-west-3, ap-southeast-1], `);
const run = (...args) => spawnSync(process.execPath, ["bin/strongroom.js", ...args], { encoding: "utf8" });
const synthesize = (name, text) => {
  const file = join(directory, `${name}.yaml`);
  writeFileSync(file, text);
  return run("synth", file, "--out", join(directory, name));
};
const started = performance.now();
const runs = [
  synthesize("base", base),
  synthesize("head", head),
  run("affected", "--base", join(directory, "base"), "--head", join(directory, "head")),
];
const seconds = (performance.now() - started) / 1000;
rmSync(directory, { recursive: true });
const failed = runs.find(({ status }) => status !== 0);
const affected = failed ? [] : JSON.parse(runs[2].stdout);
process.stdout.write(
  failed
    ? `failed: ${failed.stderr}`
    : `${accounts} accounts, one changed: ${affected.join(", ")} in ${seconds.toFixed(1)} s (two syntheses and the comparison)\n`,
);
process.exitCode = !failed && affected.length === 1 && seconds < limitSeconds ? 0 : 1;
