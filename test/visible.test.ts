import fc from "fast-check";
import { visible, visibleJson } from "../src/visible";

const hidden = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u;
const text = fc
  .array(
    fc.oneof(fc.constantFrom("\u001b[2J", "\u202e", "\u2066", "\u2028", "\r", "\u0085", "\n", "\t", "é"), fc.string()),
  )
  .map((parts) => parts.join(""));

test("nothing hidden is left, and what is not hidden stays", () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(visible(value)).not.toMatch(hidden);
      expect(hidden.test(value) || visible(value) === value).toBe(true);
    }),
  );
  expect(visible("a\u202eb\u001b[2J\nc")).toBe("a<U+202E>b<U+001B>[2J\nc");
});

test("JSON holds the same values", () => {
  fc.assert(
    fc.property(text, (value) => {
      const json = visibleJson(JSON.stringify({ value }, null, 2));
      expect(json).not.toMatch(hidden);
      expect(JSON.parse(json)).toEqual({ value });
    }),
  );
});
