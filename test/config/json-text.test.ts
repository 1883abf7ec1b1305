/** JSON with positions: whatever the text, an answer that agrees with JSON.parse. */

import fc from "fast-check";
import { JsonText } from "../../src/config/json-text";

const json = (text: string) => new JsonText("file.json", text);

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

const nearlyJson = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.array(fc.tuple(fc.nat(200), fc.constantFrom(..."{}[],:\"'\\ /0.-eE\n\u0001\ufeff#"), fc.boolean())),
  )
  .map(([text, edits]) =>
    edits.reduce((result, [at, character, inserts]) => {
      const place = at % (result.length + 1);
      return result.slice(0, place) + character + result.slice(place + (inserts ? 0 : 1));
    }, text),
  );

test("a text has a value exactly where JSON.parse gives one, and that one; otherwise one problem says where", () => {
  let valid = 0;
  fc.assert(
    fc.property(fc.oneof(fc.json(), nearlyJson, fc.string()), (text) => {
      const expected = parsed(text);
      const { value, problems } = json(text);
      valid += expected ? 1 : 0;
      expect(value).toEqual(expected?.value);
      const syntax = problems.filter(({ message }) => message.startsWith("this is not JSON"));
      expect(syntax).toHaveLength(expected ? 0 : 1);
      for (const { line, column } of problems) {
        expect(line).toBeLessThanOrEqual(text.split("\n").length);
        expect(column).toBeLessThanOrEqual((text.split("\n")[line - 1] ?? "").length + 1);
      }
    }),
    { numRuns: 3000 },
  );
  expect(valid).toBeGreaterThan(1000);
});

const text = ["{", '  "a": [', '    { "b": 1, "c": 2 },', '    { "b": 3, "b": 4 }', "  ]", "}"].join("\n");

test("values and keys have their places; what is missing has that of the nearest value around it", () => {
  const file = json(text);
  expect(file.position(["a", 0, "c"])).toEqual({ line: 3, column: 20 });
  expect(file.keyPosition(["a", 0, "c"])).toEqual({ line: 3, column: 15 });
  expect(file.position(["a", 1, "missing"])).toEqual({ line: 4, column: 5 });
  expect(file.position(["missing", "below"])).toEqual({ line: 1, column: 1 });
  expect(file.lineText(2)).toBe('  "a": [');
});

test("a key that stands twice in a map is a problem, and the same key in two maps is none", () => {
  expect(json(text).problems).toMatchObject([{ line: 4, column: 15, path: ["a", 1, "b"] }]);
});

test.each(["__proto__", "constructor", "toString"])("%s is a key like any other", (key) => {
  expect(json(`{ "${key}": 1 }`).problems).toEqual([]);
  expect(json(`{ "${key}": 1, "${key}": 2 }`).problems).toMatchObject([{ path: [key] }]);
});

test.each([1_000, 100_000])("a nesting of %i gets an answer", (depth) => {
  expect(() => json("[".repeat(depth) + "]".repeat(depth)).problems).not.toThrow();
});
