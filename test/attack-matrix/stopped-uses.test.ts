/** What an additional guardrail stops of what must go on working. */

import { legitimateUseTable } from "../../src/attack-matrix/legitimate-uses";
import { stoppedUseProblems } from "../../src/attack-matrix/stopped-uses";
import { JsonText } from "../../src/config/json-text";
import { filesIn } from "../../src/config/named-files";
import { Source } from "../../src/config/source";
import { type Finding } from "../../src/findings/finding";
import { validateSource } from "../../src/answers/validate";
import { edit, validText } from "../config/valid";
import { subjects } from "./deployments";

type Targets = readonly string[];

function configWith(targets: Targets): string {
  const entry = `additional: [{ name: ours, file: ours.json, targets: [${targets.join(", ")}] }]`;
  return edit(validText, "protectBackups: { targets: [root] }", `protectBackups: { targets: [root] }\n  ${entry}`);
}

function warnings(statement: object | readonly object[], targets: Targets = ["root"]): Finding[] {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: statement }, null, 2);
  const { findings, result } = validateSource(
    new Source("org.yaml", configWith(targets)),
    filesIn({ "ours.json": policy }),
  );
  expect(result).toBeDefined();
  return findings.filter(({ rule }) => rule === "scp-stops-own-roles");
}

const deny = (action: string, more: object = {}) => ({ Effect: "Deny", Action: action, Resource: "*", ...more });
const except = (...roles: readonly string[]) => ({
  Condition: { ArnNotLike: { "aws:PrincipalArn": roles.map((role) => `arn:aws:iam::*:role/${role}`) } },
});

test("the role, what it needs, and how to exempt it", () => {
  expect(warnings([deny("s3:PutBucketAcl"), deny("dynamodb:StartAwsBackupJob")])).toMatchObject([
    {
      file: "ours.json",
      line: 10,
      column: 17,
      severity: "warning",
      path: "Statement[1].Effect",
      message:
        "this stops an operation that must work: backup role starts the backup of a table (`dynamodb:StartAwsBackupJob`)",
      hint: 'If you do not intend this, exempt the roles: `"ArnNotLike": { "aws:PrincipalArn": ["arn:aws:iam::*:role/OrgBackupRole"] }`.',
    },
  ]);
});

test("every operation of the roles that a plain denial would stop is found", () => {
  const own = /^(backupRole|restoreRole|deploymentRole|centralDeploymentRole|breakGlass|centralBreakGlass)$/;
  const uses = legitimateUseTable.filter(({ by, where }) => own.test(by) && where === undefined);
  expect(uses.length).toBeGreaterThan(40);
  for (const { action } of uses) {
    expect([action, warnings(deny(action)).length]).toEqual([action, 1]);
  }
});

test.each<[string, object]>([
  ["an action that none of the roles needs", deny("s3:PutBucketAcl")],
  ["an operation of application teams alone", deny("ec2:TerminateInstances")],
  ["the roles exempt", deny("dynamodb:StartAwsBackupJob", except("OrgBackupRole"))],
  ["the roles exempt by a wildcard", deny("backup:*", except("Org*", "AWSControlTowerExecution", "BackupAdminRole"))],
  ["another resource", { ...deny("s3:CreateBucket"), Resource: "arn:aws:s3:::secret-*" }],
  ["an Allow", { Effect: "Allow", Action: "dynamodb:StartAwsBackupJob", Resource: "*" }],
  [
    "a condition on what nobody knows beforehand",
    deny("backup:*", { Condition: { Bool: { "aws:SecureTransport": "false" } } }),
  ],
  [
    "Regions that are not governed",
    deny("dynamodb:*", {
      Condition: {
        StringNotEquals: {
          "aws:RequestedRegion": ["eu-central-1", "eu-west-1", "eu-west-3", "ap-southeast-1", "us-east-1"],
        },
      },
    }),
  ],
  [
    "IAM by its Region, which is not that of the resource",
    deny("iam:*", { Condition: { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } } }),
  ],
])("%s: nothing is found", (_what, statement) => {
  expect(warnings(statement)).toEqual([]);
});

test("a governed Region that is left out of a list is found, by its name", () => {
  const regions = ["eu-central-1", "eu-west-3", "ap-southeast-1", "us-east-1"];
  const outside = { Condition: { StringNotEquals: { "aws:RequestedRegion": regions } } };
  const [warning] = warnings({ Effect: "Deny", NotAction: ["iam:*", "s3:*"], Resource: "*", ...outside });
  expect(warning?.message).toMatch(
    /^this stops .*: backup role takes an EBS snapshot \(`ec2:CreateSnapshot`\) in eu-west-1, and \d+ more$/,
  );
});

test("only what the guardrail reaches counts", () => {
  const roles = (statement: object, targets: Targets) => warnings(statement, targets).map(({ message }) => message);
  expect(roles(deny("backup:CreateBackupVault"), ["payments"])).toEqual([
    expect.stringContaining("in a workload account"),
  ]);
  expect(roles(deny("backup:CreateBackupVault"), ["backup-storage"])).toEqual([
    expect.stringContaining("in the central backup account"),
  ]);
  expect(roles(deny("backup:CreateBackupVault"), ["backup-admin"])).toEqual([]);
  expect(roles(deny("kms:PutKeyPolicy"), ["root"])).toEqual([]);
});

test("no guardrail of Strongroom's own would be found, were it an additional one", () => {
  for (const { deployment, documents } of subjects) {
    const additionalGuardrails = documents.organizationsPolicies
      .filter(({ type }) => type === "SERVICE_CONTROL_POLICY")
      .map(({ name, content, targets }) => ({ name, policy: JSON.parse(content), targets }));
    expect(additionalGuardrails).not.toEqual([]);
    const entries = additionalGuardrails.map(({ name }) => ({ name, file: name, targets: [], newActions: [] }));
    const config = { guardrails: { additional: entries } } as never;
    const files = new Map(
      additionalGuardrails.map(({ name, policy }) => [name, new JsonText(name, JSON.stringify(policy))]),
    );
    expect(stoppedUseProblems(config, files, { ...deployment, additionalGuardrails })).toEqual([]);
  }
});
