/** `runs`: what starts when, in order, and as a calendar that others can read. */

import { createRequire } from "node:module";
import { parseSchedule, startsBetween } from "../../src/aws/schedule";
import { runsAsCalendar, runsAsJson, runsAsTable } from "../../src/answers/runs/print";
import { runsOf } from "../../src/answers/runs/runs";
import { edit, validText } from "../config/valid";
import { accountOf, backupsOf, builtFrom } from "../protection/organizations";

/** Its types are those of its ES module, which tests cannot import. */
const ICAL = createRequire(__filename)("ical.js");

const newYear = new Date("2026-01-01T00:00:00Z");

function runs(text: string, region = "eu-central-1", days = 2, limit = 1000, name = "payments") {
  const organization = backupsOf(builtFrom(text));
  const account = accountOf(organization, name);
  const question = { account, region, from: newYear, days };
  return { question, ...runsOf(account, region, { from: newYear, days, limit }, organization) };
}

test("every backup and copy in order: by time, a backup before its copies", () => {
  const { runs: all, isCut } = runs(validText);
  const daily = ["backup", "copy eu-central-1", "copy eu-west-1"];
  const shown = all.map(
    ({ start, plan, action, to }) =>
      `${start.toISOString().slice(5, 16)} ${plan} ${action}${action === "copy" ? ` ${to.region}` : ""}`,
  );
  expect(shown).toEqual([
    ...daily.map((what) => `01-01T02:00 daily_eu-central-1 ${what}`),
    "01-01T04:00 monthly backup",
    "01-01T04:00 monthly copy eu-west-1",
    ...daily.map((what) => `01-02T02:00 daily_eu-central-1 ${what}`),
  ]);
  expect(isCut).toBe(false);
  expect(all[0]).toMatchObject({
    selects: "backup=daily",
    startsBy: new Date("2026-01-01T03:00:00Z"),
    to: { account: { name: "payments" }, deleteAfterDays: 120, moveToColdStorageAfterDays: 30, lock: undefined },
  });
  // The copy starts when the backup is complete, which it must be after 240 minutes.
  expect(all[1]).toMatchObject({
    startsBy: new Date("2026-01-01T06:00:00Z"),
    to: { account: { name: "backup-storage" }, deleteAfterDays: 365, lock: { mode: "compliance" } },
  });
  // AWS's default windows: 480 minutes to start, a week to complete.
  expect(all[3]?.startsBy).toEqual(new Date("2026-01-01T12:00:00Z"));
  expect(all[4]?.startsBy).toEqual(new Date("2026-01-08T04:00:00Z"));
});

test("a year has the runs of a year, and a limit cuts it", () => {
  expect(runs(validText, "eu-central-1", 365, 2000).runs).toHaveLength(365 * 3 + 12 * 2);
  expect(runs(validText, "eu-central-1", 365, 100)).toMatchObject({ isCut: true });
  expect(runs(validText, "eu-central-1", 365, 100).runs).toHaveLength(100);
});

test.each([
  ["us-east-1", "payments", "no backup plan of payments runs in us-east-1"],
  ["eu-central-1", "management", "no backup plan of management runs in eu-central-1"],
])("nothing runs in %s of %s, and it is said why", (region, account, none) => {
  expect(runs(validText, region, 2, 10, account)).toMatchObject({ runs: [], none });
});

test("nothing runs without a vault", () => {
  const beyond = edit(validText, "    regions: [eu-central-1, eu-west-1] # default: every Region\n", "");
  expect(runs(beyond, "us-east-1").none).toBe("payments has no vault in us-east-1: every backup fails");
});

test("JSON says what is for ever, and what is cut", () => {
  const answer = runs(edit(validText, "lifecycle: { deleteAfterDays: 90 }", "lifecycle: {}"), "eu-central-1", 1, 4);
  const document = JSON.parse(runsAsJson(answer.question, answer));
  expect(document).toMatchObject({
    account: { name: "payments" },
    region: "eu-central-1",
    from: "2026-01-01T00:00:00.000Z",
    days: 1,
    isCut: true,
  });
  expect(document.runs[3]).toMatchObject({ plan: "monthly", to: { deleteAfterDays: null, lock: null } });
});

describe("the calendar", () => {
  const value = 'Täglich, "größer"; \\n äöü-€ und so weiter, bis die Zeile zu lang ist';
  const selected = edit(validText, "key: backup, values: [daily] }", `key: backup, values: ['${value}'] }`);
  const answer = runs(selected, "eu-central-1", 31);
  const text = runsAsCalendar(answer.question, answer);

  test("has lines of 75 octets at most, each ended by CRLF", () => {
    expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
    const lines = text.split("\r\n");
    expect(lines.join("")).not.toMatch(/[\r\n]/);
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  });

  test("is read by another library: every run, in UTC, with the text that was written", () => {
    const calendar = new ICAL.Component(ICAL.parse(text));
    const events = calendar.getAllSubcomponents("vevent").map((event: unknown) => new ICAL.Event(event));
    expect(events).toHaveLength(answer.runs.length);
    expect(new Set(events.map(({ uid }: { uid: string }) => uid)).size).toBe(events.length);
    for (const [index, event] of events.entries()) {
      const run = answer.runs[index];
      expect(event.startDate.toJSDate()).toEqual(run?.start);
      expect(event.startDate.zone).toBe(ICAL.Timezone.utcTimezone);
      expect(event.location).toContain(run?.to.account.name);
      expect(event.component.getFirstPropertyValue("dtstamp")).toBeDefined();
    }
    expect(events[0]?.location).toBe("org-local-vault of payments, eu-central-1");
    expect(events[0]?.description.split("\n")[0]).toBe(`Resources: backup=${value}`);
  });

  test("is the same for the same question", () => {
    expect(runsAsCalendar(answer.question, answer)).toBe(text);
  });
});

test("starts between two times: the first counts, the last does not", () => {
  const parsed = parseSchedule("cron(0 0 ? * * *)");
  const starts =
    "schedule" in parsed ? startsBetween(parsed.schedule, newYear, new Date("2026-01-03T00:00:00Z"), 10) : [];
  expect(starts.map((start) => start.toISOString())).toEqual(["2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z"]);
});

test.each([
  ["of one tag at one time", "tag: { key: backup, values: [daily] }", "cron(0 2 ? * * *)", 1],
  ["of one tag, two minutes apart", "tag: { key: backup, values: [daily] }", "cron(2 2 ? * * *)", 1],
  ["of one tag, apart", "tag: { key: backup, values: [daily] }", "cron(0 18 ? * * *)", 0],
  ["of other values", "tag: { key: backup, values: [other] }", "cron(0 2 ? * * *)", 0],
])("two plans %s: whether one backup may fail is said", (_what, select, schedule, count) => {
  const second = `  - { name: second, targets: [payments], regions: [eu-central-1], select: { ${select} }, rules: [{ name: r, schedule: ${schedule}, lifecycle: { deleteAfterDays: 35 } }] }\n`;
  const list = runs(edit(validText, "\nguardrails:", `${second}\nguardrails:`));
  const about = list.mayFail.filter(({ plans }) => plans.some(({ plan }) => plan === "second"));
  expect(about).toHaveLength(count);
  expect(runsAsTable(list.question, list).includes("there was a running job for the same resource")).toBe(count > 0);
});
