/** What `findings.ignore` does to the findings of a config. */

import { documentation } from "../about";
import { type Problem, type Rule } from "../config/rule";
import { type OrgConfig } from "../config/schema/org-config";
import { didYouMean } from "../config/targets";
import { type Finding } from "../findings/finding";
import { type IgnoredFinding } from "../findings/ignored";

type Entry = OrgConfig["findings"]["ignore"][number];

/** The rules of this file, told as those about the config are. */
export const ignoreRules: readonly Rule[] = [
  {
    id: "ignore-unknown",
    severity: "error",
    what: "Each entry of `findings.ignore` names a rule whose findings can be ignored: a warning, or an error about a quota that AWS raises.",
    why: "AWS or Terraform refuses what an error is about, whatever the reason.",
    passes: "findings: { ignore: [{ rule: kms-key-in-management, reason: moves next year }] }",
    fails: "findings: { ignore: [{ rule: ou-duplicate, reason: no time }] }",
  },
  {
    id: "ignore-stale",
    severity: "warning",
    what: "Each entry of `findings.ignore` of a config without errors ignores a finding.",
    why: "An entry that outlives its finding hides the next one.",
    passes: "findings: { ignore: [{ rule: kms-key-in-management, reason: moves next year }] }",
    fails: "findings: { ignore: [{ rule: network-uncovered, at: 'accounts[0]', reason: no endpoints here }] }",
  },
];

export interface Ignored {
  /** What is left. */
  readonly findings: readonly Finding[];
  readonly ignored: readonly IgnoredFinding[];
  /** What is wrong with the entries themselves, by the id of the rule. */
  readonly problems: readonly (Problem & { readonly rule: "ignore-unknown" | "ignore-stale" })[];
}

/**
 * Takes out of the findings what the entries name. Beside an error, nobody can know that an entry ignores nothing: the
 * error may have silenced its rule.
 *
 * @param rules all that there are
 */
export function applyIgnores(entries: readonly Entry[], findings: readonly Finding[], rules: readonly Rule[]): Ignored {
  const ignorable = new Set(rules.filter(isIgnorable).map(({ id }) => id));
  const left = new Set(findings);
  const ignored: IgnoredFinding[] = [];
  const problems: Ignored["problems"][number][] = [];
  for (const [index, { rule, at, reason }] of entries.entries()) {
    if (!ignorable.has(rule)) {
      problems.push(unknownRule(index, rule, rules, [...ignorable]));
      continue;
    }
    const matching = [...left].filter((finding) => finding.rule === rule && isAt(finding.path, at));
    matching.forEach((finding) => left.delete(finding));
    ignored.push(...matching.map((finding) => ({ ...finding, reason })));
    if (matching.length === 0) {
      problems.push({
        rule: "ignore-stale",
        path: ["findings", "ignore", index],
        message: `there is no finding of \`${rule}\`${at === undefined ? "" : ` at \`${at}\``} to ignore`,
        hint: "Remove the entry, or correct its path.",
      });
    }
  }
  const isSilenced = [...left].some(({ severity }) => severity === "error");
  return {
    findings: [...left],
    ignored,
    problems: problems.filter(({ rule }) => rule !== "ignore-stale" || !isSilenced),
  };
}

function isIgnorable({ id, severity, raisable }: Rule): boolean {
  return id !== "ignore-stale" && (severity !== "error" || raisable === true);
}

function unknownRule(index: number, rule: string, rules: readonly Rule[], ignorable: readonly string[]) {
  const isKnown = rules.some(({ id }) => id === rule);
  return {
    rule: "ignore-unknown",
    path: ["findings", "ignore", index, "rule"],
    message: isKnown ? `\`${rule}\` cannot be ignored` : `there is no config rule \`${rule}\``,
    hint: isKnown
      ? "Remove the entry, and correct what the rule finds."
      : `${didYouMean(rule, ignorable)}${documentation("rules.md")} has the ids of the rules.`,
  } as const;
}

/** Whether the path is the place, or below it. */
function isAt(path: string, place: string | undefined): boolean {
  return place === undefined || path === place || (path.startsWith(place) && /^[.[]/.test(path.slice(place.length)));
}
