/** A replica of a global table, which cannot carry a tag, under the SCP that asks for one. */

import { runSimulation } from "@cloud-copilot/iam-simulate";
import { validateSource } from "../../src/answers/validate";
import { Source } from "../../src/config/source";
import { textOf } from "../config/valid";

const file = "examples/minimal.yaml";
const documents = validateSource(new Source(file, textOf(file))).result?.documents;
const policy = documents?.organizationsPolicies.find(({ name }) => name === "strongroom-require-backup-tag");
const everything = {
  name: "FullAWSAccess",
  policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
};

test.each([
  ["with the tag", { "aws:RequestTag/backup": "daily", "aws:TagKeys": ["backup"] }, true],
  [
    "without a tag, as Amazon DynamoDB asks for it in the replica's Region",
    { "aws:CalledVia": ["dynamodb.amazonaws.com"] },
    true,
  ],
  [
    "without a tag, by AWS CloudFormation",
    { "aws:CalledVia": ["cloudformation.amazonaws.com", "dynamodb.amazonaws.com"] },
    true,
  ],
  ["without a tag, by a team itself", {}, false],
  ["without a tag, by AWS CloudFormation alone", { "aws:CalledVia": ["cloudformation.amazonaws.com"] }, false],
])("dynamodb:CreateTable %s: %j", async (_how, context, allowed) => {
  expect(await mayCreateTable(context)).toBe(allowed);
});

async function mayCreateTable(context: Record<string, string | string[]>): Promise<boolean> {
  const account = "444444444444";
  const principal = `arn:aws:iam::${account}:role/app`;
  const required = { name: "strongroom-require-backup-tag", policy: JSON.parse(policy?.content ?? "") as object };
  const answer = await runSimulation(
    {
      request: {
        principal,
        action: "dynamodb:CreateTable",
        resource: { resource: `arn:aws:dynamodb:eu-west-1:${account}:table/t`, accountId: account },
        contextVariables: { "aws:PrincipalArn": principal, "aws:PrincipalAccount": account, ...context },
      },
      identityPolicies: [everything],
      serviceControlPolicies: [{ orgIdentifier: "r-a1b2", policies: [everything, required] }],
      resourceControlPolicies: [],
      resourcePolicy: undefined,
    },
    {},
  );
  return answer.resultType !== "error" && answer.overallResult === "Allowed";
}
