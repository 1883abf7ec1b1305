import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Runs the built program. Throws where it fails.
 * @returns {{ cpuSeconds: number, wallSeconds: number, megabytes: number, stdout: string }} what it used: the CPU time of
 *   the user and of the system, and the most memory
 */
export function measure(...args) {
  const directory = mkdtempSync(join(tmpdir(), "strongroom-usage-"));
  const file = join(directory, "usage.json");
  try {
    const started = performance.now();
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--require", "./test/bench/usage.cjs", "bin/strongroom.js", ...args],
      { encoding: "utf8", env: { ...process.env, BENCH_USAGE: file }, maxBuffer: 2 ** 28 },
    );
    const wallSeconds = (performance.now() - started) / 1000;
    if (status !== 0) {
      throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
    }
    const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(file, "utf8"));
    return { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, wallSeconds, megabytes: maxRSS / 1024, stdout };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The one of several measurements that took least: what else the machine does is not measured. */
export function least(measurements) {
  return measurements.reduce((one, other) => (other.cpuSeconds < one.cpuSeconds ? other : one));
}
