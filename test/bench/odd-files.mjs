/** Wall time of a validation, start-up included, of files that hold very much of one thing. Fails over the limit. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const limitSeconds = 2;
const fixture = readFileSync("test/fixtures/org.yaml", "utf8");
const many = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join("");
const withAccounts = (count, idOf) =>
  fixture.replace(
    "accounts:\n",
    `accounts:\n${many(count, (index) => `  - { name: account-${index}, id: ${idOf(index)}, organizationalUnit: Production }\n`)}`,
  );
const id = (index) => String(100_000_000_000 + index);

const files = {
  "10,000 accounts": withAccounts(10_000, (index) => `"${id(index)}"`),
  "10,000 accounts with one id": withAccounts(10_000, () => `"${id(0)}"`),
  "5,000 accounts with a number for an id": withAccounts(5_000, id),
  "10,000 unknown keys": fixture + many(10_000, (index) => `k${index}: v\n`),
  "2,000 tags": fixture.replace(
    "Owner: platform",
    many(2_000, (index) => `k${index}: v, `),
  ),
};

const directory = mkdtempSync(join(tmpdir(), "strongroom-bench-"));
const file = join(directory, "org.yaml");
for (const [what, text] of Object.entries(files)) {
  writeFileSync(file, text);
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["bin/strongroom.js", "validate", file], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(`${what}: ${stderr.trim()} in ${seconds.toFixed(2)} s\n`);
  if (seconds > limitSeconds || status > 1) {
    process.exitCode = 1;
  }
}
rmSync(directory, { recursive: true });
