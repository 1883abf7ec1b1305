/** Inheritance of management policies: every operator, every conflict, as AWS documents them. */

import {
  type EffectivePolicy,
  effectivePolicy,
  type MergedPolicies,
  mergeLevel,
  noPolicies,
} from "../../src/evaluator/effective-policy";
import { readManagementPolicy } from "../../src/evaluator/management-policy";

const control = "@@operators_allowed_for_child_policies";

/** Each argument is a level, the root's first; each level a list of documents in order of attachment. */
function merge(...levels: readonly (readonly object[])[]): MergedPolicies {
  return levels.reduce(
    (merged: MergedPolicies, documents, level) =>
      mergeLevel(
        merged,
        documents.map((document, index) => {
          const { policy, problems } = readManagementPolicy(`policy-${level + 1}${"ab"[index]}`, document);
          expect(problems).toEqual([]);
          return policy;
        }),
      ),
    noPolicies,
  );
}

function effective(...levels: readonly (readonly object[])[]): EffectivePolicy {
  return effectivePolicy(merge(...levels));
}

/** What a list comes to, one document of operators for each level. */
function list(...levels: readonly object[]): unknown {
  return effective(...levels.map((operators) => [{ plans: { p: { regions: operators } } }])).plans;
}

const value = (value: unknown) => ({ plans: { p: { regions: value } } });

describe("value-setting operators", () => {
  test("a child overrides what its parent plainly assigns", () => {
    expect(effective([{ a: { "@@assign": "1" } }], [{ a: { "@@assign": "2" } }])).toEqual({ a: "2" });
  });

  test("@@assign replaces a whole list", () => {
    expect(list({ "@@assign": ["a", "b"] }, { "@@assign": ["c"] })).toEqual({ p: { regions: ["c"] } });
  });

  test("@@append adds to a list, and a value that is there already only once", () => {
    expect(list({ "@@assign": ["a"] }, { "@@append": ["a", "b"] })).toEqual({ p: { regions: ["a", "b"] } });
  });

  test("@@append sets a list that is not inherited", () => {
    expect(list({ "@@append": ["a"] })).toEqual({ p: { regions: ["a"] } });
  });

  test("@@remove takes only the values that it names", () => {
    expect(list({ "@@assign": ["a", "b"] }, { "@@remove": ["b", "never there"] })).toEqual({ p: { regions: ["a"] } });
  });

  test("@@remove of the last value leaves no key behind", () => {
    expect(
      effective([{ a: { x: { "@@assign": ["1"] }, y: { "@@assign": "2" } } }], [{ a: { x: { "@@remove": ["1"] } } }]),
    ).toEqual({ a: { y: "2" } });
  });

  test("one policy may remove and append at once", () => {
    expect(list({ "@@assign": ["a", "b"] }, { "@@remove": ["a"], "@@append": ["c"] })).toEqual({
      p: { regions: ["b", "c"] },
    });
  });

  test("a removed value can be appended again further down", () => {
    expect(list({ "@@assign": ["a", "b"] }, { "@@remove": ["b"] }, { "@@append": ["b"] })).toEqual({
      p: { regions: ["a", "b"] },
    });
  });

  test("@@append and @@remove have no effect on a single value, and it is said", () => {
    const merged = merge([{ a: { "@@assign": "1" } }], [{ a: { "@@append": ["2"] } }]);
    expect(effectivePolicy(merged)).toEqual({ a: "1" });
    expect(merged.ignored).toEqual([
      {
        policy: "policy-2a",
        path: ["a"],
        operator: "@@append",
        reason: "it works on lists, and this is a single value",
      },
    ]);
  });

  test("no operator turns a map into a value", () => {
    const merged = merge([{ plans: { p: { x: { "@@assign": "1" } } } }], [{ plans: { "@@append": ["y"] } }]);
    expect(effectivePolicy(merged)).toEqual({ plans: { p: { x: "1" } } });
    expect(merged.ignored).toEqual([
      { policy: "policy-2a", path: ["plans"], operator: "@@append", reason: "it works on values, and this is a map" },
    ]);
  });

  test("no key comes below a value", () => {
    const merged = merge([{ a: { "@@assign": ["1"] } }], [{ a: { b: { "@@assign": "2" } } }]);
    expect(effectivePolicy(merged)).toEqual({ a: ["1"] });
    expect(merged.ignored).toEqual([
      { policy: "policy-2a", path: ["a", "b"], operator: "@@append", reason: "a value is set above it" },
    ]);
  });

  test("what a child does not mention is inherited as it is", () => {
    expect(effective([{ a: { x: { "@@assign": "1" } } }], [{ a: { y: { "@@assign": "2" } } }])).toEqual({
      a: { x: "1", y: "2" },
    });
  });

  test("numbers and booleans become texts, as AWS shows them", () => {
    expect(effective([{ a: { "@@assign": "480" }, b: { "@@assign": true }, c: { "@@assign": 7 } }])).toEqual({
      a: "480",
      b: "true",
      c: "7",
    });
  });
});

describe("keys", () => {
  test("keys come back in lower case, values as they are", () => {
    expect(effective([{ Tags: { CostCenter: { Tag_Key: { "@@assign": "CostCenter" } } } }])).toEqual({
      tags: { costcenter: { tag_key: "CostCenter" } },
    });
  });

  test("names of plans and ARNs of copies keep the case in which they stand first, as in AWS's examples", () => {
    const arn = "arn:aws:backup:us-east-1:$account:backup-vault:Default";
    const plan = (name: string) => ({ [name]: { Rules: { Hourly: { copy_actions: { [arn]: { lifecycle: {} } } } } } });
    expect(effective([{ Plans: plan("PII_Plan") }], [{ plans: plan("pii_plan") }])).toEqual({
      plans: { PII_Plan: { rules: { hourly: { copy_actions: { [arn]: { lifecycle: {} } } } } } },
    });
  });

  test("keys that differ in case alone are one key", () => {
    expect(effective([{ a: { Daily: { "@@assign": "1" } } }], [{ a: { daily: { "@@assign": "2" } } }])).toEqual({
      a: { daily: "2" },
    });
  });

  test("$account is the account, in values and in keys, where the account is known", () => {
    const merged = merge([{ copies: { "vault:$account": { "@@assign": ["role:$account"] } } }]);
    expect(effectivePolicy(merged, "111122223333")).toEqual({
      copies: { "vault:111122223333": ["role:111122223333"] },
    });
    expect(effectivePolicy(merged)).toEqual({ copies: { "vault:$account": ["role:$account"] } });
  });
});

describe("control operators", () => {
  const locked = { a: { [control]: ["@@none"], "@@assign": "1" } };

  test("@@none: a child changes nothing, and is told who forbids it", () => {
    const merged = merge([locked], [{ a: { "@@assign": "2" } }]);
    expect(effectivePolicy(merged)).toEqual({ a: "1" });
    expect(merged.ignored).toEqual([
      { policy: "policy-2a", path: ["a"], operator: "@@assign", reason: "not allowed by policy-1a" },
    ]);
  });

  test.each([
    ["@@assign", { "@@assign": ["c"] }, ["c"]],
    ["@@append", { "@@append": ["c"] }, ["a", "b", "c"]],
    ["@@remove", { "@@remove": ["b"] }, ["a"]],
  ])("%s alone allowed: only that operator works", (allowed, operators, expected) => {
    const parent = { "@@assign": ["a", "b"], [control]: [allowed] };
    const everything = [{ "@@assign": ["c"] }, { "@@append": ["c"] }, { "@@remove": ["b"] }];
    expect(list(parent, operators)).toEqual({ p: { regions: expected } });
    for (const other of everything.filter((one) => JSON.stringify(one) !== JSON.stringify(operators))) {
      expect(list(parent, other)).toEqual({ p: { regions: ["a", "b"] } });
    }
  });

  test("@@all is what holds without a control operator", () => {
    expect(list({ "@@assign": ["a"], [control]: ["@@all"] }, { "@@assign": ["b"] })).toEqual({ p: { regions: ["b"] } });
  });

  test("a child cannot loosen what its parent restricts", () => {
    expect(effective([locked], [{ a: { [control]: ["@@all"] } }], [{ a: { "@@assign": "2" } }])).toEqual({ a: "1" });
  });

  test("a child can restrict further for those below it", () => {
    const parent = { "@@assign": ["a"], [control]: ["@@append", "@@remove"] };
    const child = { "@@append": ["b"], [control]: ["@@append"] };
    expect(list(parent, child, { "@@remove": ["a"] })).toEqual({ p: { regions: ["a", "b"] } });
  });

  test("policies of one level allow what all of them allow", () => {
    const one = value({ "@@assign": ["a"], [control]: ["@@append"] });
    const other = value({ [control]: ["@@append", "@@remove"] });
    expect(effective([one, other], [value({ "@@append": ["b"] })]).plans).toEqual({ p: { regions: ["a", "b"] } });
    expect(effective([one, other], [value({ "@@remove": ["a"] })]).plans).toEqual({ p: { regions: ["a"] } });
  });

  test.each([
    ["the value that is there", { "@@assign": ["b", "a"] }, 0],
    ["values that are there", { "@@append": ["a"] }, 0],
    ["no value that is there", { "@@remove": ["c"] }, 0],
    ["every value that is there", { "@@remove": ["a", "b"] }, 1],
    ["another value", { "@@append": ["a", "c"] }, 1],
  ])("what is forbidden is told where it would change something: %s", (_, operators, count) => {
    const merged = merge([value({ "@@assign": ["a", "b"], [control]: ["@@none"] })], [value(operators)]);
    expect(merged.ignored).toHaveLength(count);
    expect(effectivePolicy(merged).plans).toEqual({ p: { regions: ["a", "b"] } });
  });

  test("policies of one level do not restrict each other", () => {
    expect(effective([locked, { b: { "@@assign": "2" } }])).toEqual({ a: "1", b: "2" });
    expect(effective([{ a: { [control]: ["@@none"] } }, { a: { "@@assign": "1" } }])).toEqual({ a: "1" });
  });

  test("@@none on a map keeps new keys out", () => {
    const parent = { plans: { [control]: ["@@none"], p: { x: { "@@assign": "1" } } } };
    const merged = merge([parent], [{ plans: { q: { x: { "@@assign": "2" } } } }]);
    expect(effectivePolicy(merged)).toEqual({ plans: { p: { x: "1" } } });
    expect(merged.ignored).toEqual([
      {
        policy: "policy-2a",
        path: ["plans", "q"],
        operator: "@@append",
        reason: "new keys are not allowed here by policy-1a",
      },
    ]);
  });

  test("@@append on a map lets new keys in, with whatever they hold", () => {
    const parent = { plans: { [control]: ["@@append"], p: { [control]: ["@@none"], x: { "@@assign": "1" } } } };
    expect(effective([parent], [{ plans: { q: { x: { "@@assign": "2" } }, p: { y: { "@@assign": "3" } } } }])).toEqual({
      plans: { p: { x: "1" }, q: { x: "2" } },
    });
  });

  test("a control operator holds at its own node, not below it: that is why every node needs one", () => {
    const parent = { plans: { p: { [control]: ["@@none"], x: { "@@assign": "1" } } } };
    expect(effective([parent], [{ plans: { p: { x: { "@@assign": "2" } } } }])).toEqual({ plans: { p: { x: "2" } } });
  });

  test("a control operator for a key that nobody sets binds who sets it, and is no key itself", () => {
    const parent = { a: { "@@assign": "1" }, b: { [control]: ["@@none"] } };
    expect(effective([parent])).toEqual({ a: "1" });
    expect(effective([parent], [{ b: { "@@assign": "2" } }])).toEqual({ a: "1" });
  });
});

describe("two policies at one level", () => {
  test("of two that assign a single value, the one attached first wins, and the other is told", () => {
    const merged = merge([{ a: { "@@assign": "first" } }, { a: { "@@assign": "second" } }]);
    expect(effectivePolicy(merged)).toEqual({ a: "first" });
    expect(merged.ignored).toEqual([
      { policy: "policy-1b", path: ["a"], operator: "@@assign", reason: "policy-1a was attached first" },
    ]);
  });

  test("two that assign the same are no conflict, in whatever order", () => {
    expect(merge([{ a: { "@@assign": "1" } }, { a: { "@@assign": "1" } }]).ignored).toEqual([]);
    expect(merge([value({ "@@assign": ["a", "b"] }), value({ "@@assign": ["b", "a"] })]).ignored).toEqual([]);
  });

  test("of two that assign a list, the one attached first wins", () => {
    expect(effective([value({ "@@assign": ["a"] }), value({ "@@assign": ["b"] })]).plans).toEqual({
      p: { regions: ["a"] },
    });
  });

  test("what both append is added", () => {
    expect(effective([value({ "@@append": ["a"] }), value({ "@@append": ["b"] })]).plans).toEqual({
      p: { regions: ["a", "b"] },
    });
  });

  test.each([
    ["assigned first", [{ "@@assign": ["a"] }, { "@@append": ["b"] }]],
    ["appended first", [{ "@@append": ["b"] }, { "@@assign": ["a"] }]],
  ])("what one appends is added to what the other assigns: %s", (_, operators) => {
    expect(effective(operators.map(value)).plans).toEqual({ p: { regions: ["a", "b"] } });
  });

  test("@@remove takes from what is inherited, not from what the level itself appends", () => {
    expect(
      effective([value({ "@@assign": ["a"] })], [value({ "@@remove": ["a", "b"] }), value({ "@@append": ["b"] })])
        .plans,
    ).toEqual({ p: { regions: ["b"] } });
  });

  test("rules of one plan in two policies come together", () => {
    const rule = (name: string) => ({ plans: { p: { rules: { [name]: { schedule: { "@@assign": name } } } } } });
    expect(effective([rule("a"), rule("b")])).toEqual({
      plans: { p: { rules: { a: { schedule: "a" }, b: { schedule: "b" } } } },
    });
  });
});

describe("documents that AWS refuses", () => {
  test.each([
    ["a value without an operator", { a: "1" }, ["a"], /must be a map/],
    ["a list without an operator", { a: ["1"] }, ["a"], /must be a map/],
    ["an unknown operator", { a: { "@@set": "1" } }, ["a", "@@set"], /not an inheritance operator/],
    ["@@append of a map", { a: { "@@append": { b: 1 } } }, ["a", "@@append"], /cannot take this value/],
    ["@@assign of a map", { a: { "@@assign": { b: 1 } } }, ["a", "@@assign"], /cannot take this value/],
    ["@@assign of null", { a: { "@@assign": null } }, ["a", "@@assign"], /cannot take this value/],
    ["@@none beside another", { a: { [control]: ["@@none", "@@append"] } }, ["a", control], /cannot take/],
    ["an empty control", { a: { [control]: [] } }, ["a", control], /cannot take/],
    ["keys that differ in case alone", { a: { B: {}, b: {} } }, ["a", "b"], /is in this map twice/],
    ["no map at all", ["a"], [], /must be a map/],
  ])("%s", (_, document, path, message) => {
    expect(readManagementPolicy("p", document).problems).toEqual([
      expect.objectContaining({ path, message: expect.stringMatching(message) }),
    ]);
  });
});
