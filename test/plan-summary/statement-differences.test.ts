import { statementDifferences } from "../../src/delivery/plan-summary/statement-differences";

const deny = { Sid: "Protect", Effect: "Deny", Action: ["backup:A", "backup:B"], Resource: "*" };

function differences(before: object, after: object) {
  const document = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  return statementDifferences(document(before), document(after)).map(({ words, weakens }) => [words, weakens]);
}

const exempt = (...names: string[]) => ({ ArnNotLike: { "aws:PrincipalArn": names } });

test.each([
  ["an action less", deny, { ...deny, Action: "backup:A" }, "no longer denies backup:B", true],
  ["an action more", { ...deny, Action: "backup:A" }, deny, "now denies backup:B", false],
  ["a smaller resource", deny, { ...deny, Resource: "arn:aws:s3:::a" }, "no longer covers *", true],
  ["a NotAction more", { ...deny, NotAction: [] }, { ...deny, NotAction: ["iam:*"] }, "no longer denies iam:*", true],
  [
    "an exemption more",
    { ...deny, Condition: exempt("a") },
    { ...deny, Condition: exempt("a", "b") },
    "now exempts b",
    true,
  ],
  [
    "an exemption less",
    { ...deny, Condition: exempt("a", "b") },
    { ...deny, Condition: exempt("a") },
    "no longer exempts b",
    false,
  ],
  [
    "a condition more",
    deny,
    { ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    "now asks for Bool aws:SecureTransport false",
    true,
  ],
  [
    "a value less that it matches",
    { ...deny, Condition: { StringEquals: { k: ["a", "b"] } } },
    { ...deny, Condition: { StringEquals: { k: ["a"] } } },
    "StringEquals k: drops b",
    true,
  ],
  ["no denial any more", deny, { ...deny, Effect: "Allow" }, "effect Deny → Allow", true],
])("%s", (_what, before, after, words, weakens) => {
  expect(differences(before, after)).toContainEqual([words, weakens]);
});

test("a statement that goes weakens, and one that comes does not; a permission counts either way", () => {
  const none = JSON.stringify({ Statement: [] });
  const one = (statement: object) => JSON.stringify({ Statement: statement });
  expect(statementDifferences(one(deny), none)).toMatchObject([
    { statement: "Protect", words: "is gone: it denied backup:A, backup:B", weakens: true },
  ]);
  expect(statementDifferences(none, one(deny))).toMatchObject([{ weakens: false }]);
  expect(statementDifferences(none, one({ Effect: "Allow", Action: "s3:*" }))).toMatchObject([
    { statement: "statement 1", words: "is new: allows s3:*", weakens: true },
  ]);
});

test("order and form do not count", () => {
  expect(differences(deny, { ...deny, Action: ["backup:B", "backup:A"], Resource: ["*"] })).toEqual([]);
});

test("a statement without a Sid that comes before others changes none of those", () => {
  const anonymous = (Action: string) => ({ Effect: "Deny", Action, Resource: "*" });
  const document = (...actions: readonly string[]) => JSON.stringify({ Statement: actions.map(anonymous) });
  const words = (before: string, after: string) => statementDifferences(before, after).map((one) => one.words);
  expect(words(document("s3:A", "s3:B"), document("s3:C", "s3:A", "s3:B"))).toEqual(["is new: denies s3:C"]);
  expect(words(document("s3:A", "s3:B"), document("s3:B"))).toEqual(["is gone: it denied s3:A"]);
});

test("a condition key is itself in any case", () => {
  const exemption = (...names: string[]) => ({ ...deny, Condition: { ArnNotLike: { "aws:principalarn": names } } });
  expect(differences(exemption("a"), exemption("a", "b"))).toEqual([["now exempts b", true]]);
});
