/** Generated policies that AWS would refuse at apply. Examples of configs that lead there stand with the rules. */

import { type Deployment } from "../../src/model/deployment";
import { resolveDeployment } from "../../src/model/resolve";
import { buildBackupPolicies } from "../../src/policies/backup-policies";
import { type OrganizationsPolicy } from "../../src/policies/policy-document";
import { checkPolicyQuotas } from "../../src/policies/quota-rules";
import { checkGuardrailPolicyQuotas } from "../../src/policies/guardrail-policy-quotas";
import { configOf } from "../config/valid";
import { deploymentWith, type PlanConfig, plainPlan, wideOrganization } from "./organizations";

const target = (id: string) => ({ id, name: `name of ${id}`, ancestorIds: [] });

function policy(name: string, characters: number, ...targets: string[]): OrganizationsPolicy {
  return {
    name,
    description: "",
    type: "SERVICE_CONTROL_POLICY",
    content: "x".repeat(characters),
    targets: targets.map(target),
    origin: { section: "guardrails", name },
  };
}

const times = (count: number, ...targets: string[]) =>
  Array.from({ length: count }, (_, index) => policy(`p${index}`, 10, ...targets));

describe("service control policies", () => {
  test("10,240 characters pass, one more does not, and the numbers are said", () => {
    expect(checkGuardrailPolicyQuotas([policy("p", 10_240, "r-1")])).toEqual([]);
    expect(checkGuardrailPolicyQuotas([policy("p", 10_241, "r-1")])).toEqual([
      expect.objectContaining({ rule: "scp-size", message: "policy p has 10241 characters; AWS takes 10240" }),
    ]);
  });

  test("nine on a target pass, because FullAWSAccess is the tenth", () => {
    expect(checkGuardrailPolicyQuotas(times(9, "r-1"))).toEqual([]);
    expect(checkGuardrailPolicyQuotas(times(10, "r-1"))).toEqual([
      expect.objectContaining({
        rule: "scp-count",
        message: "10 policies are attached to `name of r-1`; AWS takes 10, of which FullAWSAccess is 1",
      }),
    ]);
  });

  test("each target is counted apart", () => {
    expect(checkGuardrailPolicyQuotas([...times(9, "r-1"), ...times(9, "ou-1")])).toEqual([]);
  });
});

describe("resource control policies", () => {
  const resourceControl = (policies: readonly OrganizationsPolicy[]) =>
    policies.map((one) => ({ ...one, type: "RESOURCE_CONTROL_POLICY" as const }));

  test("5,120 characters pass, one more does not, and the numbers are said", () => {
    expect(checkGuardrailPolicyQuotas(resourceControl([policy("p", 5_120, "r-1")]))).toEqual([]);
    expect(checkGuardrailPolicyQuotas(resourceControl([policy("p", 5_121, "r-1")]))).toEqual([
      expect.objectContaining({ rule: "rcp-size", message: "policy p has 5121 characters; AWS takes 5120" }),
    ]);
  });

  test("four on a target pass, because RCPFullAWSAccess is the fifth", () => {
    expect(checkGuardrailPolicyQuotas(resourceControl(times(4, "r-1")))).toEqual([]);
    expect(checkGuardrailPolicyQuotas(resourceControl(times(5, "r-1")))).toEqual([
      expect.objectContaining({
        rule: "rcp-count",
        message: "5 policies are attached to `name of r-1`; AWS takes 5, of which RCPFullAWSAccess is 1",
      }),
    ]);
  });

  test("the two types are counted apart", () => {
    expect(checkGuardrailPolicyQuotas([...times(9, "r-1"), ...resourceControl(times(4, "r-1"))])).toEqual([]);
  });
});

describe("backup policies", () => {
  const problemsIn = (deployment: Deployment) => checkPolicyQuotas(buildBackupPolicies(deployment), deployment);
  const problemsOf = (plans: readonly PlanConfig[]) => problemsIn(deploymentWith(plans));

  test("a rule that is too large by itself: the size, what takes it, and what to do", () => {
    const values = Array.from({ length: 1500 }, (_, index) => `value-${index}`);
    const [problem, ...more] = problemsOf([plainPlan("daily", { select: { tag: { key: "backup", values } } })]);
    expect(more).toEqual([]);
    expect(problem?.message).toMatch(
      /^a backup rule of the backup plan `daily` takes a backup policy of 2\d,\d{3} characters; AWS takes 10,000$/,
    );
    expect(problem?.hint).toMatch(/^`selections` takes 1\d,\d{3} of them\. Select by fewer or shorter values/);
  });

  test("characters outside ASCII count by their bytes: AWS does not say how it counts them", () => {
    const tagged = (letter: string) => [
      plainPlan("daily", {
        select: {
          tag: { key: "k", values: Array.from({ length: 30 }, (_, index) => `${index}${letter.repeat(100)}`) },
        },
      }),
    ];
    expect(problemsOf(tagged("a"))).toEqual([]);
    expect(problemsOf(tagged("\u{1F512}"))).toHaveLength(1);
  });

  const wide = (...options: Parameters<typeof wideOrganization>) =>
    resolveDeployment(configOf(wideOrganization(...options)));
  const six = ["daily", "hourly", "monthly", "quarterly", "weekly", "yearly"];

  test("two locked plans that copy within each of 17 Regions fit on one target: 34 plans in 8 policies", () => {
    const deployment = wide(["daily", "weekly"], undefined);
    expect(deployment.backupPlanGroups.flatMap(({ plans }) => plans)).toHaveLength(34);
    expect(buildBackupPolicies(deployment)).toHaveLength(8);
    expect(problemsIn(deployment)).toEqual([]);
  });

  test("six locked plans that copy to one Region are six plans", () => {
    const deployment = wide(six, "eu-west-1");
    expect(deployment.backupPlanGroups.flatMap(({ plans }) => plans)).toHaveLength(6);
    expect(buildBackupPolicies(deployment)).toHaveLength(6);
    expect(problemsIn(deployment)).toEqual([]);
  });

  test("six locked plans that copy within each of 17 Regions do not: the numbers, and each choice with its own", () => {
    const [problem, ...more] = problemsIn(wide(six, undefined));
    expect(more).toEqual([]);
    expect(problem?.message).toMatch(
      /^`Production` would get 21 backup policies, for 102 backup plans of 19\d,\d{3} characters; AWS takes 10 policies of 10,000 characters$/,
    );
    expect(problem?.hint).toBe(
      "What would fit: copies to one Region instead of within each (6 policies); `enforcement: open` (10 policies); " +
        "attaching backup plans to lower OUs or to accounts: about 50 of these 102 fit on one target. " +
        "Not enough: `enforcement: additive` (21 policies).",
    );
  });

  test("sixty plans that copy within each of 17 Regions are one error", () => {
    const sixty = Array.from({ length: 60 }, (_, index) => `plan-${index}`);
    expect(problemsIn(wide(sixty, undefined))).toHaveLength(1);
  });

  test("a rule that is too large in every Region is one error, without one about the number of policies", () => {
    const values = Array.from({ length: 1500 }, (_, index) => `value-${index}`);
    const copies = [{ to: "central", lifecycle: { deleteAfterDays: 365 } }];
    const rules = ["a", "b"].map((name) => ({ ...(plainPlan(name).rules as object[])[0], name, copies }));
    const problems = problemsOf([plainPlan("daily", { rules, select: { tag: { key: "backup", values } } })]);
    expect(problems.map(({ rule }) => rule)).toEqual(["policy-size"]);
  });

  test("an account has nothing below it to attach plans to, and what is open cannot be loosened", () => {
    const open = Array.from({ length: 140 }, (_, index) =>
      plainPlan(`p${index}`, { targets: ["payments"], enforcement: "open" }),
    );
    expect(problemsOf(open)[0]?.hint).toMatch(/^About \d+ of these 140 backup plans fit\.$/);
  });

  test("what the hint says would fit does", () => {
    expect(problemsIn(wide(six, undefined, "open"))).toEqual([]);
  });
});
