/**
 * CPU time of a synthesis, start-up included: from nothing, after an edit of one account, and where nothing has changed.
 * `npm run -s build && node test/bench/synth.mjs [ACCOUNTS]`.
 */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { least, measure } from "./measure.mjs";
import { organization as inSeventeenRegions } from "./organization.mjs";
import { organization as inFiveRegions } from "./synth-organization.mjs";

const runs = 3;
const accounts = Number(process.argv[2] ?? 200);
const directory = mkdtempSync(join(tmpdir(), "strongroom-bench-"));
const output = join(directory, "cdktf.out");

function config(name, text) {
  const file = join(directory, `${name}.yaml`);
  writeFileSync(file, text);
  return file;
}

const five = config("five", inFiveRegions(accounts));
const one = `name: account-${Math.ceil(accounts / 2)}, `;
const edited = config("edited", inFiveRegions(accounts).replace(one, `${one}regions: [eu-central-1, eu-west-1], `));
const seventeen = config("seventeen", inSeventeenRegions(accounts));

/** The most CPU seconds for 200 accounts: twice what they took where this was written, and more. */
const works = [
  { what: `${accounts} accounts × 5 Regions, from nothing`, file: five, limit: 3 },
  { what: "the same, one account edited", earlier: five, file: edited, limit: 1 },
  { what: "the same, nothing changed", earlier: five, file: five, limit: 1 },
  { what: `${accounts} accounts × 17 Regions and 40 plans, from nothing`, file: seventeen, limit: 5 },
];

function measured({ file, earlier }) {
  rmSync(output, { recursive: true, force: true });
  if (earlier) {
    measure("synth", earlier, "--out", output);
  }
  return measure("synth", file, "--out", output);
}

process.stdout.write("| synthesis | stacks | CPU s | wall s | memory MB |\n| --- | --: | --: | --: | --: |\n");
for (const work of works) {
  const { cpuSeconds, wallSeconds, megabytes, stdout } = least(Array.from({ length: runs }, () => measured(work)));
  const [stacks] = stdout.split(" ", 1);
  process.stdout.write(
    `| ${work.what} | ${stacks} | ${cpuSeconds.toFixed(2)} | ${wallSeconds.toFixed(2)} | ${megabytes.toFixed(0)} |\n`,
  );
  if (accounts <= 200 && cpuSeconds > work.limit) {
    process.exitCode = 1;
  }
}
rmSync(directory, { recursive: true });
