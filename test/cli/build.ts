/** Builds the command-line programs once, before any test runs them. */

import { execFileSync } from "node:child_process";

export default function build(): void {
  execFileSync("npm", ["run", "-s", "build"], { stdio: ["ignore", "inherit", "inherit"] });
}
