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

/** Tests that need a browser. Without one they fail in CI, and elsewhere standard error says that they are skipped. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (browserPath !== undefined) {
    describe(name, tests);
  } else if (process.env.CI) {
    test(name, () => {
      throw new Error("no Chromium or Chrome found: `apt-get install -y chromium`, or name one in CHROME_PATH");
    });
  } else {
    process.stderr.write(`\nSKIPPED, no Chromium or Chrome found (CHROME_PATH names one): ${name}\n\n`);
    describe.skip(name, tests);
  }
}
