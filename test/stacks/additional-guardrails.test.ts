/** Guardrails that a team writes itself, as Terraform gets them. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { filesIn } from "../../src/config/named-files";
import { guardrailsSchema } from "../../src/config/schema/guardrails";
import { Source } from "../../src/config/source";
import { affectedStacks } from "../../src/terraform/affected";
import { readSynthesis } from "../../src/terraform/synthesis";
import { type Built, validateFile, validateSource } from "../../src/answers/validate";
import { edit, validText } from "../config/valid";
import { synthesize } from "../synthesize";
import { readStacks, stackOf } from "./template";

const directory = mkdtempSync(join(tmpdir(), "strongroom-additional-"));
afterAll(() => rmSync(directory, { recursive: true }));

const text = edit(
  validText,
  "protectBackups: { targets: [root] }",
  [
    "protectBackups: { targets: [root] }",
    "  additional:",
    "    - { name: ours, file: scp/ours.json, targets: [Production, payments, Production] }",
    "    - { name: constructor, file: scp/ours.json, targets: [Workloads] }",
  ].join("\n"),
);
const policy = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "OwnBuckets",
      Effect: "Deny",
      Action: ["s3:PutBucketAcl", "s3:PutBucketPolicy"],
      NotResource: "arn:aws:s3:::${aws:PrincipalAccount}-%{x}-*",
      Condition: {
        StringNotEquals: { "aws:ResourceAccount": "${aws:PrincipalAccount}" },
        Bool: { "aws:SecureTransport": true },
      },
    },
    {
      Effect: "Deny",
      Action: "ec2:DeleteVpc",
      Resource: "*",
      Condition: { NumericLessThan: { "aws:MultiFactorAuthAge": 5 } },
    },
  ],
};

function built(content: string): Built {
  const { result, findings } = validateSource(new Source("org.yaml", text), filesIn({ "scp/ours.json": content }));
  if (!result) {
    throw new Error(JSON.stringify(findings));
  }
  return result;
}

let outputs = 0;

function output(result: Built): string {
  const outputDirectory = join(directory, `${(outputs += 1)}.out`);
  synthesize({ awsProviderVersion: undefined, ...result, outputDirectory });
  return outputDirectory;
}

test("each is a policy with its business key in the address, attached to each of its targets once", () => {
  const organization = stackOf(readStacks(output(built(JSON.stringify(policy)))), "organization");
  expect(organization.addresses().filter((address) => address.includes("additional"))).toEqual([
    "aws_organizations_policy.policy-strongroom-additional-constructor",
    "aws_organizations_policy.policy-strongroom-additional-ours",
    "aws_organizations_policy_attachment.attachment-strongroom-additional-constructor--ou-a1b2-22222222",
    "aws_organizations_policy_attachment.attachment-strongroom-additional-ours--444444444444",
    "aws_organizations_policy_attachment.attachment-strongroom-additional-ours--ou-a1b2-33333333",
  ]);
  expect(organization.resource("aws_organizations_policy", "policy-strongroom-additional-ours")).toMatchObject({
    name: "strongroom-additional-ours",
    type: "SERVICE_CONTROL_POLICY",
  });
});

test("no policy of Strongroom's own can have the name of one", () => {
  const own = Object.keys(guardrailsSchema.shape).filter((key) => key !== "additional");
  expect(own.length).toBeGreaterThan(5);
  expect(own.filter((key) => key.startsWith("additional"))).toEqual([]);
});

test("Terraform evaluates nothing of it: policy variables reach AWS as they are written", () => {
  const organization = stackOf(readStacks(output(built(JSON.stringify(policy)))), "organization");
  const { content } = organization.resource("aws_organizations_policy", "policy-strongroom-additional-ours");
  expect(content).toContain('"arn:aws:s3:::$${aws:PrincipalAccount}-%%{x}-*"');
  expect(content).not.toMatch(/(?<!\$)\$\{|(?<!%)%\{/);
  expect(JSON.parse(content.replaceAll("$${", "${").replaceAll("%%{", "%{"))).toEqual(policy);
});

test("the form of the file and the order of its keys change no byte", () => {
  const expected = built(JSON.stringify(policy)).documents;
  const shuffled = (value: unknown, order: number): unknown =>
    Array.isArray(value)
      ? value.map((item) => shuffled(item, order))
      : typeof value === "object" && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .map(([key, child]) => [key, shuffled(child, order)] as const)
              .sort(([a], [b]) => ((a.length * order) % 7) - ((b.length * order) % 7)),
          )
        : value;
  fc.assert(
    fc.property(fc.nat(6), fc.constantFrom(0, 1, 4, "\t"), (order, indent) => {
      expect(built(JSON.stringify(shuffled(policy, order), null, indent)).documents).toEqual(expected);
    }),
  );
});

test("one statement is a list of one", () => {
  const [statement] = policy.Statement;
  expect(built(JSON.stringify({ ...policy, Statement: statement })).documents).toEqual(
    built(JSON.stringify({ ...policy, Statement: [statement] })).documents,
  );
});

test("another text of a file affects the stack `organization` alone, and another form of it nothing", () => {
  const config = join(directory, "config");
  mkdirSync(join(config, "scp"), { recursive: true });
  writeFileSync(join(config, "org.yaml"), text);
  const synthesized = (content: string) => {
    writeFileSync(join(config, "scp", "ours.json"), content);
    const { result } = validateFile(join(config, "org.yaml"));
    return readSynthesis(output(result as Built));
  };
  const base = synthesized(JSON.stringify(policy));
  expect(affectedStacks(base, synthesized(JSON.stringify(policy, null, 2)))).toEqual([]);
  expect(affectedStacks(base, synthesized(JSON.stringify(policy).replace("DeleteVpc", "DeleteSubnet")))).toEqual([
    "organization",
  ]);
});
