/** A change that CONTRIBUTING.md tells the files of, made in memory. */

import { edit, type Edit, textOf } from "../config/valid";
import { type Overlay } from "./overlaid";

/** By file: the whole text of a new one, the edits of one that is there. */
export type Sample = Readonly<Record<string, string | readonly Edit[]>>;

/** Texts of the files that the change touches, one of which may be forgotten. */
export function textsOf(sample: Sample, forgotten?: string): Overlay {
  return Object.fromEntries(
    Object.entries(sample)
      .filter(([file]) => file !== forgotten)
      .map(([file, change]) => [
        file,
        typeof change === "string" ? change : change.reduce((text, [from, to]) => edit(text, from, to), textOf(file)),
      ]),
  );
}
