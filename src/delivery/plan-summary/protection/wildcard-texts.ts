/** Texts that stand for all those that patterns with `*` take. */

/**
 * Texts that tell the patterns apart: of each one that has nothing but a foreign character for `*`, which another pattern
 * matches only where it takes all that this one takes; and for each pair with one of `own`, one that both take.
 */
export function textsOf(patterns: readonly string[], own: readonly string[]): string[] {
  const foreign = foreignTo([...patterns, ...own]);
  const shared = own.flatMap((one) => patterns.map((other) => sharedText(one, other, foreign)));
  return [
    ...new Set([
      ...patterns.map((pattern) => pattern.replaceAll("*", foreign)),
      ...shared.filter((text) => text !== undefined),
    ]),
  ];
}

/** First of the characters that Unicode leaves for private use. */
const firstPrivate = 0xe000;

/** A character that is in none of the texts. */
export function foreignTo(texts: readonly string[]): string {
  let code = firstPrivate;
  while (texts.some((text) => text.includes(String.fromCodePoint(code)))) {
    code += 1;
  }
  return String.fromCodePoint(code);
}

/** A text that both patterns take, with the foreign character where both leave it open; undefined where there is none. */
function sharedText(one: string, other: string, foreign: string): string | undefined {
  const dead = new Set<number>();
  const from = (i: number, j: number): string | undefined => {
    if (i === one.length && j === other.length) {
      return "";
    }
    const place = i * (other.length + 1) + j;
    if (dead.has(place)) {
      return undefined;
    }
    const found = step(i, j);
    if (found === undefined) {
      dead.add(place);
    }
    return found;
  };
  const after = (text: string, i: number, j: number) => {
    const rest = from(i, j);
    return rest === undefined ? undefined : text + rest;
  };
  const step = (i: number, j: number): string | undefined => {
    const [mine, its] = [one[i], other[j]];
    if (mine === "*" && its === "*") {
      return after(foreign, i + 1, j + 1) ?? from(i + 1, j) ?? from(i, j + 1);
    }
    if (mine === "*") {
      return from(i + 1, j) ?? (its === undefined ? undefined : after(its, i, j + 1));
    }
    if (its === "*") {
      return from(i, j + 1) ?? (mine === undefined ? undefined : after(mine, i + 1, j));
    }
    return mine !== undefined && mine === its ? after(mine, i + 1, j + 1) : undefined;
  };
  return from(0, 0);
}
