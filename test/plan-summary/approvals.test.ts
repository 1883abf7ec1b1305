/** One decision needs one approval, which is the same whoever asks for it, and another one as soon as it grows. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Built } from "../../src/answers/validate";
import { summarize } from "../../src/delivery/plan-summary/summary";
import { readPlanFile, type StackPlan } from "../../src/terraform/plan-file";
import { readPlanJson } from "../../src/terraform/plan-json";
import { edits } from "../e2e/plan-edits";
import { type Edit, edited } from "./edited";
import { configured, recorded, recordedFiles, withValues } from "./plans";
import { plansBetween } from "./planned";

function approvals(stacks: readonly StackPlan[], configs: { before?: Built; after?: Built } = {}) {
  return summarize({ stacks, approvals: [], ...configs }).protectedChanges.map(({ approvalId }) => approvalId);
}

const copiesWithinRegion: Edit = (config) => {
  config.backupPlans[0].rules[0].copies = [{ to: "central" }];
};
const shorter =
  (days: number): Edit =>
  (config) => {
    config.backupPlans[0].rules[0].lifecycle.deleteAfterDays = days;
  };

const unedited = edited();

const recordedPlans = readdirSync(join(__dirname, "recorded")).map((name) => name.replace(/\.json$/, ""));

test.each(recordedPlans)("the same with and without a config: the recorded plan %s", (name) => {
  const stacks = recordedFiles(name).map(readPlanFile);
  const known = approvals(stacks);
  // Without a config, nobody knows what is above and below a target, so more may be lost.
  expect(approvals(stacks, { after: unedited }).filter((id) => !known.includes(id))).toEqual([]);
});

test.each(edits)("the same with and without a config: $name", ({ edit }) => {
  const [before, after] = [unedited, edited(edit)];
  const stacks = plansBetween(before, after);
  const known = approvals(stacks);
  // What no plan shows is the config's alone, as that a stack was there before.
  const more = approvals([], { before, after: { ...after, documents: before.documents } });
  const found = approvals(stacks, { before, after }).filter(
    (id) => !more.includes(id) && !id.startsWith("state-lost-"),
  );
  expect(found.filter((id) => !known.includes(id))).toEqual([]);
});

const regions =
  "ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 " +
  "eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2";

test("one number in 17 Regions, each with a plan and a copy of its own: one approval, which names the Regions", () => {
  const everywhere: Edit = (config) => (config.regions = regions.split(" "));
  const [before, after] = [edited(everywhere, copiesWithinRegion), edited(everywhere, copiesWithinRegion, shorter(31))];
  const { protectedChanges, backupPolicies } = summarize({
    stacks: plansBetween(before, after),
    approvals: [],
    before,
    after,
  });
  expect(protectedChanges).toMatchObject([
    { rule: "retention-shortened", what: "daily: kept 35 → 31 days, with its copy" },
  ]);
  expect(protectedChanges[0]?.where).toEqual(regions.split(" ").map((region) => `2 accounts in ${region}`));
  expect(backupPolicies).toHaveLength(1);
});

test("the retention of copies in several Regions is one decision, with a place for each", () => {
  const copies =
    (days: number): Edit =>
    (config) =>
      (config.backupPlans[0].rules[0].copies = ["eu-central-1", "eu-west-1"].map((region) => ({
        to: "central",
        region,
        lifecycle: { deleteAfterDays: days },
      })));
  const [before, after] = [edited(copies(365)), edited(copies(180))];
  expect(
    summarize({ stacks: plansBetween(before, after), approvals: [], before, after }).protectedChanges,
  ).toMatchObject([
    {
      what: "daily: the copy to org-central-vault in eu-central-1, eu-west-1 is kept 365 → 180 days",
      where: ["eu-central-1: 2 accounts", "eu-west-1: 2 accounts"],
    },
  ]);
});

test("a statement of a key and of its replica is one decision, in whatever order AWS gives its parts back", () => {
  const grant = (condition: object, actions: readonly string[]) =>
    JSON.stringify({
      Statement: [
        { Sid: "Grant", Effect: "Allow", Principal: "*", Action: actions, Resource: "*", Condition: condition },
      ],
    });
  const forServices = { Bool: { "kms:GrantIsForAWSResource": "true" } };
  const ofOrganization = { StringEquals: { "aws:PrincipalOrgID": ["o-1"] } };
  const plan = (address: string, before: string, after: string) => ({
    address,
    mode: "managed",
    type: address.replace(/\..*/, ""),
    name: address.replace(/.*\./, ""),
    change: { actions: ["update"], before: { policy: before }, after: { policy: after }, after_unknown: {} },
  });
  const actions = ["kms:CreateGrant", "kms:ListGrants"];
  const json = {
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: [
      plan(
        "aws_kms_key.key-eu-central-1",
        grant({ ...forServices, ...ofOrganization }, actions),
        grant(ofOrganization, actions),
      ),
      plan(
        "aws_kms_replica_key.key-eu-west-1",
        grant({ ...ofOrganization, ...forServices }, actions.toReversed()),
        grant({ StringEquals: { "aws:PrincipalOrgID": "o-1" } }, actions.toReversed()),
      ),
      plan(
        "aws_kms_replica_key.key-eu-west-3",
        grant({ ...ofOrganization, ...forServices }, actions),
        grant({ ...forServices, ...ofOrganization }, actions.toReversed()),
      ),
    ],
  };
  const stack = { stackId: "encryption", plan: readPlanJson(json), failure: undefined, changed: true, url: undefined };
  const summary = summarize({ stacks: [{ ...stack, origin: undefined, savedPlan: undefined }], approvals: [] });
  expect(summary.protectedChanges).toMatchObject([
    {
      rule: "key-policy-changed",
      what: "key policy: Grant no longer asks for Bool kms:GrantIsForAWSResource true",
      where: ["encryption (eu-central-1)", "encryption (eu-west-1)"],
    },
  ]);
});

const addRegion: Edit = (config) => config.regions.push("eu-west-3");
const addTarget: Edit = (config) => config.backupPlans[0].targets.push("Sandbox");

test.each<[string, readonly Edit[], Edit]>([
  ["a smaller number", [], shorter(30)],
  ["another Region", [addRegion], shorter(31)],
  ["another target", [addTarget], shorter(31)],
])("grows with %s, and is another one then", (_what, more, edit) => {
  const id = (base: readonly Edit[], step: Edit) =>
    approvals(plansBetween(edited(copiesWithinRegion, ...base), edited(copiesWithinRegion, ...base, step)));
  const [small, large] = [id([], shorter(31)), id(more, edit)];
  expect([small, large]).toEqual([
    [expect.stringMatching(/^retention-shortened-/)],
    [expect.stringMatching(/^retention-shortened-/)],
  ]);
  expect(small).not.toEqual(large);
});

test("accounts that a config adds are no part of an approval", () => {
  const stacks = [recorded("shorten-a-retention")];
  const other = configured((config) => ({
    ...config,
    accounts: config.accounts.map((account) =>
      account.name === "reports" ? { ...account, id: "999999999999" } : account,
    ),
  }));
  expect(approvals(stacks, { after: other })).toEqual(approvals(stacks, { after: unedited }));
});

describe("an approval of a guardrail's change is for the policy as it will be", () => {
  const guardrail = recorded("weaken-a-guardrail");
  const ofContent = (edit: (statements: object[]) => object[]) =>
    withValues(guardrail, "aws_organizations_policy", ({ before, action }) =>
      action === "update"
        ? {
            after: {
              ...before,
              content: JSON.stringify({
                Version: "2012-10-17",
                Statement: edit((JSON.parse(String(before?.content)) as { Statement: object[] }).Statement),
              }),
            },
          }
        : {},
    );

  test("one statement under another Sid, and the same one without anything in its place", () => {
    const renamed = approvals([ofContent(([first, ...others]) => [{ ...first, Sid: "Another" }, ...others])]);
    const removed = approvals([ofContent(([, ...others]) => others)]);
    expect(removed).toEqual([expect.stringMatching(/^guardrail-weakened-/)]);
    expect(renamed).not.toEqual(expect.arrayContaining(removed));
  });

  test("what Terraform forgets stays attached, and its approval is none of a detachment", () => {
    const detached = recorded("detach-a-guardrail");
    const forgotten = withValues(detached, "aws_organizations_policy_attachment", ({ action }) =>
      action === "destroy" ? { action: "forget" } : {},
    );
    const left = withValues(forgotten, "aws_organizations_policy", ({ action }) =>
      action === "destroy" ? { action: "forget" } : {},
    );
    const found = summarize({ stacks: [left], approvals: [] });
    expect(found.guardrails).toEqual([]);
    expect(found.protectedChanges.map(({ rule }) => rule)).toEqual(["no-longer-managed", "no-longer-managed"]);
    expect(approvals([detached])).toEqual([expect.stringMatching(/^guardrail-detached-/)]);
  });
});

test("a decision about stacks of two waves has an approval in each, which hold when a wave is applied by itself", () => {
  const stacks = recordedFiles("take-two-services-out").map(readPlanFile);
  const whole = approvals(stacks).filter((id) => id.startsWith("service-opted-out-"));
  const waves = [stacks.filter(({ stackId }) => stackId.startsWith("member-")), stacks.slice(-1)];
  expect(waves.map((wave) => wave.map(({ stackId }) => stackId))).toEqual([
    ["member-payments", "member-reports"],
    ["organization"],
  ]);
  const apart = waves.flatMap((wave) => approvals(wave).filter((id) => id.startsWith("service-opted-out-")));
  expect(apart.toSorted()).toEqual(whole.toSorted());
});
