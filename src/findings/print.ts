/** Findings as text for people and as JSON for machines. */

import pc from "picocolors";
import { type Finding } from "./finding";

/** Colours for a stream: in a terminal, unless NO_COLOR says otherwise; none where the output is piped. */
export function colorsFor(stream: { readonly isTTY?: boolean }): ReturnType<typeof pc.createColors> {
  return pc.createColors(stream.isTTY === true && pc.isColorSupported);
}

/** `FILE:LINE:COL severity rule-id message`, then a line with the hint, for every finding. */
export function findingsAsText(findings: readonly Finding[], colors: ReturnType<typeof colorsFor>): string {
  return findings
    .map(({ file, line, column, severity, rule, message, hint }) => {
      const paint = severity === "error" ? colors.red : colors.yellow;
      return `${colors.bold(`${file}:${line}:${column}`)} ${paint(severity)} ${rule} ${message}\n  ${colors.dim(hint)}\n`;
    })
    .join("");
}

export function findingsAsJson(findings: readonly Finding[]): string {
  return `${JSON.stringify(findings, null, 2)}\n`;
}

/** As in `2 errors, 1 warning`. */
export function countFindings(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  return `${count(errors, "error")}, ${count(findings.length - errors, "warning")}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
