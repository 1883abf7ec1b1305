/** Once before all tests: builds the program, and says from which seed the random ones go. */

import { execFileSync } from "node:child_process";
import { randomInt } from "node:crypto";

/** The same for everybody, so that a pull request fails for what it changes alone. */
const usualSeed = 20_260_101;

export default function setUp(): void {
  const { STRONGROOM_SEED: wanted } = process.env;
  const seed = wanted === "random" ? randomInt(2 ** 31) : Number(wanted || usualSeed);
  if (!Number.isSafeInteger(seed)) {
    throw new Error(`STRONGROOM_SEED is ${wanted}: give a whole number, or \`random\``);
  }
  // Workers inherit it.
  process.env.STRONGROOM_SEED = String(seed);
  process.stderr.write(`\nProperty tests go from the seed ${seed}: STRONGROOM_SEED=${seed} npm test repeats them\n`);
  execFileSync(process.execPath, ["build/build.mjs", "--if-changed"], { stdio: ["ignore", "inherit", "inherit"] });
}
