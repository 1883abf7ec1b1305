/** A browser that is installed already: tests download none. */

import { existsSync } from "node:fs";
import { type Browser, launch } from "puppeteer-core";

const installed = [
  process.env.CHROME_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

export const browserPath = installed.find((path): path is string => path !== undefined && existsSync(path));

export function launchBrowser(): Promise<Browser> {
  return launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu"] });
}

/** Tests that need a browser. Says on standard error that they are skipped where there is none. */
export const describeInBrowser = browserPath === undefined ? skipLoudly : describe;

function skipLoudly(name: string, tests: () => void): void {
  process.stderr.write(`\nSKIPPED, no Chromium or Chrome found (CHROME_PATH names one): ${name}\n\n`);
  describe.skip(name, tests);
}
