import { stableJson } from "../../stacks/stable-json";

test("keys are sorted by code unit, also those that look like numbers, and what is empty takes two lines", () => {
  expect(stableJson({ b: [1, "a\n"], "10": {}, "9": [], B: null, é: { a: true } })).toBe(
    [
      "{",
      '  "10": {',
      "  },",
      '  "9": [',
      "  ],",
      '  "B": null,',
      '  "b": [',
      "    1,",
      '    "a\\n"',
      "  ],",
      '  "é": {',
      '    "a": true',
      "  }",
      "}",
    ].join("\n"),
  );
});
