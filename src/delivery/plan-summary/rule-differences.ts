/** What changes in a backup rule and its copies. */

import { defaultWindowMinutes } from "../../aws/backup-windows";
import { type BackupDifferenceKind, type Words } from "./backup-difference";
import { type PlacedCopy, type PlacedRule } from "./backup-plan";
import { lessOften } from "./frequency";
import { type Pair, pairs } from "./pairs";

export function ruleDifferences(old: PlacedRule, now: PlacedRule): Words[] {
  const changed = (kind: BackupDifferenceKind, what: string, from: string, to: string): Words[] =>
    from === to ? [] : [{ kind, words: `${what} ${from} → ${to}` }];
  return [
    ...(old.name === now.name ? [] : [{ kind: "rule-renamed" as const, words: `the rule is renamed to ${now.name}` }]),
    ...retention("", old, now).map((words) => withCopies(words, old, now)),
    ...changed(
      lessOften(old.schedule, now.schedule) ? "runs-less-often" : "schedule-changed",
      "runs at",
      old.schedule,
      now.schedule,
    ),
    ...window("starts", old.startWindow, now.startWindow, defaultWindowMinutes.start),
    ...window("completes", old.completeWindow, now.completeWindow, defaultWindowMinutes.completion),
    ...changed("vault-changed", "backs up to vault", old.vault, now.vault),
    ...(old.continuous === now.continuous
      ? []
      : now.continuous
        ? [{ kind: "continuous-added" as const, words: "now backs up continuously" }]
        : [
            {
              kind: "continuous-removed" as const,
              words: "no longer backs up continuously: point-in-time restore ends",
            },
          ]),
    ...pairs(old.copies, now.copies, ({ vaultArn }) => vaultArn).flatMap((pair) =>
      pair.before && pair.after && follow(pair.before, pair.after) ? [] : copyDifferences(pair),
    ),
  ];
}

/** What nobody can read counts as no time. */
function window(verb: string, old: string | undefined, now: string | undefined, usual: number): Words[] {
  const [before, after] = [old ?? String(usual), now ?? String(usual)];
  const minutes = (text: string) => Number(text) || 0;
  const kind = minutes(after) < minutes(before) ? "window-shortened" : "window-changed";
  return before === after ? [] : [{ kind, words: `${verb} within (minutes) ${before} → ${after}` }];
}

function copyDifferences({ before, after }: Pair<PlacedCopy>): Words[] {
  const { vaultArn } = before ?? after;
  if (before && after) {
    const detail = [JSON.stringify(before), JSON.stringify(after)];
    return retention(`the copy to ${vaultIn(before)} is `, before, after).map((words) => ({
      ...words,
      vaultArn,
      detail,
    }));
  }
  const copy = before ?? after;
  const words = `is ${after ? "now" : "no longer"} copied to ${vaultIn(copy)} (kept ${kept(copy.keptDays)})`;
  return [{ kind: after ? "copy-added" : "copy-removed", words, vaultArn, detail: JSON.stringify(copy) }];
}

/** Whether the copy changes only as its backup does, which then says it. */
function follow(before: PlacedCopy, after: PlacedCopy): boolean {
  return before.followsBackup && after.followsBackup && before.coldAfterDays === after.coldAfterDays;
}

/** The copies that are kept as long as the backup change with it. */
function withCopies(words: Words, old: PlacedRule, now: PlacedRule): Words {
  const copies = now.copies.filter((copy) =>
    old.copies.some((other) => other.vaultArn === copy.vaultArn && follow(other, copy)),
  );
  const isRetention = words.kind === "retention-shortened" || words.kind === "retention-lengthened";
  return isRetention && copies.length > 0
    ? {
        ...words,
        words: `${words.words}, with its ${copies.length === 1 ? "copy" : "copies"}`,
        detail: copies.map((copy) => copy.vaultArn),
      }
    : words;
}

type Kept = Pick<PlacedRule, "keptDays" | "coldAfterDays">;

function retention(what: string, old: Kept, now: Kept): Words[] {
  const days = ({ keptDays }: Kept) => keptDays ?? Number.POSITIVE_INFINITY;
  const unit = now.keptDays === undefined ? "" : " days";
  const before =
    old.keptDays === undefined ? "for ever" : now.keptDays === undefined ? `${old.keptDays} days` : old.keptDays;
  return [
    ...(days(old) === days(now)
      ? []
      : [
          {
            kind: days(now) < days(old) ? ("retention-shortened" as const) : ("retention-lengthened" as const),
            words: `${what}kept ${before} → ${now.keptDays ?? "for ever"}${unit}`,
          },
        ]),
    ...(old.coldAfterDays === now.coldAfterDays
      ? []
      : [
          {
            kind: isColdSooner(old, now) ? ("cold-storage-sooner" as const) : ("cold-storage-changed" as const),
            words: `${what}moved to cold storage after ${old.coldAfterDays ?? "no"} → ${now.coldAfterDays ?? "no"} days`,
          },
        ]),
  ];
}

function isColdSooner(old: Kept, now: Kept): boolean {
  return (now.coldAfterDays ?? Number.POSITIVE_INFINITY) < (old.coldAfterDays ?? Number.POSITIVE_INFINITY);
}

export function kept(days: number | undefined): string {
  return days === undefined ? "for ever" : `${days} days`;
}

/** As in `org-central-vault in eu-west-1`. */
export function vaultIn({ vaultArn }: Pick<PlacedCopy, "vaultArn">): string {
  const [, , , region, , , vault] = vaultArn.split(":");
  return region && vault ? `${vault} in ${region}` : vaultArn;
}
