/** The summary for a terminal or a log. */

import { visible } from "../../visible";
import { type Summary } from "./summary";
import { valueInWords } from "./value-changes";

/** What stands below the table of the stacks. */
export function asText(summary: Summary): string {
  const { protectedChanges, backupPolicies, guardrails, accountChanges, accounts, stacks } = summary;
  const section = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? `\n${title}\n${lines.map((line) => `  ${line.replaceAll("\n", "\n  ")}\n`).join("")}` : "";
  const text = [
    section(
      "Protected changes",
      protectedChanges.map(({ what, where, why, note, approved, approvalId }) => {
        const place = `${what}${note === undefined ? "" : ` (${note})`}: ${where.join(", ")}`;
        return `${place}\n  ${why}\n  ${approved ? "approved" : "not approved"}: --approve ${approvalId}`;
      }),
    ),
    section("Backup policies", [
      ...backupPolicies,
      ...(accounts && accounts.length > 0
        ? [`accounts whose effective backup policy changes: ${accounts.join(", ")}`]
        : []),
    ]),
    section("Guardrails", guardrails),
    section("Accounts", accountChanges),
    section("Also", summary.notes),
    section("Not compared with what is there", summary.notCompared),
    section(
      "Changed outside of Terraform",
      stacks.flatMap(({ stack, drift }) =>
        drift.map(({ address, what, attributes }) => `${stack}: ${address} ${what} ${attributes.join(", ")}`.trim()),
      ),
    ),
    section(
      "Old and new values",
      stacks.flatMap(({ stack, changes, drift }) =>
        [...changes, ...drift].flatMap(({ address, values }) =>
          values.length === 0
            ? []
            : [[`${stack}: ${address}`, ...values.map((one) => `  ${valueInWords(one)}`)].join("\n")],
        ),
      ),
    ),
    section(
      "Failed",
      stacks.flatMap(({ stack, failure, advice }) =>
        failure === null ? [] : [[`${stack}:`, ...(advice === null ? [] : [advice]), failure].join("\n")],
      ),
    ),
  ];
  return visible(text.join(""));
}
