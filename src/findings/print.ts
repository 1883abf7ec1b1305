/** Findings as text for people and as JSON for machines. */

import pc from "picocolors";
import { type Finding, type Severity } from "./finding";
import { joinedByName } from "./joined";

/** Colours for a stream: in a terminal, unless NO_COLOR says otherwise; none where the output is piped. */
export function colorsFor(stream: { readonly isTTY?: boolean }): ReturnType<typeof pc.createColors> {
  return pc.createColors(stream.isTTY === true && pc.isColorSupported);
}

/** The findings as a stream shows them: in a terminal with colours and the line of the file, plain when piped. */
export function findingsForStream(
  findings: readonly Finding[],
  stream: { readonly isTTY?: boolean },
  lineText: (line: number, file: string) => string,
): string {
  return findingsAsText(findings, colorsFor(stream), stream.isTTY ? lineText : undefined);
}

/**
 * `FILE:LINE:COL severity rule-id message`, then a line with the hint, for every finding; once for those that say the same
 * of several accounts.
 * @param lineText gives a line of a file, from 1: then it is shown too, with a caret under the place
 */
export function findingsAsText(
  findings: readonly Finding[],
  colors: ReturnType<typeof colorsFor>,
  lineText?: (line: number, file: string) => string,
): string {
  return joinedByName(findings)
    .map(({ file, line, column, severity, rule, message, hint }) => {
      const paint = { error: colors.red, warning: colors.yellow, note: colors.cyan }[severity];
      const place = lineText ? excerpt(visible(lineText(line, file)), column, paint) : "";
      const [text, help] = [visible(message), visible(hint)];
      return `${colors.bold(`${file}:${line}:${column}`)} ${paint(severity)} ${rule} ${text}\n${place}  ${colors.dim(help)}\n`;
    })
    .join("");
}

/** As much of a line as a terminal shows, and the caret under the column. */
function excerpt(line: string, column: number, paint: (text: string) => string): string {
  const width = 100;
  const start = Math.max(0, Math.min(column - 1 - width / 2, line.length - width));
  const before = line.slice(start, column - 1);
  const wide = before.match(/\p{Emoji_Presentation}|[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]/gu) ?? [];
  return `  ${line.slice(start, start + width)}\n  ${" ".repeat([...before].length + wide.length)}${paint("^")}\n`;
}

/** Text of the file without what would move the cursor or paint the terminal. */
function visible(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, " ");
}

const githubCommands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "notice" };

/** Workflow commands of GitHub Actions, which show each finding at its line of the pull request, joined as text is. */
export function findingsAsGithub(findings: readonly Finding[]): string {
  return joinedByName(findings)
    .map(({ file, line, column, severity, rule, message, hint }) => {
      const place = `file=${property(file)},line=${line},col=${column},title=${property(rule)}`;
      return `::${githubCommands[severity]} ${place}::${data(`${message}\n${hint}`)}\n`;
    })
    .join("");
}

/** Escapes as @actions/core does. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

export function findingsAsJson(findings: readonly Finding[]): string {
  return `${JSON.stringify(findings, null, 2)}\n`;
}

/** As in `2 errors, 1 warning`: as many as the JSON has. Notes do not count. */
export function countFindings(findings: readonly Finding[]): string {
  return [count(findings, "error"), count(findings, "warning")].join(", ");
}

function count(findings: readonly Finding[], noun: Severity): string {
  const number = findings.filter(({ severity }) => severity === noun).length;
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
