/** The summary as a comment of a pull request. */

import { firstOf } from "../../first-of";
import { changesAnything, countedChanges } from "../../terraform/counts";
import {
  code,
  codeBlock,
  type Content,
  escaping,
  lines,
  link,
  type Markdown,
  paragraphs,
  tableHead,
  tableRow,
} from "../../markdown";
import { grouped } from "../../grouped";
import { type ProtectedChange } from "./protected/find";
import { type ResourceSummary, type StackSummary, type Summary } from "./summary";
import { valueInWords } from "./value-changes";

/** GitHub takes 65,536 characters; the comment's marker needs some. */
export const mostCharacters = 65_000;

/** What headings, and the lines that say how much was cut, may take. */
const reserve = 4_000;

/** As many lines of detail are shown; more are folded. */
const mostOpenLines = 15;

/** A label that approves is this, and the id behind it. */
export const approvalLabel = "approve:";

interface Section {
  readonly title: string;
  readonly intro?: Content;
  readonly items: readonly Markdown[];
  /** What stands before the first item, as the head of a table does. */
  readonly head?: Markdown;
  readonly detail?: true;
  /** Whether it is folded however short it is. */
  readonly folded?: true;
}

/** At most 65,000 characters: detail is folded where it is long, and what does not fit is cut, with a count. */
export function asMarkdown(summary: Summary, title = "Strongroom plan"): string {
  const sections = sectionsOf(summary).filter(({ items, intro }) => items.length > 0 || intro !== undefined);
  const detail = sections
    .filter((section) => section.detail)
    .flatMap(({ items }) => items.flatMap(({ source }) => source.split("\n")));
  const parts: Content[] = [escaping`## ${title}: ${headline(summary)}`, introduction];
  let left = mostCharacters - reserve;
  for (const section of sections) {
    const shown: Markdown[] = [];
    for (const item of section.items) {
      if (item.source.length + 1 > left) {
        break;
      }
      shown.push(item);
      left -= item.source.length + 1;
    }
    parts.push(rendered(section, shown, section.items.length - shown.length, detail.length > mostOpenLines));
  }
  return escaping`${paragraphs(parts)}\n`.source;
}

const introduction = "These Terraform plans change the backups of the organization as follows.";

function rendered(
  { title, intro, head, detail, folded }: Section,
  shown: readonly Markdown[],
  cut: number,
  fold: boolean,
): Markdown {
  const list = lines([...(head && shown.length > 0 ? [head] : []), ...shown]);
  const body = paragraphs([
    ...(intro === undefined ? [] : [intro]),
    ...(shown.length > 0 ? [list] : []),
    ...(cut > 0 ? [`… and ${cut} more.`] : []),
  ]);
  return folded || (detail && fold)
    ? escaping`<details><summary>${title}</summary>\n\n${body}\n\n</details>`
    : escaping`### ${title}\n\n${body}`;
}

function headline({ stacks, protectedChanges }: Summary): string {
  const count = (number: number, noun: string, verb = "") => `${number} ${noun}${number === 1 ? "" : "s"}${verb}`;
  const changing = stacks.filter(({ result }) => result === "changes").length;
  const failed = stacks.filter(({ result }) => result === "failed").length;
  const open = protectedChanges.filter(({ approved }) => !approved).length;
  return [
    changing === 0 ? "no stack changes" : count(changing, "stack", changing === 1 ? " changes" : " change"),
    ...(failed > 0 ? [count(failed, "plan", " failed")] : []),
    ...(open > 0 ? [count(open, "protected change", open === 1 ? " needs an approval" : " need an approval")] : []),
  ].join(", ");
}

function sectionsOf(summary: Summary): Section[] {
  const { stacks, protectedChanges, accounts } = summary;
  const open = protectedChanges.filter(({ approved }) => !approved);
  const approved = protectedChanges.filter((change) => change.approved);
  const quiet = stacks.filter(({ result }) => result === "no changes");
  const loud = stacks.filter(({ result }) => result !== "no changes");
  const failed = stacks.filter(({ failure }) => failure !== null);
  const effective =
    accounts && accounts.length > 0
      ? [escaping`- Accounts whose effective backup policy changes (${accounts.length}): ${named(accounts)}`]
      : [];
  return [
    {
      title: "Protected changes",
      items: open.map(protectedItem),
      ...(open.length > 0
        ? {
            intro:
              "These changes may cost a backup. To approve a change, add its label to this pull request; " +
              "until then the check fails. If a change grows, it needs a new label.",
          }
        : {}),
    },
    { title: "Approved protected changes", items: approved.map(protectedItem) },
    {
      title: "Stacks",
      head: tableHead([
        { content: "Stack" },
        ...countedChanges.map((content) => ({ content, isNumber: true })),
        { content: "Result" },
      ]),
      items: loud.map(stackRow),
      ...(quiet.length > 0
        ? { intro: `Without changes (${quiet.length}): ${named(quiet.map(({ stack }) => stack))}` }
        : {}),
    },
    { title: "Not compared with what is there", items: summary.notCompared.map(listItem) },
    {
      title: "Why plans failed",
      items: [
        ...grouped(
          failed.filter(({ advice }) => advice !== null),
          ({ advice }) => advice ?? "",
        ),
      ].map(([advice, alike]) => escaping`- ${named(alike.map(({ stack }) => stack))}: ${advice}`),
    },
    {
      title: "Backup policies",
      items: [...summary.backupPolicies.map(listItem), ...effective],
    },
    { title: "Guardrails", items: summary.guardrails.map(listItem) },
    { title: "Accounts", items: summary.accountChanges.map(listItem) },
    { title: "Also", items: summary.notes.map(listItem) },
    {
      title: "Failed plans",
      items: failed.map(({ stack, failure }) => escaping`${code(stack)}\n\n${codeBlock(shortened(failure ?? ""))}\n`),
      detail: true,
    },
    {
      title: "Changed outside of Terraform",
      items: stacks.flatMap(({ stack, drift }) => drift.map((resource) => resourceItem(stack, resource))),
      detail: true,
    },
    {
      title: "Resources",
      items: stacks.flatMap(({ stack, changes }) => changes.map((resource) => resourceItem(stack, resource))),
      ...(summary.noise > 0
        ? { intro: `${summary.noise} differences in values that AWS computes are not shown.` }
        : {}),
      detail: true,
    },
    {
      title: "Old and new values",
      items: stacks.flatMap(({ stack, changes, drift }) =>
        [...changes, ...drift].flatMap((resource) => valuesItem(stack, resource)),
      ),
      folded: true,
    },
  ];
}

function listItem(words: string): Markdown {
  return escaping`- ${words}`;
}

function resourceItem(stack: string, { address, what, attributes }: ResourceSummary): Markdown {
  const changed = attributes.length > 0 ? escaping` (${attributes.join(", ")})` : "";
  return escaping`- ${stack}: ${what} ${code(address)}${changed}`;
}

function valuesItem(stack: string, { address, values }: ResourceSummary): Markdown[] {
  return values.length === 0
    ? []
    : [escaping`${stack}: ${code(address)}\n\n${codeBlock(shortened(values.map(valueInWords).join("\n")))}\n`];
}

function protectedItem({ what, where, why, note, approvalId, approved }: ProtectedChange): Markdown {
  const extra = note === undefined ? "" : escaping` (${note})`;
  const label = code(approvalLabel + approvalId);
  return escaping`- **${what}**${extra}: ${named(where)}<br>
  ${why}<br>
  ${approved ? "Approved by" : "Approve with"} label ${label}`;
}

function named(texts: readonly string[]): string {
  return firstOf(texts, 20);
}

function stackRow({ stack, counts, result, url }: StackSummary): Markdown {
  const numbers = countedChanges.map((name) => counts?.[name] || "");
  const where = link("HCP Terraform", url ?? "");
  const words = result === "changes" && !(counts && changesAnything(counts)) ? escaping`changes, see ${where}` : result;
  return tableRow([stack, ...numbers, result === "failed" ? escaping`**failed**` : words]);
}

const mostFailureCharacters = 3_000;

function shortened(text: string): string {
  const cut = text.length - mostFailureCharacters;
  return cut > 0 ? `${text.slice(0, mostFailureCharacters)}\n… and ${cut} more characters` : text;
}
