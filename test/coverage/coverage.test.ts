/** `coverage`: what runs where, for whom, and what no plan reaches. */

import { type Coverage, coverageOf } from "../../src/answers/coverage/coverage";
import { coverageAsJson } from "../../src/answers/coverage/json";
import { commentCharacters, coverageAsMarkdown } from "../../src/answers/coverage/markdown";
import { edit, textOf, validFiles, validText } from "../config/valid";
import { bothKinds, parsed, referencesIn, structureOf } from "../github-markdown";
import { largeOrganization } from "../protection/large-organization";
import { backupsOf, builtFrom } from "../protection/organizations";

function coverage(text: string): Coverage {
  return coverageOf(backupsOf(builtFrom(text)));
}

function accountOf({ accounts }: Coverage, name: string) {
  const account = accounts.find((candidate) => candidate.account.name === name);
  return {
    ...account,
    states: Object.fromEntries((account?.regions ?? []).map(({ region, state }) => [region, state])),
  };
}

/** A second account, whose OU no plan reaches. */
const withShop = edit(
  validText,
  "  - name: payments\n",
  '  - { name: shop, id: "555555555555", organizationalUnit: Workloads, regions: [eu-west-1] }\n  - name: payments\n',
);

test("every account in every Region: covered, without a plan, without a vault, not used", () => {
  const beyond = edit(
    withShop,
    "regions: [eu-central-1, eu-west-1] # default: every Region\n",
    "regions: [eu-central-1, us-east-1]\n",
  );
  const { states, isReached, organizationalUnits } = accountOf(coverage(beyond), "payments");
  expect(states).toEqual({
    "ap-southeast-1": "unused",
    "eu-central-1": "covered",
    "eu-west-1": "covered",
    "eu-west-3": "unused",
    "us-east-1": "no-vault",
  });
  expect([isReached, organizationalUnits]).toEqual([true, ["Workloads", "Production"]]);
  expect(accountOf(coverage(beyond), "shop")).toMatchObject({ isReached: false, states: { "eu-west-1": "no-plan" } });
});

test("a plan says what runs, how long it is kept, where copies go and under which lock", () => {
  const [daily] = coverage(validText).plans;
  expect(daily).toMatchObject({
    name: "daily_eu-central-1",
    selects: "backup=daily",
    rules: [
      {
        scheduleInWords: "At 02:00, every day",
        backup: { vaultName: "org-local-vault", deleteAfterDays: 120, moveToColdStorageAfterDays: 30 },
        copies: [
          {
            region: "eu-central-1",
            account: { name: "backup-storage" },
            deleteAfterDays: 365,
            lock: { mode: "compliance" },
          },
          { region: "eu-west-1", deleteAfterDays: 2555 },
        ],
      },
    ],
  });
});

test("tag states are told apart for each account", () => {
  const states = (name: string) =>
    Object.fromEntries((accountOf(coverage(withShop), name).tags ?? []).map(({ value, state }) => [value, state]));
  expect(states("payments")).toEqual({
    daily: "selected",
    monthly: "selected",
    disabled: "disabled",
    custom: "custom",
  });
  expect(states("shop")).toEqual({
    daily: "unselected",
    monthly: "unselected",
    disabled: "disabled",
    custom: "custom",
  });
});

test("selections by type are said in words, with the types that share an ARN", () => {
  const plans = coverage(largeOrganization).plans;
  const selects = (name: string) => plans.find((plan) => plan.name === name)?.selects;
  expect(selects("Stateful")).toBe("types Aurora, DocumentDB, Neptune, RDS, S3 with stage=prod and tier=1");
  expect(selects("everything-but")).toBe("types EBS, EC2, EFS without EBS");
});

test("JSON: every account, Region and plan, and the accounts that no plan reaches", () => {
  const document = JSON.parse(coverageAsJson(coverage(withShop)));
  expect(document.unreached).toEqual(["backup-admin", "backup-storage", "management", "shop"]);
  expect(document.accounts[3].regions[1]).toEqual({
    region: "eu-central-1",
    state: "covered",
    plans: ["daily_eu-central-1", "monthly"],
  });
  expect(document.plans[0].rules[0].backup).toMatchObject({ lock: null, deleteAfterDays: 120 });
});

test.each(validFiles)("the Markdown of %s fits a comment, and names every account and plan", (file) => {
  const covered = coverage(textOf(file));
  const text = coverageAsMarkdown(covered);
  expect(text.length).toBeLessThan(commentCharacters);
  for (const { account } of covered.accounts.filter(({ isWorkload }) => isWorkload)) {
    expect(text).toContain(account.name);
  }
  for (const { name } of covered.plans) {
    expect(text).toContain(`| ${name} |`);
  }
});

test("the Markdown names what no plan reaches, and what runs without a vault", () => {
  const root = edit(
    withShop,
    "targets: [Production] # OU names, account names, or root",
    "targets: [shop, Production]",
  );
  expect(coverageAsMarkdown(coverage(withShop))).toContain("| shop | no backup plan reaches it |");
  expect(coverageAsMarkdown(coverage(root))).toContain(
    "| shop | eu-central-1: backup plans run and fail: the account has no vault there |",
  );
});

test("the Markdown of a large organization fits a comment too, and says what is left out", () => {
  const many = coverage(largeOrganization);
  const accounts = many.accounts.flatMap((account) =>
    Array.from({ length: 5 }, (_, index) => ({
      ...account,
      account: { id: account.account.id, name: `${account.account.name}-${"x".repeat(20)}-${index}` },
      tags: [
        ...account.tags,
        { key: "owner", value: `${account.account.name}-${index}`, state: "unselected" as const, plans: [] },
      ],
    })),
  );
  for (const one of [many, { ...many, accounts }]) {
    expect(coverageAsMarkdown(one).length).toBeLessThanOrEqual(commentCharacters);
  }
  expect(coverageAsMarkdown({ ...many, accounts })).toMatch(/do(es)? not fit here/);
});

test("whatever names and tags say, the Markdown is built alike, and nobody is mentioned", () => {
  const covered = coverage(withShop);
  const { hostile, harmless } = bothKinds(covered, (key) => key === "state");
  const read = (one: Coverage) => parsed(coverageAsMarkdown(one));
  expect(structureOf(read(hostile))).toEqual(structureOf(read(harmless)));
  expect(referencesIn(read(hostile))).toEqual([]);
});
