/** Tokens become what cdktf makes of them, and everything else stays. */

import { Lazy, Testing, TerraformStack, Token, Tokenization, DefaultTokenResolver, StringConcat } from "cdktf";
import { resolved } from "../../stacks/resolved";

const stack = new TerraformStack(Testing.app(), "stack");
const text = Lazy.stringValue({ produce: () => "produced" });
const number = Lazy.numberValue({ produce: () => 7 });

const values: readonly (readonly [string, unknown])[] = [
  ["a text", "plain ${text} %{ if } 12e34 1e+5"],
  ["a token in a text", `a ${text} b`],
  ["a number", -1.5],
  ["a token for a number", number],
  ["a token for a number in a text", `a ${number} b`],
  ["a token for a list", Lazy.listValue({ produce: () => ["a", "b"] })],
  ["a token for a list of numbers", Token.asNumberList(Lazy.anyValue({ produce: () => [1, 2] }))],
  ["a token for a map", Token.asStringMap(Lazy.anyValue({ produce: () => ({ a: "b" }) }))],
  ["a token among others", ["a", text]],
  ["a token as a key", { [text]: "a" }],
  ["an object that is a token", { a: Lazy.anyValue({ produce: () => ({ b: [text, undefined], c: undefined }) }) }],
  ["what is nested", { a: [{ b: text, c: undefined }, undefined, null, true, 0, ""], d: {}, e: [], f: undefined }],
];

test.each(values)("%s", (_what, value) => {
  const resolver = new DefaultTokenResolver(new StringConcat());
  expect(resolved(value, stack)).toStrictEqual(Tokenization.resolve(value, { scope: stack, resolver }));
});

test("what is no value is refused, as cdktf refuses it", () => {
  expect(() => resolved({ a: () => "b" }, stack)).toThrow("function");
  expect(() => resolved({ a: stack }, stack)).toThrow("construct");
});
