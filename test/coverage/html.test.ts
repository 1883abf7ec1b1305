/** `coverage --format html`: one file, small, that loads nothing, and works in a browser by keyboard alone. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type Page } from "puppeteer-core";
import { coverageOf } from "../../src/answers/coverage/coverage";
import { coverageAsHtml } from "../../src/answers/coverage/html/report";
import { describeInBrowser, launchBrowser } from "../browser";
import { temporaryDirectory } from "../cli/run";
import { edit, validText } from "../config/valid";
import { largeOrganization } from "../protection/large-organization";
import { backupsOf, builtFrom } from "../protection/organizations";

const from = new Date("2026-01-01T00:00:00Z");

function report(text: string): string {
  return coverageAsHtml(coverageOf(backupsOf(builtFrom(text))), from);
}

const large = report(largeOrganization);

test("200 accounts in 17 Regions weigh less than 3 MB", () => {
  expect(Buffer.byteLength(large)).toBeLessThan(3_000_000);
});

test("nothing is loaded: no address but those of the namespace, and a policy that lets nothing in", () => {
  // A digest in base64 can hold what looks like an address.
  const addresses = large.replaceAll(/sha256-[\w+/]+=*/g, "").match(/\b(?:https?:)?\/\/[\w.-]+/g) ?? [];
  expect(new Set(addresses)).toEqual(new Set(["http://www.w3.org"]));
  expect(large).not.toMatch(/<(link|img|iframe|object|embed)\b|@import|\burl\(|\ssrc=/);
  expect(large).toContain("default-src 'none'");
});

test("the same coverage gives the same bytes", () => {
  expect(report(largeOrganization)).toBe(large);
});

test("text of the config is text in the page", () => {
  const tag = '</script><img src=x onerror="alert(1)">';
  const text = report(edit(validText, "key: backup, values: [daily] }", `key: backup, values: ['${tag}'] }`));
  expect(text).not.toContain("<img");
  expect(text).toContain("\\u003c/script>");
});

describeInBrowser("in a browser", () => {
  const file = join(temporaryDirectory(), "coverage.html");
  let browser: Browser;
  let page: Page;
  const requests: string[] = [];
  const problems: string[] = [];

  beforeAll(async () => {
    writeFileSync(file, large);
    browser = await launchBrowser();
    page = await browser.newPage();
    page.on("request", (request) => requests.push(request.url()));
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => problems.push(message.text()));
    await page.setViewport({ width: 1440, height: 1000 });
  });

  afterAll(() => browser?.close());

  const text = (selector: string) => page.$eval(selector, (element) => element.textContent);
  const focused = () => page.evaluate("document.activeElement.textContent");

  test("opens without a request or a problem", async () => {
    await page.goto(`file://${file}`, { waitUntil: "load" });
    expect(requests.filter((address) => !address.startsWith("file://") && !address.startsWith("data:"))).toEqual([]);
    expect(problems).toEqual([]);
  });

  test("filters by text, Region, plan and gaps", async () => {
    const shown = () => page.$eval("#filtered", (output) => (output as unknown as { value: string }).value);
    expect(await shown()).toBe("203 of 203 accounts");
    await page.focus("#filter-text");
    await page.keyboard.type("unit3");
    expect(await shown()).toBe("44 of 203 accounts");
    await page.focus("#filter-gaps");
    await page.keyboard.press("Space");
    expect(await shown()).toBe("28 of 203 accounts");
    await page.keyboard.press("Space");
  });

  test("cells are reached by tab and arrow keys, and Enter shows the account", async () => {
    await page.focus("#fold");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await focused()).toBe("1 backup plan");
    await page.keyboard.press("Enter");
    expect(await focused()).toBe("One account");
    expect(await text("#account-title")).toBe("account-10 (200000000010), ap-south-1");
    expect(await text("#account-plans tbody")).toContain("Daily-3");
    expect(await text("#day-title")).toBe("2026-01-01: 2 backups start");
    expect(await text("#year-text")).toContain("Backups start 377 times, and copies 365 times");
  });

  test("OUs fold", async () => {
    const rows = () =>
      page.$$eval(
        "#matrix tr[data-account]",
        (all) => all.filter((row) => (row as unknown as { offsetHeight: number }).offsetHeight > 0).length,
      );
    expect(await rows()).toBe(44);
    await page.focus("#fold");
    await page.keyboard.press("Enter");
    expect(await rows()).toBe(0);
    await page.keyboard.press("Enter");
    expect(await rows()).toBe(44);
  });

  test("what has no vault does not run", async () => {
    const index = await page.$$eval("#account-name option", (options) =>
      options.findIndex((option) => option.textContent === "account-3"),
    );
    await page.select("#account-name", String(index));
    await page.select("#account-region", "0");
    expect(await text("#account-state")).toBe("Backup plans run and fail: the account has no vault there.");
    expect(await text("#year-text")).toContain("Backups start 0 times");
  });

  test.each([320, 1440])("at a width of %i pixels, nothing is wider than the window", async (width) => {
    await page.setViewport({ width, height: 800 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
  });

  test("dark and light differ", async () => {
    const background = async (value: string) => {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
      return page.evaluate("getComputedStyle(document.body).backgroundColor");
    };
    expect([await background("light"), await background("dark")]).toEqual(["rgb(255, 255, 255)", "rgb(17, 23, 29)"]);
  });
});
