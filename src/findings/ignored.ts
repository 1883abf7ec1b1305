/** Findings that the config says to ignore. */

import { type Finding } from "./finding";

export interface IgnoredFinding extends Finding {
  readonly reason: string;
}

/** `1 finding is ignored: RULE at PATH (REASON)`, with a line break; nothing where none is. */
export function ignoredAsText(ignored: readonly IgnoredFinding[]): string {
  const [first] = ignored;
  if (first === undefined) {
    return "";
  }
  const said = ignored.map(({ rule, path, reason }) => `${rule} at ${path} (${reason.replaceAll(/\p{Cc}/gu, " ")})`);
  return `${ignored.length === 1 ? "1 finding is" : `${ignored.length} findings are`} ignored: ${said.join(", ")}\n`;
}
