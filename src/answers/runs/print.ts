/** Runs as a table, as JSON, and as a calendar. */

import { digestOf } from "../../digest";
import { firstOf } from "../../first-of";
import { grouped } from "../../grouped";
import ical, { ICalEventTransparency } from "ical-generator";
import { type PolicyTarget } from "../../model/deployment";
import { reliedOn } from "../protection/applied-overlap";
import { keptAsJson } from "../protection/kept-as-json";
import { keptInWords, lockInWords, timeInWords } from "../protection/words";
import { listed, unsaidInWords } from "../../aws/rule-overlaps";
import { oneJobAtATime } from "../../aws/meeting-plans";
import { type MayFail, type NotMade, type Run, type Runs } from "./runs";

export interface RunsQuestion {
  readonly account: PolicyTarget;
  readonly region: string;
  readonly from: Date;
  readonly days: number;
}

export function runsAsTable(_: RunsQuestion, { runs, notMade, mayFail }: Runs): string {
  const header = ["START (UTC)", "ACTION", "PLAN", "RULE", "RESOURCES", "VAULT", "KEPT"];
  const rows = runs.map(({ action, start, plan, rule, orRules, selects, to }) => [
    timeInWords(start),
    action,
    plan,
    [rule, ...orRules].join(" or "),
    selects,
    `${to.account.name}, ${to.region}`,
    keptInWords(to),
  ]);
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const table = [header, ...rows].map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const notes = [...notMadeInWords(notMade), ...mayFailInWords(mayFail)];
  return [...(runs.length === 0 ? [] : table), ...(notes.length > 0 ? ["", ...notes] : [])]
    .map((line) => `${line}\n`)
    .join("");
}

const startsShown = 3;

/** A line for each rule that gives way to the same rules, with its first starts. */
export function notMadeInWords(notMade: readonly NotMade[]): string[] {
  const alike = grouped(notMade, (one) => JSON.stringify([one.plan, one.rule, one.outcome, one.rules, one.unsaid]));
  return [...alike.values()].flatMap((runs) => {
    const [first] = runs;
    if (!first) {
      return [];
    }
    const starts = firstOf(
      runs.map(({ start }) => timeInWords(start)),
      startsShown,
    );
    const { plan, rule, outcome, rules, unsaid } = first;
    const isSure = outcome === "gives-way" && unsaid.length === 0;
    const heading = isSure ? "not made" : outcome === "one-of" ? "one of" : "not promised";
    const meets = `${outcome === "gives-way" ? "gives way to" : "meets"} ${listed(rules)}`;
    const result = isSure ? "no backup, and none of its copies" : reliedOn({ isAmongEquals: outcome === "one-of" });
    const open = unsaidInWords(unsaid);
    return [`${heading}: ${plan}, ${rule}, ${starts}: ${meets}: ${result}${open === "" ? "" : `. ${open}`}`];
  });
}

/** A line for each two plans. */
export function mayFailInWords(mayFail: readonly MayFail[]): string[] {
  return mayFail.map(
    ({ start, plans }) =>
      `may fail: ${plans.map(({ plan, rule }) => `${plan}, ${rule}`).join(" and ")}, first ${timeInWords(start)}: their start windows meet, and for a resource that both select, one backup can fail, and its copies with it. ${oneJobAtATime}`,
  );
}

export function runsAsJson(
  { account, region, from, days }: RunsQuestion,
  { runs, notMade, mayFail, isCut }: Runs,
): string {
  const document = {
    account: { name: account.name, id: account.id },
    region,
    from,
    days,
    isCut,
    runs: runs.map((run) => ({ ...run, to: keptAsJson(run.to) })),
    notMade,
    mayFail,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/**
 * An iCalendar of the runs. An event is as long as the window in which a backup may start; a copy, whose start nobody
 * knows, is at the time of its backup. The same runs have the same UIDs, so a calendar that is fetched again changes
 * nothing.
 *
 * Source: RFC 5545. Read 2026-11-21.
 */
export function runsAsCalendar({ account, region, from }: RunsQuestion, { runs }: Runs): string {
  const calendar = ical({
    name: `Backups of ${account.name} in ${region}`,
    prodId: { company: "Strongroom", product: "runs", language: "EN" },
  });
  for (const run of runs) {
    const { action, start, startsBy, backupStartsBy, plan, rule, orRules, inPlaceOf, selects, to } = run;
    calendar.createEvent({
      id: uid(account, region, run),
      // When the event was written is no part of the answer.
      stamp: from,
      start,
      end: backupStartsBy,
      summary: `${action === "backup" ? "Backup" : "Copy"}: ${plan}, ${[rule, ...orRules].join(" or ")}`,
      location: `${to.vaultName} of ${to.account.name}, ${to.region}`,
      description: [
        `Resources: ${selects}`,
        `Kept ${keptInWords(to)}; ${lockInWords(to.lock)}`,
        action === "backup"
          ? `Starts by ${timeInWords(startsBy)} UTC, or fails`
          : `Starts when the backup is complete, by ${timeInWords(startsBy)} UTC at the latest`,
        ...(orRules.length > 0 ? ["AWS does not say which of these rules it takes"] : []),
        ...(inPlaceOf.length > 0 ? [`No backup of ${listed(inPlaceOf)}: their start windows meet`] : []),
      ].join("\n"),
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar
    .toString()
    .replaceAll(/\r?\n/g, "\r\n")
    .replace(/(\r\n)*$/, "\r\n");
}

function uid({ id }: PolicyTarget, region: string, { action, start, plan, rule, to }: Run): string {
  const key = [id, region, action, start.toISOString(), plan, rule, to.account.id, to.region, to.vaultName];
  return `${digestOf(key.join("\n")).slice(0, 32)}@strongroom`;
}
