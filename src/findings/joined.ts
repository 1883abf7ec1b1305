/** Findings that say the same of several accounts or targets, as one for people. */

import { firstOf } from "../first-of";
import { type Finding } from "./finding";

const namesShown = 10;

/** Places that are about one account, or one target of a list. */
const placesOfNames = /^accounts\[\d+\]|\.targets\[\d+\]$/;

/**
 * Warnings and notes of one rule with the same words but for one name in backquotes: one with all the names, at the place
 * of the first. Errors stay apart, because each must be corrected at its own line.
 */
export function joinedByName(findings: readonly Finding[]): Finding[] {
  const alike = new Map<string, Map<string, Finding>>();
  for (const finding of findings) {
    for (const [name, words] of wordsWithout(finding)) {
      const sharing = alike.get(words) ?? new Map<string, Finding>();
      alike.set(words, sharing.has(name) ? sharing : sharing.set(name, finding));
    }
  }
  const told = new Set<Finding>();
  return findings.flatMap((finding) => {
    if (told.has(finding)) {
      return [];
    }
    const groups = wordsWithout(finding).map(([name, words]) => ({
      name,
      sharing: [...(alike.get(words) ?? [])].filter(([, other]) => !told.has(other)),
    }));
    const [group] = groups.sort((one, other) => other.sharing.length - one.sharing.length);
    if (!group || group.sharing.length < 2 || group.sharing.every(([, other]) => other !== finding)) {
      return [finding];
    }
    group.sharing.forEach(([, other]) => told.add(other));
    const names = firstOf(
      group.sharing.map(([name]) => name),
      namesShown,
    );
    const withNames = (text: string) => text.replaceAll(group.name, () => names);
    return [{ ...finding, message: withNames(finding.message), hint: withNames(finding.hint) }];
  });
}

/** Each name of a finding, with what is left of the finding without it. */
function wordsWithout({ file, severity, rule, path, message, hint }: Finding): (readonly [string, string])[] {
  const names = severity !== "error" && placesOfNames.test(path) ? new Set(message.match(/`[^`]+`/g)) : [];
  const place = path.replaceAll(/\[\d+\]/g, "[]");
  return [...names].map((name) => [
    name,
    JSON.stringify([file, severity, rule, place, message.split(name), hint.split(name)]),
  ]);
}
