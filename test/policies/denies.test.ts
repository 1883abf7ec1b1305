/** What a statement denies for certain, against a simulator of IAM. */

import fc from "fast-check";
import { type ServiceControlStatement } from "../../src/config/service-control-policy";
import { certainlyDenies } from "../../src/policies/denies";
import { type PolicyDocument } from "../../src/policies/policy-document";
import { isPermitted } from "../permissions/simulate";

const role = "arn:aws:iam::444444444444:role/OrgBackupRole";
const request = {
  action: "s3:CreateBucket",
  resourceArn: "arn:aws:s3:::orders",
  context: {
    "aws:PrincipalArn": role,
    "aws:PrincipalAccount": "444444444444",
    "aws:RequestedRegion": "eu-west-1",
    "aws:TagKeys": ["backup", "team"],
  },
};

async function isDenied(statement: ServiceControlStatement): Promise<boolean> {
  const everything = { Sid: "All", Effect: "Allow", Action: "*", Resource: "*" };
  const { "aws:TagKeys": keys, ...single } = request.context;
  return !(await isPermitted({ Version: "2012-10-17", Statement: [everything, statement] } as PolicyDocument, role, {
    action: request.action,
    resource: request.resourceArn,
    context: { ...single, "aws:TagKeys": [...keys] },
  }));
}

const list = (...values: readonly string[]) => fc.subarray([...values], { minLength: 1 });
const actions = list("s3:CreateBucket", "S3:createbucket", "s3:Create*", "s3:?reateBucket", "s3:PutBucketAcl", "ec2:*");
const resources = list("arn:aws:s3:::*", "arn:aws:s3:::orders", "arn:aws:s3:::orders-*", "arn:*:s3:::o?ders");
const regions = list("eu-west-1", "EU-WEST-1", "eu-*", "us-east-1");
const arns = list(
  role,
  "arn:aws:iam::*:role/OrgBackupRole",
  "arn:aws:iam::*:role/Org*",
  "arn:aws:iam::*:user/*",
  "arn:aws:iam:*:*:*",
);
const operator = (...names: readonly string[]) =>
  fc.tuple(fc.constantFrom(...names), fc.constantFrom("", "IfExists")).map((parts) => parts.join(""));
const strings = operator(
  "StringEquals",
  "StringNotEquals",
  "StringLike",
  "StringNotLike",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
);

const condition = fc.oneof(
  fc.tuple(strings, regions, fc.constantFrom("aws:RequestedRegion", "AWS:requestedregion")),
  fc.tuple(
    operator("ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "StringLike", "StringNotLike"),
    arns,
    fc.constant("aws:PrincipalArn"),
  ),
  fc.tuple(
    fc.tuple(fc.constantFrom("ForAllValues:", "ForAnyValue:"), strings).map((parts) => parts.join("")),
    list("backup", "team", "t*", "x"),
    fc.constant("aws:TagKeys"),
  ),
);

const statement = fc
  .record({
    action: fc.tuple(fc.constantFrom("Action", "NotAction"), actions),
    resource: fc.tuple(fc.constantFrom("Resource", "NotResource"), fc.oneof(fc.constant(["*"]), resources)),
    conditions: fc.array(condition, { maxLength: 2 }),
    effect: fc.constantFrom("Deny", "Deny", "Deny", "Allow"),
  })
  .map(({ action, resource, conditions, effect }) => ({
    Effect: effect,
    ...Object.fromEntries([action, resource]),
    ...(conditions.length > 0 && {
      Condition: Object.fromEntries(conditions.map(([name, values, key]) => [name, { [key]: values }])),
    }),
  })) as fc.Arbitrary<ServiceControlStatement>;

test("where every key is known, a statement denies for certain exactly what the simulator denies", async () => {
  let denied = 0;
  await fc.assert(
    fc.asyncProperty(statement, async (one) => {
      const certain = certainlyDenies(one, request);
      denied += certain ? 1 : 0;
      expect(certain).toBe(await isDenied(one));
    }),
    { numRuns: 1000 },
  );
  expect(denied).toBeGreaterThan(30);
});

const deny: ServiceControlStatement = { Effect: "Deny", Action: "s3:*", Resource: "*" };

test.each<[string, ServiceControlStatement]>([
  ["a key of which nothing is known", { ...deny, Condition: { StringNotEquals: { "aws:SourceVpc": "vpc-1" } } }],
  ["a key that must be missing", { ...deny, Condition: { Null: { "aws:PrincipalTag/x": "true" } } }],
  ["truth values", { ...deny, Condition: { Bool: { "aws:PrincipalIsAWSService": "false" } } }],
  [
    "a policy variable",
    { ...deny, Condition: { StringNotEquals: { "aws:PrincipalAccount": "${aws:ResourceAccount}" } } },
  ],
  [
    "a policy variable in what is spared",
    { Effect: "Deny", Action: "s3:*", NotResource: "arn:aws:s3:::${aws:PrincipalTag/x}" },
  ],
  ["an ARN that ends early", { ...deny, Condition: { ArnNotLike: { "aws:PrincipalArn": ["arn:aws:ec2:*", "*"] } } }],
  ["several values without a set operator", { ...deny, Condition: { StringEquals: { "aws:TagKeys": "backup" } } }],
])("%s: nothing is certain", (_what, one) => {
  expect(certainlyDenies(deny, request)).toBe(true);
  expect(certainlyDenies(one, request)).toBe(false);
});
