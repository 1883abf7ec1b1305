/** Room for the policies of AWS Control Tower beside Strongroom's. */

import { quotas } from "../../src/aws/quotas";
import { guardrailNames, policyTypeOf } from "../../src/guardrails/all";
import { type OrgConfig } from "../../src/config/schema/org-config";
import { resolveDeployment } from "../../src/model/resolve";
import { type OrganizationsPolicy, policySize } from "../../src/policies/policy-document";
import { buildGuardrailPolicies } from "../../src/policies/guardrail-policies";
import { checkControlTowerRoom } from "../../src/policies/control-tower-room";
import { configOf, textOf, validFiles } from "../config/valid";

const { characters, perTarget, ofControlTower } = quotas.serviceControlPolicy;

describe.each([...validFiles, "test/fixtures/nested.yaml"])("%s", (file) => {
  const config = configOf(textOf(file));
  const { additional, ...configured } = config.guardrails;
  const guardrails = { restrictBackupOperators: { targets: [], roles: ["PlatformBackup"] }, ...configured };
  const ofPrincipals = guardrailNames.filter((name) => policyTypeOf(name) === "SERVICE_CONTROL_POLICY");
  const onTarget = (target: string): OrganizationsPolicy[] => {
    const moved = Object.entries(guardrails).map(([name, guardrail]) => [name, { ...guardrail, targets: [target] }]);
    const everything: OrgConfig = { ...config, guardrails: { additional, ...Object.fromEntries(moved) } };
    return buildGuardrailPolicies(resolveDeployment(everything)).filter(
      ({ type }) => type === "SERVICE_CONTROL_POLICY",
    );
  };

  test.each(["root", ...config.organizationalUnits.map(({ name }) => name)])(
    "every guardrail on %s leaves room for FullAWSAccess and AWS Control Tower",
    (target) => {
      const policies = onTarget(target);
      expect(Object.keys(guardrails)).toEqual(expect.arrayContaining(ofPrincipals));
      expect(policies.length).toBeGreaterThanOrEqual(ofPrincipals.length);
      expect(policies.length).toBeLessThanOrEqual(perTarget - 1 - ofControlTower);
      expect(policies.filter(({ content }) => policySize(content) > characters)).toEqual([]);
      expect(checkControlTowerRoom(policies)).toEqual([]);
    },
  );
});

const attached = (count: number, id: string): OrganizationsPolicy[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `p${index}`,
    description: "",
    type: "SERVICE_CONTROL_POLICY",
    content: "{}",
    targets: [{ id, name: "Shops", ancestorIds: [] }],
    origin: { section: "guardrails.additional", name: `p${index}` },
  }));

test.each([
  [7, "ou-1", undefined],
  [8, "ou-1", 1],
  [9, "ou-1", 0],
  // More than AWS takes: `scp-count` says so.
  [10, "ou-1", undefined],
  // Controls are of OUs: AWS Control Tower attaches nothing to the root or to accounts.
  [9, "r-1", undefined],
  [9, "444444444444", undefined],
])("with %i policies on %s, AWS Control Tower has room for %s", (count, id, left) => {
  expect(checkControlTowerRoom(attached(count, id)).map(({ message }) => message)).toEqual(
    left === undefined
      ? []
      : [
          `${count} policies are attached to \`Shops\` beside FullAWSAccess, so that AWS Control Tower has room for ${left}`,
        ],
  );
});
