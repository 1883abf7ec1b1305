import fc from "fast-check";
import { numberText } from "../src/number-text";

test("digits stand in groups of three, as people write them in English", () => {
  expect([0, 999, 1000, 10_240, 1_234_567].map(numberText)).toEqual(["0", "999", "1,000", "10,240", "1,234,567"]);
  fc.assert(fc.property(fc.nat(), (value) => expect(numberText(value)).toBe(value.toLocaleString("en"))));
});
