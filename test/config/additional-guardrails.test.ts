/** The policies of `guardrails.additional`, as a closed world: what AWS would refuse, and what it would not notice. */

import fc from "fast-check";
import { parse, stringify } from "yaml";
import { serviceAuthorizationDate } from "../../src/aws/service-authorization";
import { filesIn } from "../../src/config/named-files";
import { Source } from "../../src/config/source";
import { formatPath } from "../../src/findings/finding";
import { findingsAsText } from "../../src/findings/print";
import { validateSource, type Validation } from "../../src/answers/validate";
import { edit, validText } from "./valid";

const text = edit(
  validText,
  "protectBackups: { targets: [root] }",
  "protectBackups: { targets: [root] }\n  additional: [{ name: ours, file: ours.json, targets: [Production] }]",
);
const allowed = new Set(["kms-key-in-management", "scp-stops-own-roles"]);

function validate(policy: string, config = text): Validation {
  return validateSource(new Source("org.yaml", config), filesIn({ "ours.json": policy }));
}

function found(policy: unknown, config = text) {
  const content = typeof policy === "string" ? policy : JSON.stringify(policy);
  return validate(content, config).findings.filter(({ rule, severity }) => !allowed.has(rule) && severity !== "note");
}

const deny = { Effect: "Deny", Action: "s3:PutBucketAcl", Resource: "*" };
const policy = (...statements: readonly unknown[]) => ({ Version: "2012-10-17", Statement: statements });
const without = (key: keyof typeof deny, more: object) => ({
  ...Object.fromEntries(Object.entries(deny).filter(([name]) => name !== key)),
  ...more,
});
const when = (Condition: unknown) => policy({ ...deny, Condition });

describe("what AWS takes", () => {
  test.each<[string, unknown]>([
    ["one statement without a list", { Version: "2012-10-17", Statement: deny }],
    ["two statements", policy({ ...deny, Sid: "One" }, { ...deny, Sid: "2" }, deny, deny)],
    ["every action", policy({ ...deny, Action: "*" })],
    [
      "actions in any case, with wildcards anywhere",
      policy({ ...deny, Action: ["S3:putbucketacl", "iam:*AccessKey?", "ec2:*"] }),
    ],
    ["NotAction", policy(without("Action", { NotAction: ["iam:*", "sts:*"] }))],
    ["NotResource", policy(without("Resource", { NotResource: "arn:aws:s3:::ours/*" }))],
    [
      "Allow with a NotAction, a resource and a condition",
      policy({
        Effect: "Allow",
        NotAction: "s3:*",
        Resource: "arn:aws:iam::*:*",
        Condition: { Bool: { "aws:SecureTransport": true } },
      }),
    ],
    [
      "ARNs that end early or have wildcards and variables",
      policy({ ...deny, Resource: ["arn:aws:sqs", "arn:*:s3:::a?b/${aws:username}"] }),
    ],
    [
      "set operators and IfExists",
      when({
        "ForAllValues:StringLikeIfExists": { "aws:TagKeys": ["a*"] },
        "ForAnyValue:ArnNotEquals": { "aws:PrincipalArn": ["*"] },
      }),
    ],
    [
      "numbers, truth values and texts",
      when({
        NumericLessThan: { "s3:max-keys": 10 },
        Null: { "aws:SourceVpc": "true" },
        Bool: { "aws:ViaAWSService": ["false", "${aws:PrincipalTag/x}"] },
      }),
    ],
    [
      "keys of identity providers",
      when({ StringEquals: { "token.actions.githubusercontent.com:sub": "x", "saml:aud": "x" } }),
    ],
    [
      "keys in any case, and with tags",
      when({ StringEquals: { "AWS:principalarn": "x", "aws:RequestTag/cost center": "x" } }),
    ],
  ])("%s", (_what, document) => {
    expect(found(document)).toEqual([]);
  });
});

describe("what AWS refuses", () => {
  test.each<[string, unknown, string, RegExp]>([
    ["no map", [], "", /^a policy is a map$/],
    ["no version", { Statement: deny }, "Version", /must be `2012-10-17`/],
    ["the version without variables", { Version: "2008-10-17", Statement: deny }, "Version", /must be `2012-10-17`/],
    ["no statement", { Version: "2012-10-17" }, "Statement", /there is no statement/],
    ["an empty list of statements", policy(), "Statement", /there is no statement/],
    ["a statement that is a text", policy("deny"), "Statement[0]", /^a statement is a map$/],
    ["an id", { ...policy(deny), Id: "x" }, "Id", /^an SCP has no `Id` here$/],
    ["a principal", policy({ ...deny, Principal: "*" }), "Statement[0].Principal", /no `Principal` here/],
    ["an element in another case", policy({ ...deny, condition: {} }), "Statement[0].condition", /no `condition` here/],
    ["a Sid with a space", policy({ ...deny, Sid: "a b" }), "Statement[0].Sid", /letters and digits/],
    [
      "a Sid twice",
      policy({ ...deny, Sid: "A" }, { ...deny, Sid: "A" }),
      "Statement[1].Sid",
      /earlier statement has the Sid `A`/,
    ],
    ["no effect", policy(without("Effect", {})), "Statement[0]", /^the statement has no Effect$/],
    [
      "an effect in another case",
      policy({ ...deny, Effect: "deny" }),
      "Statement[0].Effect",
      /neither `Allow` nor `Deny`/,
    ],
    ["no action", policy(without("Action", {})), "Statement[0]", /^the statement has no Action and no NotAction$/],
    [
      "both kinds of action",
      policy({ ...deny, NotAction: "s3:*" }),
      "Statement[0]",
      /^the statement has both Action and NotAction$/,
    ],
    ["an empty list of actions", policy({ ...deny, Action: [] }), "Statement[0].Action", /neither a text nor a list/],
    [
      "an action that is a number",
      policy({ ...deny, Action: ["s3:*", 5] }),
      "Statement[0].Action",
      /neither a text nor a list/,
    ],
    [
      "an action without a service",
      policy({ ...deny, Action: ["s3:*", "PutBucketAcl"] }),
      "Statement[0].Action[1]",
      /^`PutBucketAcl` is no action$/,
    ],
    ["a wildcard for the service", policy({ ...deny, Action: "*:Untag*" }), "Statement[0].Action", /is no action/],
    ["no resource", policy(without("Resource", {})), "Statement[0]", /no Resource and no NotResource/],
    [
      "a resource that is no ARN",
      policy({ ...deny, Resource: "my-bucket" }),
      "Statement[0].Resource",
      /^`my-bucket` is no resource$/,
    ],
    ["an empty condition", when({}), "Statement[0].Condition", /a condition is a map of operators/],
    [
      "an operator without keys",
      when({ StringEquals: {} }),
      "Statement[0].Condition.StringEquals",
      /a condition is a map/,
    ],
    [
      "an operator that is none",
      when({ StringIs: { "aws:username": "x" } }),
      "Statement[0].Condition.StringIs",
      /no condition operator `StringIs`/,
    ],
    [
      "Null with IfExists",
      when({ NullIfExists: { "aws:username": "true" } }),
      "Statement[0].Condition.NullIfExists",
      /no condition operator/,
    ],
    [
      "a key that is none",
      when({ StringEquals: { username: "x" } }),
      "Statement[0].Condition.StringEquals.username",
      /`username` is not a condition key/,
    ],
    [
      "no value",
      when({ StringEquals: { "aws:username": [] } }),
      "Statement[0].Condition.StringEquals.aws:username",
      /neither a value nor a list/,
    ],
    [
      "a map for a value",
      when({ StringEquals: { "aws:username": {} } }),
      "Statement[0].Condition.StringEquals.aws:username",
      /neither a value nor a list/,
    ],
    [
      "a word for a number",
      when({ NumericEquals: { "s3:max-keys": ["1", "ten"] } }),
      "Statement[0].Condition.NumericEquals.s3:max-keys[1]",
      /cannot compare with `ten`/,
    ],
    [
      "a word for a truth value",
      when({ Null: { "aws:username": "yes" } }),
      "Statement[0].Condition.Null.aws:username",
      /Null cannot compare with `yes`/,
    ],
    [
      "a number that JavaScript does not have",
      '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":12345678901234567890}}}}',
      "Statement.Condition.StringEquals.aws:PrincipalAccount",
      /neither a value nor a list/,
    ],
    [
      "a number without end",
      '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"NumericEquals":{"s3:max-keys":1e400}}}}',
      "Statement.Condition.NumericEquals.s3:max-keys",
      /neither a value nor a list/,
    ],
    ["two policies", `${JSON.stringify(policy(deny))}${JSON.stringify(policy(deny))}`, "", /^this is not JSON/],
    ["an empty file", "", "", /^this is not JSON/],
  ])("%s: one finding, with its path", (_what, document, path, words) => {
    expect(found(document)).toMatchObject([
      { file: "ours.json", severity: "error", rule: "scp-syntax", path, message: expect.stringMatching(words) },
    ]);
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("%s is nothing that AWS knows", (name) => {
    const [key, body] = [JSON.stringify(name), JSON.stringify(deny).slice(1, -1)];
    const statement = (more: string) => `{"Version":"2012-10-17","Statement":{${body},${more}}}`;
    expect(found(statement(`${key}:1`))).toMatchObject([{ rule: "scp-syntax", path: `Statement.${name}` }]);
    expect(found(`{"Version":"2012-10-17","Statement":{${body}},${key}:1}`)).toMatchObject([{ path: name }]);
    expect(found(statement(`"Condition":{${key}:{"aws:username":"x"}}`))).toMatchObject([{ rule: "scp-syntax" }]);
    expect(found(policy({ ...deny, Action: `${name.replaceAll("_", "-")}:x` }))).toMatchObject([
      { rule: "scp-action-unknown" },
    ]);
    expect(found(policy({ ...deny, Action: `s3:${name.replaceAll("_", "-")}` }))).toMatchObject([
      { rule: "scp-action-unknown" },
    ]);
  });
});

describe("what AWS would not notice", () => {
  const action = (name: string, config = text) => found(policy({ ...deny, Action: ["s3:*", name] }), config);
  const date = serviceAuthorizationDate;

  test.each([
    [
      "backup:RemoveBackupVaultLockConfiguration",
      `AWS had no action \`backup:RemoveBackupVaultLockConfiguration\` on ${date}`,
      "Did you mean `backup:DeleteBackupVaultLockConfiguration`? ",
    ],
    [
      "backup:DeleteBackupVaultt*",
      `no action of AWS matched \`backup:DeleteBackupVaultt*\` on ${date}`,
      "Did you mean",
    ],
    ["backup:Destroy*", `no action of AWS matched \`backup:Destroy*\` on ${date}`, ""],
    ["bakup:DeleteRecoveryPoint", `AWS had no service \`bakup\` on ${date}`, "Did you mean `backup`? "],
  ])("%s: what is wrong, and what was meant", (name, message, suggestion) => {
    expect(action(name)).toMatchObject([
      { rule: "scp-action-unknown", severity: "error", file: "ours.json", path: "Statement[0].Action[1]", message },
    ]);
    const [{ hint } = { hint: "" }] = action(name);
    expect(hint.startsWith(suggestion)).toBe(true);
    expect(hint.includes("Did you mean")).toBe(suggestion !== "");
    expect(hint).toContain("newActions");
  });

  test("what is misspelt in NotAction denies more than was meant, and is found too", () => {
    expect(found(policy(without("Action", { NotAction: "iam:Everything" })))).toMatchObject([
      { rule: "scp-action-unknown", path: "Statement[0].NotAction" },
    ]);
  });

  const withNew = (...actions: readonly string[]) =>
    edit(text, "file: ours.json,", `file: ours.json, newActions: [${actions.join(", ")}],`);

  test("what the config calls new is taken, by its name or a wildcard, whether the list knows it by now or not", () => {
    expect(action("s3:NewThing", withNew("s3:NewThing"))).toEqual([]);
    expect(action("newservice:*", withNew("newservice:DoIt"))).toEqual([]);
    expect(action("s3:GetObject", withNew("s3:GetObject"))).toEqual([]);
    expect(action("s3:NewThing", withNew("s3:OtherThing", "s3:getobject"))).toMatchObject([
      { rule: "scp-action-unknown" },
    ]);
  });

  test("what the config calls new and no statement names is an error in the config", () => {
    const document = policy({ ...deny, Action: "s3:PutBucketAcl" });
    expect(found(document, withNew("s3:NewThing"))).toMatchObject([
      { rule: "scp-action-unknown", file: "org.yaml", path: "guardrails.additional[0].newActions[0]" },
    ]);
  });

  test.each([
    ["aws:PrincipalOrgPath", "Did you mean `aws:PrincipalOrgPaths`? "],
    ["s3:MaxKeys", "Did you mean `s3:max-keys`? "],
    ["nosuchservice:Key", ""],
  ])("the condition key %s is a warning", (key, suggestion) => {
    expect(found(when({ StringEquals: { [key]: "x" } }))).toMatchObject([
      {
        rule: "scp-condition-key-unknown",
        severity: "warning",
        path: `Statement[0].Condition.StringEquals.${key}`,
        hint: `${suggestion}Correct it, unless AWS has added it since.`,
      },
    ]);
  });
});

describe("findings", () => {
  const broken = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": ["s3:PutBucketAcl", "s3:PutBucketACLs"],
      "Resource": "*"
    }
  ]
}
`;

  test("stand at line and column of the file, with its text", () => {
    const { findings, lineText } = validate(broken);
    const ours = findings.filter(({ file }) => file === "ours.json");
    expect(ours.map(({ line, column, rule }) => [line, column, rule])).toEqual([
      [6, 7, "scp-syntax"],
      [7, 37, "scp-action-unknown"],
    ]);
    const plain = { red: String, yellow: String, bold: String, dim: String };
    const shown = findingsAsText(ours, plain as never, lineText).split("\n");
    expect(shown[0]).toMatch(/^ours\.json:6:7 error scp-syntax an SCP has no `Principal` here$/);
    expect(shown.slice(1, 3)).toEqual(['        "Principal": "*",', "        ^"]);
  });

  test("are all there at once: of the config, its files, and their sizes", () => {
    const large = policy({ ...deny, Action: "s3:PutBucketACLs", Resource: `arn:aws:s3:::${"x".repeat(10_240)}` });
    const rules = found(large, edit(text, "targets: [Production] }]", "targets: [Produktion] }]")).map(
      ({ rule }) => rule,
    );
    expect(rules).toEqual(["guardrail-target-unknown", "scp-action-unknown"]);
    expect(found(large).map(({ rule }) => rule)).toEqual(["scp-size", "scp-action-unknown"]);
  });

  test("about a file that two guardrails name are there once", () => {
    const twice = edit(
      text,
      "targets: [Production] }]",
      "targets: [Production] }, { name: more, file: ours.json, targets: [root] }]",
    );
    expect(found(broken, twice).map(({ rule }) => rule)).toEqual(["scp-syntax", "scp-action-unknown"]);
  });

  test("stop at a hundred of a kind", () => {
    const actions = Array.from({ length: 4000 }, (_, index) => `s3:No${index}`);
    const many = found(policy({ ...deny, Action: actions })).filter(({ rule }) => rule === "scp-action-unknown");
    expect(many).toHaveLength(100);
  });
});

test("a policy of 10,240 characters without its white space passes, and one more does not", () => {
  const overhead = JSON.stringify(policy({ ...deny, Resource: "arn:aws:s3:::" })).length;
  fc.assert(
    fc.property(
      fc.integer({ min: -40, max: 40 }),
      fc.constantFrom(0, 1, 2, 8),
      fc.constantFrom("x", "é", "🔒"),
      (more, indent, letter) => {
        const bytes = Buffer.byteLength(letter);
        const name = letter.repeat(Math.floor((10_240 + more - overhead) / bytes));
        const size = overhead + Buffer.byteLength(name);
        const document = JSON.stringify(policy({ ...deny, Resource: `arn:aws:s3:::${name}` }), null, indent);
        expect(found(document).map(({ rule }) => rule)).toEqual(size > 10_240 ? ["scp-size"] : []);
      },
    ),
  );
});

test("additional guardrails count with the others: nine fit on a target", () => {
  const entries = (count: number) =>
    Array.from({ length: count }, (_, index) => `{ name: a${index}, file: ours.json, targets: [root] }`).join(", ");
  const ofRoot = [...validText.matchAll(/^ {2}\w+: +\{ targets: \[root\] \}$/gm)].length;
  const withEntries = (count: number) =>
    edit(text, "{ name: ours, file: ours.json, targets: [Production] }", entries(count));
  expect(ofRoot).toBe(4);
  expect(found(policy(deny), withEntries(9 - ofRoot))).toEqual([]);
  expect(found(policy(deny), withEntries(10 - ofRoot))).toMatchObject([
    { rule: "scp-count", path: `guardrails.additional[${9 - ofRoot}]` },
  ]);
});

test("whatever the policy, the answer is findings: no exception, none without a place, and a policy where there is no error", () => {
  const word = fc.constantFrom(
    "Version",
    "2012-10-17",
    "Statement",
    "Effect",
    "Deny",
    "Action",
    "s3:Get*",
    "*",
    "Resource",
    "Condition",
    "StringEquals",
    "aws:username",
    "__proto__",
    "x",
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      word,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      tie("list"),
      tie("map"),
    ),
    list: fc.array(tie("tree"), { maxLength: 3 }),
    map: fc.array(fc.tuple(word, tie("tree")), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  }));
  const changed = fc.tuple(fc.constantFrom("Sid", "Effect", "Action", "NotAction", "Resource", "Condition"), tree);
  const nearlyPolicy = fc
    .array(changed, { maxLength: 2 })
    .map((changes) => policy({ ...deny, ...Object.fromEntries(changes) }));
  let valid = 0;
  fc.assert(
    fc.property(fc.oneof(nearlyPolicy, tree), (document) => {
      const content = JSON.stringify(document, null, 1);
      const { findings, result } = validate(content);
      valid += result ? 1 : 0;
      expect(result === undefined).toBe(findings.some(({ severity }) => severity === "error"));
      for (const { file, line, column } of findings.filter((finding) => finding.file !== "org.yaml")) {
        expect(file).toBe("ours.json");
        expect(column).toBeLessThanOrEqual((content.split("\n")[line - 1] ?? "").length + 1);
      }
    }),
    { numRuns: 1000 },
  );
  expect(valid).toBeGreaterThan(20);
});

test("whatever is broken in the shape of a guardrail, no rule finds fault with what is right", () => {
  const two = edit(
    text,
    "targets: [Production] }]",
    "targets: [Production], newActions: [s3:New] }, { name: more, file: ours.json, targets: [root] }]",
  );
  const document = policy({ ...deny, Action: ["s3:New", "s3:PutBucketAcl"] });
  expect(found(document, two).map(({ rule }) => rule)).toEqual([]);
  const paths = [
    [],
    [0],
    [0, "name"],
    [0, "file"],
    [0, "targets"],
    [0, "targets", 0],
    [0, "newActions"],
    [0, "newActions", 0],
  ];
  const spurious = paths.flatMap((path) =>
    [null, "", 5, true, [], [null], {}].flatMap((bad) => {
      const config = parse(two);
      const full = ["guardrails", "additional", ...path];
      full.slice(0, -1).reduce((node, key) => node[key], config)[full.at(-1) ?? ""] = bad;
      const errors = found(document, stringify(config)).filter(({ severity }) => severity === "error");
      // Where the value is of the right shape after all, the rules are right to speak.
      return errors.some(({ rule }) => /^(unknown-key|required-key|wrong-type|wrong-value)$/.test(rule))
        ? errors
            .filter(({ path: at }) => !at.startsWith(formatPath(full)))
            .map(({ rule, path: at }) => `${full.join(".")} = ${JSON.stringify(bad)}: ${rule} at ${at}`)
        : [];
    }),
  );
  expect(spurious).toEqual([]);
});
