/** An answer, for people and for programs. */

import { unsaidInWords } from "../../aws/rule-overlaps";
import { type Answer, type AppliedRule, type Kept, type Question } from "./answer";
import { reliedOn } from "./applied-overlap";
import { keptAsJson } from "./kept-as-json";
import { keptInWords, lockInWords, timeInWords } from "./words";

const headlines = {
  protected: "Protected",
  "not-protected": "Not protected",
  "opted-out": "Not protected, deliberately",
} satisfies Record<Answer["status"], string>;

export function answerAsText({ account, region, resource, tags }: Question, answer: Answer): string {
  const { status, reason, until, rules, notes } = answer;
  const shownTags = [...tags].map(([key, value]) => `${key}=${value}`).join(", ") || "no tags";
  const lines = [
    `${headlines[status]}${status === "protected" && until ? ` until ${timeInWords(until)}, when the last backup starts` : ""}: ${resource.name} in ${account.name} (${account.id}), ${region}, ${shownTags}`,
    ...(reason ? [`  why   ${reason.message} [${reason.id}]`, `  fix   ${reason.fix}`] : []),
    ...rules.flatMap(ruleLines),
    ...notes.map((note) => `  note  ${note}`),
  ];
  return `${lines.join("\n")}\n`;
}

function ruleLines(rule: AppliedRule): string[] {
  const runs = rule.nextRuns.map(timeInWords).join(", ");
  return [
    `  plan ${rule.plan}, rule ${rule.rule}, by ${rule.selectedBy}`,
    `    schedule   ${rule.scheduleInWords} (UTC): ${rule.schedule}`,
    `    next runs  ${runs || "none"}`,
    ...overlapLines(rule),
    `    backup     ${rule.continuous ? "continuous, " : ""}kept ${inVault(rule.backup)}`,
    ...rule.copies.map(
      (copy) =>
        `    copy       ${copy.reason ? "FAILS: " : ""}kept ${inVault(copy)}${rule.overlap && !copy.reason ? "; only of backups that are made" : ""}`,
    ),
  ];
}

/** A schedule promises what is not made where rules meet: neither the backup nor its copies. */
function overlapLines({ overlap }: AppliedRule): string[] {
  if (!overlap) {
    return [];
  }
  const { inWords, first, unsaid, notPromised, runs, isAmongEquals } = overlap;
  const often = isAmongEquals ? "one of    " : notPromised < runs ? "not always" : "never     ";
  const open = unsaidInWords(unsaid);
  return [
    `    ${often} ${inWords}, first ${timeInWords(first)}: then ${reliedOn(overlap)}`,
    ...(open === "" ? [] : [`               ${open}`]),
  ];
}

function inVault(kept: Kept): string {
  return `${keptInWords(kept)} in ${kept.vaultName} of ${kept.account.name}, ${kept.region}; ${lockInWords(kept.lock)}`;
}

export function answerAsJson(question: Question, answer: Answer): string {
  return `${JSON.stringify(answerAsDocument(question, answer), null, 2)}\n`;
}

/** What the JSON of an answer holds. */
export function answerAsDocument({ account, region, resource, tags, encryption, at }: Question, answer: Answer) {
  const { status, tagState, reason, until, rules, notes } = answer;
  return {
    account: { name: account.name, id: account.id },
    region,
    type: resource.type,
    resource: resource.name,
    tags: Object.fromEntries(tags),
    encryption: encryption ?? null,
    at,
    protected: status === "protected",
    status,
    tagState,
    reason: reason ?? null,
    until: until ?? null,
    rules: rules.map((rule) => ({
      ...rule,
      overlap: rule.overlap ?? null,
      backup: keptAsJson(rule.backup),
      copies: rule.copies.map((copy) => ({ ...keptAsJson(copy), reason: copy.reason ?? null })),
    })),
    notes,
  };
}
