/**
 * Whether a text is what a pattern describes: `*` stands for any characters, `?` for exactly one. Takes the product of
 * the two lengths at the most, whatever the pattern.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Resource", "Using wildcards in resource ARNs". Read 2026-11-26.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  return matches(pattern, text, "?");
}

/**
 * The same where `*` alone is a wildcard, as in the ARN patterns and the tag conditions of a backup selection.
 *
 * Source: AWS Backup API Reference, "Conditions": StringLike and StringNotLike take `*`. Read 2026-11-26.
 */
export function matchesStars(pattern: string, text: string): boolean {
  return matches(pattern, text, undefined);
}

/** Whether some text is what both of two patterns of `matchesStars` describe. */
export function starPatternsMeet(one: string, other: string): boolean {
  // Whether the rests from two places on meet: a row for each place of one pattern, from its end.
  let rowBelow: readonly boolean[] = [];
  for (let i = one.length; i >= 0; i--) {
    const row: boolean[] = [];
    for (let j = other.length; j >= 0; j--) {
      const [a, b] = [one[i], other[j]];
      row[j] =
        a === "*" || b === "*"
          ? (a !== undefined && rowBelow[j] === true) || (b !== undefined && row[j + 1] === true)
          : a === b && (a === undefined || rowBelow[j + 1] === true);
    }
    rowBelow = row;
  }
  return rowBelow[0] === true;
}

function matches(pattern: string, text: string, one: string | undefined): boolean {
  let [at, star, resume] = [0, -1, 0];
  for (let index = 0; index < text.length;) {
    if (pattern[at] === "*") {
      star = at;
      resume = index;
      at += 1;
    } else if (at < pattern.length && (pattern[at] === one || pattern[at] === text[index])) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      // The last `*` takes one character more.
      resume += 1;
      index = resume;
      at = star + 1;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}
