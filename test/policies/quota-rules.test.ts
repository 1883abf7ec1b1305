/** Generated policies that AWS would refuse at apply. Examples of configs that lead there stand with the rules. */

import { type OrganizationsPolicy } from "../../src/policies/policy-document";
import { checkPolicyQuotas } from "../../src/policies/quota-rules";

const target = (id: string) => ({ id, name: `name of ${id}`, ancestorIds: [] });

function policy(
  type: OrganizationsPolicy["type"],
  name: string,
  characters: number,
  ...targets: string[]
): OrganizationsPolicy {
  return {
    name,
    description: "",
    type,
    content: "x".repeat(characters),
    targets: targets.map(target),
    origin: { section: "backupPlans", name },
  };
}

const times = (count: number, type: OrganizationsPolicy["type"], ...targets: string[]) =>
  Array.from({ length: count }, (_, index) => policy(type, `p${index}`, 10, ...targets));

test.each([
  ["BACKUP_POLICY", 10_000],
  ["SERVICE_CONTROL_POLICY", 10_240],
] as const)("%s: %i characters pass, one more does not, and the numbers are said", (type, quota) => {
  expect(checkPolicyQuotas([policy(type, "p", quota, "r-1")])).toEqual([]);
  const [problem, ...more] = checkPolicyQuotas([policy(type, "p", quota + 1, "r-1")]);
  expect(more).toEqual([]);
  expect(problem).toMatchObject({
    rule: type === "BACKUP_POLICY" ? "policy-size" : "scp-size",
    message: `policy p has ${quota + 1} characters; AWS takes ${quota}`,
  });
});

test("ten backup policies on a target pass, the eleventh does not", () => {
  expect(checkPolicyQuotas(times(10, "BACKUP_POLICY", "r-1"))).toEqual([]);
  expect(checkPolicyQuotas(times(11, "BACKUP_POLICY", "r-1"))).toEqual([
    expect.objectContaining({
      rule: "policy-count",
      origin: { section: "backupPlans", name: "p10" },
      message: "11 policies are attached to `name of r-1`; AWS takes 10",
    }),
  ]);
});

test("nine SCPs on a target pass, because FullAWSAccess is the tenth", () => {
  expect(checkPolicyQuotas(times(9, "SERVICE_CONTROL_POLICY", "r-1"))).toEqual([]);
  expect(checkPolicyQuotas(times(10, "SERVICE_CONTROL_POLICY", "r-1"))).toEqual([
    expect.objectContaining({
      rule: "scp-count",
      message: "10 policies are attached to `name of r-1`; AWS takes 10, of which FullAWSAccess is 1",
    }),
  ]);
});

test("each target and each type is counted apart", () => {
  expect(
    checkPolicyQuotas([
      ...times(10, "BACKUP_POLICY", "r-1"),
      ...times(10, "BACKUP_POLICY", "ou-1"),
      ...times(9, "SERVICE_CONTROL_POLICY", "r-1"),
    ]),
  ).toEqual([]);
});
