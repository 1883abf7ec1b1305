import fc from "fast-check";
import { matchesStars, matchesWildcard, starPatternsMeet } from "../../src/aws/wildcard";

/** The same in another way: slow for hostile patterns, and right. */
function asExpression(pattern: string): RegExp {
  const parts = [...pattern].map((character) =>
    character === "*" ? "[^]*" : character === "?" ? "[^]" : character.replace(/[\\^$.|+()[\]{}/-]/, "\\$&"),
  );
  return new RegExp(`^${parts.join("")}$`, "u");
}

const text = fc.string({ unit: fc.constantFrom(..."ab.:\n"), maxLength: 8 });
const pattern = fc.string({ unit: fc.constantFrom(..."ab.:*?\n"), maxLength: 8 });

test("a pattern matches what its regular expression matches", () => {
  let matches = 0;
  fc.assert(
    fc.property(pattern, text, (one, other) => {
      matches += matchesWildcard(one, other) ? 1 : 0;
      expect(matchesWildcard(one, other)).toBe(asExpression(one).test(other));
    }),
    { numRuns: 20_000 },
  );
  expect(matches).toBeGreaterThan(500);
});

test("a text with any part replaced by `*`, and any character by `?`, matches itself", () => {
  fc.assert(
    fc.property(text, fc.nat(8), fc.nat(8), fc.nat(7), (one, from, to, at) => {
      const [start, end] = [Math.min(from, to), Math.max(from, to)];
      expect(matchesWildcard(`${one.slice(0, start)}*${one.slice(end)}`, one)).toBe(true);
      if (at < one.length) {
        expect(matchesWildcard(`${one.slice(0, at)}?${one.slice(at + 1)}`, one)).toBe(true);
      }
    }),
  );
});

test("a pattern over which a regular expression would take for ever gets its answer", () => {
  expect(matchesWildcard(`${"*a".repeat(1000)}b`, "a".repeat(2000))).toBe(false);
  expect(matchesWildcard("*a".repeat(1000), "a".repeat(2000))).toBe(true);
});

test.each([
  ["a*", "*b", true],
  ["a*", "b*", false],
  ["*", "", true],
  ["", "a", false],
  ["a*c", "ab*", true],
  ["a*c", "abd", false],
  ["*a*", "*b*", true],
  ["a?", "ab", false],
])("some text is both %s and %s: %s", (one, other, meet) => {
  expect([starPatternsMeet(one, other), starPatternsMeet(other, one)]).toEqual([meet, meet]);
});

test("a question mark is no wildcard where `*` alone is", () => {
  expect(matchesStars("a?", "ab")).toBe(false);
  expect(matchesStars("a?", "a?")).toBe(true);
  expect(matchesStars("*b*", "abc")).toBe(true);
});
