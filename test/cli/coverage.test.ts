/** `coverage` and `runs`: forms, exit codes and wrong usage. */

import { run } from "./run";

const config = ["--config", "test/fixtures/org.yaml"];
const payments = [...config, "--account", "payments", "--region", "eu-central-1"];

test.each([
  ["markdown", /^# Backup coverage\n/],
  ["json", /^\{\n "regions": \[/],
  ["html", /^<!doctype html><html lang="en">/],
])("coverage --format %s goes to standard output, and nothing else", async (format, start) => {
  const { exitCode, stdout, stderr } = await run(["coverage", "--format", format, ...config]);
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(start);
});

test("the year of the HTML begins on the day that is asked for", async () => {
  const { stdout } = await run(["coverage", "--format", "html", "--from", "2027-05-01", ...config]);
  expect(stdout).toContain('"from":"2027-05-01"');
});

test("runs: a table in order, or JSON, or a calendar", async () => {
  const runs = async (...args: string[]) =>
    await run(["runs", ...payments, "--from", "2026-01-01", "--days", "1", ...args]);
  expect(await runs()).toEqual({
    exitCode: 0,
    stderr: "",
    stdout: `START (UTC)       ACTION  PLAN                RULE     RESOURCES       VAULT                         KEPT
2026-01-01 02:00  backup  daily_eu-central-1  daily    backup=daily    payments, eu-central-1        120 days, cold after 30
2026-01-01 02:00  copy    daily_eu-central-1  daily    backup=daily    backup-storage, eu-central-1  365 days
2026-01-01 02:00  copy    daily_eu-central-1  daily    backup=daily    backup-storage, eu-west-1     2555 days
2026-01-01 04:00  backup  monthly             monthly  backup=monthly  payments, eu-central-1        90 days
2026-01-01 04:00  copy    monthly             monthly  backup=monthly  backup-storage, eu-west-1     2555 days
`,
  });
  expect(JSON.parse((await runs("--format", "json")).stdout).runs).toHaveLength(5);
  expect((await runs("--format", "ics")).stdout).toMatch(/^BEGIN:VCALENDAR\r\n[^]*\r\nEND:VCALENDAR\r\n$/);
});

test("runs says why there are none", async () => {
  const { exitCode, stdout, stderr } = await run(["runs", ...config, "--account", "payments", "--region", "us-east-1"]);
  expect([exitCode, stdout, stderr]).toEqual([0, "", "no backup plan of payments runs in us-east-1\n"]);
});

test.each([
  [["runs", ...payments, "--days", "0"], "give 1 to 366 days"],
  [["runs", ...payments, "--days", "1e3"], "give 1 to 366 days"],
  [["runs", ...payments, "--from", "2026-01-01T00:00"], "write a day as 2026-01-31"],
  [
    ["runs", ...config, "--account", "payment", "--region", "eu-central-1"],
    "no account `payment`. Did you mean `payments`?",
  ],
  [["runs", ...config, "--account", "payments", "--region", "eu-cent-1"], "AWS has no Region `eu-cent-1`"],
  [["coverage", "--format", "pdf"], "Allowed choices are markdown, json, html"],
  [["coverage", "--config", "missing.yaml"], "missing.yaml"],
])("wrong usage %#: exit code 2", async (args, message) => {
  const { exitCode, stdout, stderr } = await run(args);
  expect([exitCode, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(message);
});
