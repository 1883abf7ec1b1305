/** Sizes of trust, role, key and bucket policies, where an organization is as large as AWS and the config let it be. */

import { quotas } from "../../src/aws/quotas";
import { buildStateBucket } from "../../src/delivery/bootstrap/state-bucket";
import { buildDeploymentRoles } from "../../src/policies/deployment-roles/deployment-roles";
import { buildDocuments } from "../../src/policies/documents";
import { type PolicyDocument } from "../../src/policies/policy-document";
import { resolveDeployment } from "../../src/model/resolve";
import { validateSource } from "../../src/answers/validate";
import { Source } from "../../src/config/source";
import { configOf, edit, validText } from "../config/valid";
import { deploymentOf, withTerraform } from "../permissions/remote";

const { iam } = quotas;
const sizeOf = (document: PolicyDocument | undefined) => JSON.stringify(document).length;

const findingsOf = (text: string) => validateSource(new Source("org.yaml", text)).findings;

const manyAccounts = edit(
  validText,
  "  - name: payments",
  `${Array.from({ length: 1000 }, (_, index) => `  - { name: workload-${index}, id: "${500_000_000_000 + index}" }\n`).join("")}  - name: payments`,
);

const s3State = {
  state: {
    type: "s3",
    bucket: "b".repeat(63),
    region: "eu-central-1",
    keyPrefix: `${"k".repeat(200)}/`,
    kmsKeyId: "alias/state",
  },
  planRoleName: "P".repeat(64),
  deploymentRoleName: "D".repeat(64),
  runners: { plan: "arn:aws:iam::999999999999:role/Plan", apply: "arn:aws:iam::999999999999:role/Apply" },
};

test("what runs Terraform in a thousand accounts fits into a managed policy, and as much as in one", () => {
  const runners = (text: string) => buildDeploymentRoles(deploymentOf(withTerraform(text, s3State))).runners;
  expect(sizeOf(runners(manyAccounts)?.apply)).toBeLessThanOrEqual(iam.managedPolicyCharacters);
  expect(runners(manyAccounts)).toEqual(runners(validText));
});

test("the deployment role of an account with 200 VPCs fits into a role, and with 300 validate warns", () => {
  const vpcs = (count: number) =>
    Array.from(
      { length: count },
      (_, index) =>
        `      - { id: vpc-${String(index).padStart(17, "0")}, region: eu-central-1, routeTableIds: all }\n`,
    );
  const text = (count: number) =>
    edit(
      validText,
      "    vpcs: # each gets an S3 gateway endpoint\n",
      `    vpcs: # each gets an S3 gateway endpoint\n${vpcs(count).join("")}`,
    );
  expect(findingsOf(text(200)).map(({ rule }) => rule)).not.toContain("role-policy-size");
  expect(findingsOf(text(300)).map(({ rule }) => rule)).toContain("role-policy-size");
});

test("a hundred administrators with the longest names keep the key policy below its quota; a hundred and one are refused", () => {
  const administrators = (count: number) =>
    edit(
      validText,
      "  alias: alias/central-backup\n",
      `  alias: alias/central-backup\n  administratorRoles: [${Array.from({ length: count }, (_, index) => String(index).padStart(64, "R")).join(", ")}]\n`,
    );
  const { keyPolicy } = buildDocuments(resolveDeployment(configOf(administrators(100))));
  expect(Buffer.byteLength(JSON.stringify(keyPolicy))).toBeLessThanOrEqual(quotas.keyPolicyBytes);
  expect(findingsOf(administrators(101)).map(({ path }) => path)).toContain("encryption.administratorRoles");
});

test("the policy of the state's bucket stays far below its quota", () => {
  const configuration = JSON.stringify(buildStateBucket(deploymentOf(withTerraform(validText, s3State)), ">= 6"));
  expect(Buffer.byteLength(configuration)).toBeLessThanOrEqual(quotas.bucketPolicyBytes);
});

test("the permissions of the break-glass role fit into a role, with the longest names", () => {
  const text = edit(
    edit(validText, "  backup: OrgBackupRole\n", `  backup: ${"B".repeat(64)}\n`),
    "  restore: OrgRestoreRole\n",
    `  restore: ${"R".repeat(64)}\n`,
  );
  const { breakGlassRole } = buildDocuments(resolveDeployment(configOf(text)));
  expect(breakGlassRole?.permissions.Statement).toHaveLength(4);
  expect(sizeOf(breakGlassRole?.permissions)).toBeLessThanOrEqual(iam.inlinePoliciesOfRoleCharacters);
});

test("protectRoles stays within one policy with a state in a bucket and the longest names", () => {
  const { organizationsPolicies } = buildDocuments(deploymentOf(withTerraform(validText, s3State)));
  const [policy, ...more] = organizationsPolicies.filter(({ origin }) => origin.name === "protectRoles");
  expect(more).toEqual([]);
  expect(policy?.content).toContain("ProtectStateKey");
});

test("nine permission sets for the break-glass role are refused, with both numbers; with the Region they fit", () => {
  const principals = (region: string) =>
    edit(
      validText,
      'principals: ["arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_BackupAdmin_*"]',
      `principals: [${Array.from({ length: 9 }, (_, index) => `"arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/${region}/AWSReservedSSO_BackupEmergency${index}_*"`).join(", ")}]`,
    );
  const sizes = (region: string) => findingsOf(principals(region)).filter(({ rule }) => rule === "trust-policy-size");
  expect(sizes("*")).toEqual([
    expect.objectContaining({
      severity: "error",
      path: "roles.breakGlassAccess.principals",
      message: expect.stringMatching(
        /^the trust policy of the break-glass role has 2,\d{3} characters; AWS takes 2,048, and up to 8,192 where it raised the quota$/,
      ) as string,
    }),
  ]);
  expect(sizes("eu-central-1")).toEqual([]);
});
