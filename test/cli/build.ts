/** Builds the program once, before any test runs it. */

import { execFileSync } from "node:child_process";

export default function build(): void {
  execFileSync(process.execPath, ["build/build.mjs", "--if-changed"], { stdio: ["ignore", "inherit", "inherit"] });
}
