import { type Fact } from "./facts";
import { type Entry } from "./feed";
import { type Guide } from "./guides";

/** What is new in a guide, for the facts that were read in it. */
export interface GuideNews {
  readonly guide: Guide;
  /** The newest first. */
  readonly entries: readonly Entry[];
  readonly facts: readonly { readonly fact: Fact; readonly newer: number }[];
}

/**
 * The entries that are not older than a fact, and the facts that are to be looked at again; undefined where there are
 * none. An entry of the day on which a fact was read counts: nobody knows which came first.
 */
export function newsOf(guide: Guide, facts: readonly Fact[], entries: readonly Entry[]): GuideNews | undefined {
  const isNewsFor = ({ day }: Entry, { read }: Fact) => day >= read && day >= (guide.compared ?? "");
  const old = facts
    .filter((fact) => fact.guides.includes(guide))
    .map((fact) => ({ fact, newer: entries.filter((entry) => isNewsFor(entry, fact)).length }))
    .filter(({ newer }) => newer > 0);
  const fresh = entries.filter((entry) => old.some(({ fact }) => isNewsFor(entry, fact)));
  return old.length > 0 ? { guide, entries: fresh, facts: old } : undefined;
}
