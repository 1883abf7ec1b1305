/** The coverage as a comment on a pull request. */

import { firstOf } from "../../first-of";
import { code, type Content, escaping, firstLines, lines, type Markdown, paragraphs, table } from "../../markdown";
import { keptInWords, lockInWords } from "../protection/words";
import { tagStates } from "../protection/tag-state";
import { type AccountGroup, groupAlike } from "./account-groups";
import {
  type AccountCoverage,
  type Coverage,
  type CoverageRule,
  makesBackups,
  notesOf,
  regionStates,
} from "./coverage";
import { summaryOf } from "./summary";

/** Characters of a comment. Source: GitHub, which refuses longer ones. Read 2026-11-21. */
export const commentCharacters = 65_536;

/** Names of accounts in one cell. */
const namesShown = 12;

/** Never longer than a comment: of what does not fit, the last accounts are left out, and it is said. */
export function coverageAsMarkdown(coverage: Coverage): string {
  const groups = groupAlike(coverage.accounts.filter(({ isReached }) => isReached));
  let shown = groups.length;
  let document = markdownOf(coverage, groups, shown);
  while (document.source.length > commentCharacters && shown > 0) {
    shown = Math.floor(shown * 0.8);
    document = markdownOf(coverage, groups, shown);
  }
  return (document.source.length > commentCharacters ? cut(document) : document).source;
}

function markdownOf(coverage: Coverage, groups: readonly AccountGroup[], shown: number): Markdown {
  const left = groups.slice(shown).flatMap(({ accounts }) => accounts).length;
  const document = paragraphs([
    escaping`# Backup coverage`,
    lines(summaryOf(coverage).map(({ text }) => escaping`- ${text}`)),
    ...gaps(coverage),
    escaping`## Accounts`,
    table(
      ["accounts", "Region", "backup plan", "newest backup at worst", "backups kept", "copies"],
      groups.slice(0, shown).flatMap((group) => rowsOf(group, coverage)),
    ),
    ...(left > 0 ? [escaping`${left} more accounts do not fit here: use ${wholeReports} to see them.`] : []),
    escaping`## Backup plans`,
    table(
      ["backup plan", "selects", "backup rule", "starts (UTC)", "backup", "copies"],
      coverage.plans.flatMap(({ name, selects, rules }) =>
        rules.map((rule) => [
          name,
          selects,
          rule.name,
          `${rule.scheduleInWords}${rule.continuous ? "; continuous" : ""}${rule.overlaps.map(({ inWords }) => `; ${inWords}`).join("")}`,
          `${keptInWords(rule.backup)}; ${lockInWords(rule.backup.lock)}`,
          copiesOf(rule) || "none",
        ]),
      ),
    ),
    ...notesIn(coverage),
    escaping`## Tags`,
    table(["accounts", "tag", "state", "what it means"], tagRows(coverage)),
  ]);
  return escaping`${document}\n`;
}

const wholeReports = escaping`${code("coverage --format json")} or ${code("html")}`;

function notesIn(coverage: Coverage): Markdown[] {
  const notes = notesOf(coverage);
  return notes.length > 0 ? [lines(notes.map((note) => escaping`- ${note}`))] : [];
}

function gaps({ accounts }: Coverage): Markdown[] {
  const rows = groupAlike(accounts).flatMap(({ accounts: alike, example }) => {
    const wrong = example.regions.filter(
      ({ state }) => state === "no-vault" || (state === "no-plan" && example.isReached),
    );
    const reached = example.isReached || !example.isWorkload ? [] : ["no backup plan reaches it"];
    const found = [
      ...reached,
      ...(["no-plan", "no-vault"] as const).flatMap((state) => {
        const regions = wrong.filter((one) => one.state === state).map(({ region }) => region);
        return regions.length > 0 ? [`${regions.join(", ")}: ${regionStates[state]}`] : [];
      }),
    ];
    return found.length > 0 ? [[namesOf(alike), found.join("; ")]] : [];
  });
  return rows.length > 0 ? [escaping`## Gaps`, table(["accounts", "gap"], rows)] : [];
}

/** A row for each plan and set of Regions in which it runs. */
function rowsOf({ accounts, example }: AccountGroup, { plans }: Coverage): string[][] {
  return plans.flatMap((plan) => {
    const regions = example.regions.filter(
      ({ state, plans: running }) => state === "covered" && running.includes(plan.name),
    );
    return regions.length === 0
      ? []
      : [
          [
            namesOf(accounts),
            regions.map(({ region }) => region).join(", "),
            plan.name,
            plan.newestBackup.inWords,
            plan.rules
              .filter(({ overlaps }) => makesBackups(overlaps))
              .map(({ backup }) => keptInWords(backup))
              .join("; ") || "none for certain",
            plan.rules.map(copiesOf).filter(Boolean).join("; ") || "none",
          ],
        ];
  });
}

function copiesOf({ copies }: CoverageRule): string {
  return copies
    .map((copy) => `${copy.account.name}, ${copy.region}: ${keptInWords(copy)}; ${lockInWords(copy.lock)}`)
    .join("; ");
}

function tagRows({ accounts }: Coverage): Content[][] {
  const alike = new Map<string, AccountCoverage[]>();
  for (const account of accounts.filter(({ isWorkload }) => isWorkload)) {
    const key = JSON.stringify(account.tags);
    alike.set(key, [...(alike.get(key) ?? []), account]);
  }
  return [...alike.values()].flatMap((group) =>
    (group[0]?.tags ?? []).map(({ key, value, state, plans }) => [
      namesOf(group),
      code(`${key}=${value}`),
      state,
      state === "selected" ? `backed up by ${plans.join(", ")}` : tagStates[state],
    ]),
  );
}

function namesOf(accounts: readonly AccountCoverage[]): string {
  return firstOf(
    accounts.map(({ account }) => account.name),
    namesShown,
  );
}

function cut(document: Markdown): Markdown {
  const end = escaping`The rest does not fit here: use ${wholeReports} to see it.\n`;
  return paragraphs([firstLines(document, commentCharacters - end.source.length - 2), end]);
}
