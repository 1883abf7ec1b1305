/** The summary speaks of what accounts get, wherever policies, plans and rules are. */

import { type Edit, edited, summaryBetween, summaryOfPlans } from "./edited";

const daily = (
  change: (plan: { targets: string[]; rules: Record<string, unknown>[] } & Record<string, unknown>) => void,
): Edit => {
  return (config) => change(config.backupPlans[0]);
};
const target =
  (...targets: string[]): Edit =>
  (config) =>
    (config.backupPlans[0].targets = targets);
const nested: Edit = (config) =>
  config.organizationalUnits.push({ name: "Europe", id: "ou-e2e0-00000011" }, { name: "Asia", id: "ou-e2e0-00000012" });
const productionIn =
  (parent: string): Edit =>
  (config) =>
    (config.organizationalUnits.find(({ name }: { name: string }) => name === "Production").parent = parent);

const copyIn =
  (copy: object): Edit =>
  (config) =>
    (config.backupPlans[0].rules[0].copies = [copy]);

function said(before: readonly Edit[], after: readonly Edit[]) {
  const summary = summaryBetween(edited(...before), edited(...before, ...after));
  const { protectedChanges, backupPolicies, guardrails, accountChanges } = summary;
  return {
    rules: protectedChanges.map(({ rule }) => rule),
    whats: protectedChanges.map(({ what }) => what),
    words: [...backupPolicies, ...guardrails, ...accountChanges],
    ofPlans: summaryOfPlans(edited(...before), edited(...before, ...after)).protectedChanges.map(({ rule }) => rule),
  };
}

test.each<[string, readonly Edit[], readonly Edit[]]>([
  ["its parent", [], [target("root")]],
  ["all of its accounts", [], [target("payments", "reports")]],
  ["an OU above it", [nested, productionIn("Europe")], [target("Europe")]],
])("a target of a plan that is replaced by %s: no account loses it", (_what, before, after) => {
  const { rules, words, ofPlans } = said(before, after);
  expect(rules.filter((rule) => rule !== "enforcement-loosened")).toEqual([]);
  expect(words.join()).not.toContain("no longer reaches");
  expect(words.join()).toContain("daily: is no longer attached to Production; no backup is lost");
  // Plans alone do not show where accounts stand.
  expect(ofPlans).toContain("target-dropped");
});

test("a target of a plan that is replaced by some of its accounts: the others lose it", () => {
  const { rules, whats } = said([], [target("payments")]);
  expect([rules[0], whats[0]]).toEqual(["target-dropped", "daily: no longer reaches Production"]);
});

test.each<[string, string[], boolean]>([
  ["the root", ["root"], false],
  ["all of its accounts", ["payments", "reports"], false],
  ["one of its accounts", ["payments"], true],
])("a guardrail moves from an OU to %s", (_what, targets, loses) => {
  const { rules, words } = said([], [(config) => (config.guardrails.requireBackupTag.targets = targets)]);
  expect(rules).toEqual(loses ? ["guardrail-detached"] : []);
  expect(words.some((line) => line.includes("is detached from Production"))).toBe(loses);
});

test("an OU that moves below another one: the words name what tells the places apart", () => {
  const { words, rules } = said([nested, productionIn("Europe")], [productionIn("Asia")]);
  expect(words).toContain(
    "account payments is now in root/Asia/Production, no longer in root/Europe/Production. Terraform does not move accounts: move it in AWS Organizations",
  );
  expect(rules).toEqual([]);
});

test("an OU with another id and the same name: no account loses a plan that is attached to both", () => {
  const { words, rules } = said(
    [],
    [
      (config) =>
        (config.organizationalUnits.find(({ name }: { name: string }) => name === "Production").id =
          "ou-e2e0-00000009"),
    ],
  );
  expect(words.join("\n")).toContain(
    "account payments is now in root (r-e2e0)/Production (ou-e2e0-00000009), no longer in root (r-e2e0)/Production (ou-e2e0-00000002)",
  );
  expect(rules).toEqual([]);
});

test("a plan that is split in two: its rules are in another one, and nothing is lost", () => {
  const split: Edit = (config) => {
    const [plan] = config.backupPlans;
    config.backupPlans.push({ ...plan, name: "weekly", rules: [plan.rules[1]] });
    plan.rules = [plan.rules[0]];
  };
  const { rules, words, ofPlans } = said([], [split]);
  expect([rules, ofPlans]).toEqual([[], []]);
  expect(words.join()).toContain(
    "daily, rule weekly: the rule is removed (cron(0 12 ? * SUN *), kept 90 days); no backup is lost",
  );
});

test("two plans that become one", () => {
  const apart: Edit = (config) => {
    const [plan] = config.backupPlans;
    config.backupPlans.push({ ...plan, name: "weekly", rules: [plan.rules[1]] });
    plan.rules = [plan.rules[0]];
  };
  const together: Edit = (config) => {
    const [plan, , weekly] = config.backupPlans;
    plan.rules.push(weekly.rules[0]);
    config.backupPlans.pop();
  };
  expect(said([apart], [together]).rules).toEqual([]);
});

test("copies that begin to stay in their Region: a plan for each Region, and the copies that go are said", () => {
  const { rules, whats, words, ofPlans } = said([], [copyIn({ to: "central", lifecycle: { deleteAfterDays: 365 } })]);
  expect([rules, ofPlans]).toEqual([["copy-dropped"], ["copy-dropped"]]);
  expect(whats).toEqual(["daily: is no longer copied to org-central-vault in eu-west-1 (kept 365 days)"]);
  expect(words).toContain(
    "daily: is now a backup plan for each Region: daily_eu-central-1, daily_eu-west-1 in 2 accounts",
  );
  expect(words.join()).not.toMatch(/the backup plan is (added|removed)/);
});

test("copies to several Regions that begin to stay in their Region lose nothing where nothing goes", () => {
  const far: Edit = daily(({ rules: [rule] }) => {
    if (rule) {
      rule.copies = [{ to: "central", region: "eu-west-1" }];
    }
  });
  const here: Edit = (config) => {
    config.backupPlans[0].regions = ["eu-west-1"];
  };
  expect(said([far, here], [copyIn({ to: "central" })]).rules).toEqual([]);
  expect(said([here, copyIn({ to: "central" })], [far]).rules).toEqual([]);
});

test("a copy that loses its own expiry is kept as its backup is", () => {
  const { whats, rules } = said([], [copyIn({ to: "central", region: "eu-west-1" })]);
  expect(rules).toEqual(["retention-shortened"]);
  expect(whats).toEqual(["daily: the copy to org-central-vault in eu-west-1 is kept 365 → 35 days"]);
});

test("a plan of one account under a locked plan: lower policies can add plans where they could not", () => {
  const own: Edit = (config) =>
    config.backupPlans.push({ ...config.backupPlans[0], name: "own", targets: ["payments"] });
  const { rules, whats } = said([], [own]);
  expect(rules).toEqual(["enforcement-loosened"]);
  expect(whats[0]).toContain("daily: lower policies can now add backup plans beside it");
});

test("the enforcement of a plan of one account alone binds nobody", () => {
  expect(said([target("payments")], [daily((plan) => (plan.enforcement = "open"))]).rules).toEqual([]);
});

test("another hour leaves nothing out, and one at which two plans are far apart no more does", () => {
  const twice: Edit = (config) =>
    config.backupPlans.push({
      ...config.backupPlans[0],
      name: "again",
      rules: [{ ...config.backupPlans[0].rules[0], schedule: "cron(0 14 ? * * *)" }],
    });
  const at =
    (hour: number): Edit =>
    (config) =>
      (config.backupPlans[2].rules[0].schedule = `cron(0 ${hour} ? * * *)`);
  expect(said([twice], [at(15)]).rules).toEqual([]);
  expect(said([twice], [at(3)]).rules).toEqual(["rule-dropped"]);
});
