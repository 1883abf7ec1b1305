/** The summary lists a loss of protection exactly when an account gets less than before. */

import fc from "fast-check";
import { parse } from "yaml";
import { type Built } from "../../src/answers/validate";
import { orgConfigSchema } from "../../src/config/schema/org-config";
import { summaryBetween } from "./edited";
import { gotWorse } from "./oracle";
import { configured, template } from "./plans";
import { type Organization, organization, type Plan, type Rule, steps } from "./random-edits";

const base = parse(template);

const losses = [
  "lock-removed",
  "region-dropped",
  "account-dropped",
  "retention-shortened",
  "plan-dropped",
  "rule-dropped",
  "copy-dropped",
  "target-dropped",
];

test("300 random edits", () => {
  let worse = 0;
  fc.assert(
    fc.property(organization, steps, (before, edits) => {
      const after = structuredClone(before);
      edits.forEach((edit) => edit(after));
      const [old, now] = [built(before), built(after)];
      const found = summaryBetween(old, now).protectedChanges.filter(
        // A plan under another name is a new one for AWS, whatever accounts get.
        ({ rule, what }) => losses.includes(rule) && !what.includes(" is renamed to "),
      );
      const expected = gotWorse(old, now);
      worse += Number(expected);
      expect({ before, after, loses: found.length > 0, found: expected ? [] : found }).toEqual({
        before,
        after,
        loses: expected,
        found: [],
      });
    }),
    { numRuns: 300 },
  );
  expect(worse).toBeGreaterThan(75);
  expect(worse).toBeLessThan(225);
});

function built({ plans, accounts, above, locks }: Organization): Built {
  const config = structuredClone(base);
  const names = Object.keys(accounts);
  const lock = { lock: { mode: "governance", minRetentionDays: 7 } };
  Object.assign(config, {
    organizationalUnits: [
      { name: "Security", id: "ou-e2e0-00000001" },
      { name: "Alpha", id: "ou-e2e0-00000002" },
      { name: "Beta", id: "ou-e2e0-00000003" },
      { name: "Gamma", id: "ou-e2e0-00000004", ...(above === undefined ? {} : { parent: above }) },
    ],
    accounts: [
      ...config.accounts.filter(({ purpose }: { purpose?: string }) => purpose !== undefined),
      ...names.map((name, number) => ({
        name,
        id: String(500_000_000_000 + number),
        ...(accounts[name] === undefined ? {} : { organizationalUnit: accounts[name] }),
      })),
    ],
    vaults: { local: locks.local ? lock : {}, central: locks.central ? lock : {} },
    guardrails: {},
    backupPlans: distinct(plans).map(planConfig),
  });
  return configured(() => orgConfigSchema.parse(config));
}

/** Names of plans are unique. */
function distinct(plans: readonly Plan[]): Plan[] {
  return plans.filter((plan, index) => plans.findIndex(({ name }) => name === plan.name) === index);
}

/** Two rules at most, which meet where the first one's window is long, and of which the first can be continuous. */
function planConfig({ name, targets, select, regions, rules, hour }: Plan) {
  const kept = (days: number | undefined) => (days === undefined ? {} : { deleteAfterDays: days });
  const [first] = rules;
  const schedule = ({ every }: Rule, index: number) => {
    const at = hour + index * 12;
    return { day: `cron(0 ${at} ? * * *)`, week: `cron(0 ${at} ? * MON *)`, month: `cron(0 ${at} 15 * ? *)` }[every];
  };
  return {
    name,
    targets: [...new Set(targets)],
    regions,
    select: "tag" in select ? { tag: { key: "backup", values: select.tag } } : { resourceTypes: select.kinds },
    rules: rules.slice(0, 2).map((rule, index) => ({
      name: rule.name,
      schedule: schedule(rule, index),
      startWindowMinutes: index === 0 ? rule.windowMinutes : 60,
      continuousBackup: index === 0 && rule.continuous,
      lifecycle: kept(rule === first && rule.continuous ? (rule.keptDays ?? 35) : rule.keptDays),
      copies: rule.copies.map((copy) => ({
        to: "central",
        ...(copy.region === undefined ? {} : { region: copy.region }),
        ...(copy.keptDays === undefined ? {} : { lifecycle: kept(copy.keptDays) }),
      })),
    })),
  };
}
