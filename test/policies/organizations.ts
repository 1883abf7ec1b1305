/** Organizations with backup plans, for properties that hold whatever the plans. */

import fc from "fast-check";
import { stringify } from "yaml";
import { type Deployment } from "../../src/model/deployment";
import { resolveDeployment } from "../../src/model/resolve";
import { configOf, validText } from "../config/valid";

export const regions = ["eu-central-1", "eu-west-1", "eu-west-3", "ap-southeast-1", "us-east-1"];

export interface PlanConfig {
  readonly name: string;
  readonly [key: string]: unknown;
}

const rule = fc.record({
  name: fc.stringMatching(/^[a-zA-Z]{1,12}$/),
  schedule: fc.constantFrom("cron(0 2 ? * * *)", "cron(30 12 1 * ? *)"),
  startWindowMinutes: fc.option(fc.integer({ min: 60, max: 600 }), { nil: undefined }),
  continuousBackup: fc.boolean(),
  lifecycle: fc.record({ deleteAfterDays: fc.integer({ min: 1, max: 3000 }) }),
  copies: fc.array(
    fc.record({
      to: fc.constant("central"),
      region: fc.option(fc.constantFrom(...regions), { nil: undefined }),
      lifecycle: fc.option(fc.record({ deleteAfterDays: fc.integer({ min: 1, max: 3000 }) }), { nil: undefined }),
    }),
    { maxLength: 3 },
  ),
});

const plan = fc.record({
  name: fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/),
  regions: fc.option(fc.shuffledSubarray(regions, { minLength: 1 }), { nil: undefined }),
  enforcement: fc.constantFrom("locked", "additive", "open"),
  select: fc.constantFrom(
    { tag: { key: "backup", values: ["b", "a"] } },
    { resourceTypes: ["S3", "RDS"], tags: { z: "1", a: "2" } },
  ),
  targets: fc.shuffledSubarray(["root", "Workloads", "Production", "Security", "payments"], { minLength: 1 }),
  rules: fc.uniqueArray(rule, { minLength: 1, maxLength: 8, selector: ({ name }) => name.toLowerCase() }),
});

/** Up to eight plans, of up to eight rules and 24 copies: some of them larger than a policy. */
export const plansArbitrary: fc.Arbitrary<PlanConfig[]> = fc.uniqueArray(plan, {
  minLength: 1,
  maxLength: 8,
  selector: ({ name }) => name,
});

/** The example of the design with other plans. */
export function organizationWith(plans: readonly PlanConfig[]): string {
  const start = validText.indexOf("backupPlans:");
  const end = validText.indexOf("\nguardrails:");
  return validText.slice(0, start) + stringify({ backupPlans: plans }, { keepUndefined: false }) + validText.slice(end);
}

export function deploymentWith(plans: readonly PlanConfig[]): Deployment {
  return resolveDeployment(configOf(organizationWith(plans)));
}

/** A plan of one rule and one copy: about 1,900 characters where it is locked. */
export function plainPlan(name: string, more: object = {}): PlanConfig {
  return {
    name,
    targets: ["Production"],
    select: { tag: { key: "backup", values: [name] } },
    rules: [
      {
        name,
        schedule: "cron(0 2 ? * * *)",
        startWindowMinutes: 60,
        completionWindowMinutes: 720,
        lifecycle: { deleteAfterDays: 35 },
        copies: [{ to: "central", region: "eu-west-1", lifecycle: { deleteAfterDays: 365 } }],
      },
    ],
    ...more,
  };
}

/**
 * Twenty accounts in the OU `Production` and 17 Regions, with plans of one rule and one copy each.
 * @param region where all copies go; undefined: each stays in the Region of its backup
 */
export function wideOrganization(
  planNames: readonly string[],
  region: string | undefined,
  enforcement = "locked",
): string {
  const everyRegion =
    "ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 " +
    "eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2";
  const accounts = Array.from({ length: 20 }, (_, index) => ({
    name: `account-${index}`,
    id: String(444_444_444_444 + index),
    organizationalUnit: "Production",
  }));
  const backupPlans = planNames.map((name) => {
    const plan = plainPlan(name, { enforcement });
    const copies = [{ to: "central", ...(region && { region }), lifecycle: { deleteAfterDays: 365 } }];
    return { ...plan, rules: (plan.rules as object[]).map((rule) => ({ ...rule, copies })) };
  });
  const head = validText
    .slice(0, validText.indexOf("  - name: payments"))
    .replace(/^regions: .*$/m, `regions: [${everyRegion.replaceAll(" ", ", ")}]`);
  return `${head}${stringify(accounts).replaceAll(/^(?=.)/gm, "  ")}${stringify({ backupPlans })}`;
}
