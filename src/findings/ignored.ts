/** Findings that the config says to ignore. */

import { firstOf } from "../first-of";
import { grouped } from "../grouped";
import { type Finding } from "./finding";

export interface IgnoredFinding extends Finding {
  readonly reason: string;
}

const placesShown = 3;

/** `1 finding is ignored: RULE at PATH (REASON)`, with a line break; nothing where none is. A rule and reason come once. */
export function ignoredAsText(ignored: readonly IgnoredFinding[]): string {
  const said = [...grouped(ignored, ({ rule, reason }) => JSON.stringify([rule, reason])).values()].flatMap((alike) => {
    const paths = firstOf(
      alike.map(({ path }) => path),
      placesShown,
    );
    return alike.slice(0, 1).map(({ rule, reason }) => `${rule} at ${paths} (${reason.replaceAll(/\p{Cc}/gu, " ")})`);
  });
  return said.length === 0
    ? ""
    : `${ignored.length === 1 ? "1 finding is" : `${ignored.length} findings are`} ignored: ${said.join(", ")}\n`;
}
