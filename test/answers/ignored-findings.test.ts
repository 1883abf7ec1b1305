/** `findings.ignore`: what it takes away, what it leaves, and when it is wrong itself. */

import { everyRule, validateSource } from "../../src/answers/validate";
import { Source } from "../../src/config/source";
import { ignoredAsText } from "../../src/findings/ignored";
import { edit, validText } from "../config/valid";

const beside = "\nguardrails:";

function validated(entries: string, text = validText) {
  const { findings, ignored, result } = validateSource(
    new Source("org.yaml", edit(text, beside, `\nfindings: { ignore: [${entries}] }\n${beside}`)),
  );
  return {
    findings: findings
      .filter(({ severity }) => severity !== "note")
      .map(({ severity, rule, path }) => `${severity} ${rule} ${path}`),
    ignored: ignored.map(({ rule, reason }) => `${rule}: ${reason}`),
    said: ignoredAsText(ignored),
    valid: result !== undefined,
  };
}

test("a warning that is ignored is counted with its reason, and the config is valid as before", () => {
  expect(validated("{ rule: kms-key-in-management, reason: moves next year }")).toEqual({
    findings: [],
    ignored: ["kms-key-in-management: moves next year"],
    said: "1 finding is ignored: kms-key-in-management at encryption.account (moves next year)\n",
    valid: true,
  });
});

test("findings of one rule and reason are said once, the others apart", () => {
  const [one] = validateSource(new Source("org.yaml", validText)).findings;
  const at = (path: string, rule: string, reason: string) => (one ? [{ ...one, path, rule, reason }] : []);
  expect(
    ignoredAsText([
      ...[0, 1, 2, 3, 4].flatMap((index) => at(`accounts[${index}]`, "network-uncovered", "no S3")),
      ...at("accounts[5]", "network-uncovered", "soon"),
    ]),
  ).toBe(
    "6 findings are ignored: network-uncovered at accounts[0], accounts[1], accounts[2] and 2 more (no S3), network-uncovered at accounts[5] (soon)\n",
  );
});

test.each([
  ["the place itself", "encryption.account", true],
  ["a place above", "encryption", true],
  ["another place", "encryption.alias", false],
  ["the beginning of a key", "encryption.acc", false],
])("at %s", (_what, at, isIgnored) => {
  const { ignored, findings } = validated(`{ rule: kms-key-in-management, at: ${at}, reason: r }`);
  expect(ignored).toHaveLength(isIgnored ? 1 : 0);
  expect(findings).toEqual(
    isIgnored ? [] : ["warning kms-key-in-management encryption.account", "warning ignore-stale findings.ignore[0]"],
  );
});

test("an error is not ignored, and the entry is an error", () => {
  const broken = edit(validText, 'id: "222222222222"', 'id: "111111111111"');
  const { findings, valid } = validated("{ rule: account-id-duplicate, reason: r }", broken);
  expect(valid).toBe(false);
  expect(findings.some((finding) => finding.startsWith("error ignore-unknown findings.ignore[0].rule"))).toBe(true);
});

/** The valid config with so many who may assume the break-glass role. */
function withPrincipals(count: number): string {
  const principals = Array.from(
    { length: count },
    (_, index) =>
      `"arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_BackupEmergency${index}_*"`,
  );
  return edit(
    validText,
    '["arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_BackupAdmin_*"]',
    `[${principals.join(", ")}]`,
  );
}

test("a quota that AWS raises is the one error that can be", () => {
  const many = withPrincipals(9);
  expect(validated("", many).valid).toBe(false);
  expect(validated("{ rule: trust-policy-size, reason: raised in every account }", many)).toMatchObject({
    ignored: ["trust-policy-size: raised in every account"],
    valid: true,
  });
  expect(everyRule.filter(({ raisable }) => raisable).map(({ id }) => id)).toEqual(["trust-policy-size"]);
});

test("nobody can ignore what is above the ceiling of a quota that AWS raises", () => {
  const many = withPrincipals(60);
  const { findings, valid } = validated("{ rule: trust-policy-size, reason: raised }", many);
  expect(valid).toBe(false);
  expect(findings.filter((one) => one.startsWith("error"))).toEqual([
    expect.stringContaining("error trust-policy-ceiling roles.breakGlassAccess.principals"),
  ]);
});

test("of two entries for one finding, the second is stale; neither silences a finding about entries", () => {
  const entry = "{ rule: kms-key-in-management, reason: r }";
  expect(validated(`${entry}, ${entry}`).findings).toEqual(["warning ignore-stale findings.ignore[1]"]);
  expect(validated("{ rule: ignore-stale, reason: r }").findings).toContain(
    "error ignore-unknown findings.ignore[0].rule",
  );
});

test.each([
  ["of the rules", "schedule: cron(0 2 ? * * *)", "schedule: cron(0 2)", "schedule-syntax"],
  ["of the shape", "startWindowMinutes: 60", "startWindowMinutes: soon", "wrong-type"],
])("beside an error %s, ignored is what is found, and no entry is stale", (_what, from, to, rule) => {
  const entries = "{ rule: kms-key-in-management, reason: r }, { rule: retention-gap, reason: r }";
  const { findings, ignored } = validated(entries, edit(validText, from, to));
  expect(findings).toEqual([expect.stringContaining(`error ${rule} `)]);
  expect(ignored).toEqual(["kms-key-in-management: r"]);
});

test("a reason is asked for", () => {
  expect(validated("{ rule: kms-key-in-management }").valid).toBe(false);
  expect(validated("{ rule: kms-key-in-management, reason: ' ' }").valid).toBe(false);
});
