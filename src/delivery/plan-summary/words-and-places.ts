/** What words say of Regions and accounts, and what they say apart from them. */

import { regions } from "../../aws/regions";
import { firstOf } from "../../first-of";

const names = regions.map(({ name }) => name).sort((a, b) => b.length - a.length);
const place = new RegExp(`(?<![a-z0-9-])(${names.join("|")}|\\d{12})(?![a-z0-9-])`);

/** At the most so many places are named in words that stand for many. */
const mostPlaces = 3;

/** The words with a blank for each Region and account id: what is alike is one decision, made in several places. */
export function apartFromPlaces(words: string): string {
  return words
    .split(place)
    .map((part, index) => (index % 2 === 0 ? part : "…"))
    .join("");
}

/** Words that are alike apart from their places as one text, with the places of them all. */
export function together(alike: readonly string[]): string {
  const split = [...new Set(alike)].sort().map((words) => words.split(place));
  return (split[0] ?? [])
    .map((_, index) => firstOf([...new Set(split.map((parts) => parts[index] ?? ""))], mostPlaces))
    .join("");
}

/** The Regions and accounts that the words name, in their order. */
export function placesIn(words: string): string[] {
  return words.split(place).filter((_, index) => index % 2 === 1);
}
