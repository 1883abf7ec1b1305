/** How the cost of a synthesis grows with accounts, Regions and plans: `npm run -s build && node test/bench/scale.mjs`. */

import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { least, measure } from "./measure.mjs";
import { organization } from "./synth-organization.mjs";

const sizes = [
  ...[10, 100, 1_000, 10_000].map((accounts) => ({ accounts, regions: 5, plans: 1 })),
  ...[1, 17].map((regions) => ({ accounts: 1_000, regions, plans: 1 })),
  ...[10, 50].map((plans) => ({ accounts: 1_000, regions: 5, plans })),
];

const directory = mkdtempSync(join(tmpdir(), "strongroom-bench-"));
const file = join(directory, "org.yaml");
const output = join(directory, "cdktf.out");
process.stdout.write(
  "| accounts | Regions | plans | org file KB | from nothing, CPU s | memory MB | nothing changed, CPU s | memory MB |\n" +
    "| --: | --: | --: | --: | --: | --: | --: | --: |\n",
);
for (const { accounts, regions, plans } of sizes) {
  writeFileSync(file, organization(accounts, { regions, plans }));
  const kilobytes = statSync(file).size / 1000;
  const works = Array.from({ length: accounts > 1_000 ? 1 : 3 }, () => {
    rmSync(output, { recursive: true, force: true });
    return ["first", "second"].map(() => measure("synth", file, "--out", output));
  });
  const cells = [0, 1].flatMap((run) => {
    const { cpuSeconds, megabytes } = least(works.map((pair) => pair[run]));
    return [cpuSeconds.toFixed(1), megabytes.toFixed(0)];
  });
  process.stdout.write(`| ${[accounts, regions, plans, kilobytes.toFixed(0), ...cells].join(" | ")} |\n`);
}
rmSync(directory, { recursive: true });
