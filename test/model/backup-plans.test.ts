/** How plans of the config become plans that AWS can hold. */

import { resolveDeployment } from "../../src/model/resolve";
import { configOf, edit, validText } from "../config/valid";

function groupsOf(text: string) {
  return resolveDeployment(configOf(text)).backupPlanGroups;
}

const central = (region: string) => `arn:aws:backup:${region}:333333333333:backup-vault:org-central-vault`;

test("a plan that copies within the Region becomes one per Region, because copy targets are literal ARNs", () => {
  const [group] = groupsOf(validText);
  expect(group?.plans.map(({ name, regions }) => ({ name, regions }))).toEqual([
    { name: "daily_eu-central-1", regions: ["eu-central-1"] },
    { name: "daily_eu-west-1", regions: ["eu-west-1"] },
  ]);
  expect(group?.plans[0]?.rules[0]?.copies.map(({ vaultArn }) => vaultArn)).toEqual([
    central("eu-central-1"),
    central("eu-west-1"),
  ]);
});

test("two copies that meet in one vault are one, which is kept for the longer time", () => {
  const [group] = groupsOf(validText);
  expect(group?.plans[1]?.rules[0]?.copies).toEqual([
    { vaultArn: central("eu-west-1"), lifecycle: { deleteAfterDays: 2555 } },
  ]);
});

test("a copy without a lifecycle is kept as long as the backup, and stands against a shorter one", () => {
  const [group] = groupsOf(
    edit(
      edit(validText, "- { to: central, lifecycle: { deleteAfterDays: 365 } } #", "- { to: central } #"),
      "- { to: central, region: eu-west-1, lifecycle: { deleteAfterDays: 2555 } }",
      "- { to: central, region: eu-west-1, lifecycle: { deleteAfterDays: 60 } }",
    ),
  );
  expect(group?.plans[1]?.rules[0]?.copies).toEqual([{ vaultArn: central("eu-west-1"), lifecycle: undefined }]);
});

test("a plan whose copies all go to one Region stays one plan for all its Regions", () => {
  const [group] = groupsOf(
    edit(
      validText,
      "          - { to: central, lifecycle: { deleteAfterDays: 365 } } # same Region as the source\n",
      "",
    ),
  );
  expect(group?.plans.map(({ name, regions }) => ({ name, regions }))).toEqual([
    { name: "daily", regions: ["eu-central-1", "eu-west-1"] },
  ]);
});

test("a plan without Regions runs in every governed Region", () => {
  const [group] = groupsOf(edit(validText, "    regions: [eu-central-1, eu-west-1] # default: every Region\n", ""));
  expect(group?.plans.map(({ regions }) => regions[0])).toEqual([
    "ap-southeast-1",
    "eu-central-1",
    "eu-west-1",
    "eu-west-3",
    "us-east-1",
  ]);
});

test("targets come by id, with what is above them", () => {
  const [group] = groupsOf(edit(validText, "targets: [Production] #", "targets: [payments, root] #"));
  expect(group?.targets).toEqual([
    { id: "444444444444", name: "payments", ancestorIds: ["ou-a1b2-33333333", "ou-a1b2-22222222", "r-a1b2"] },
    { id: "r-a1b2", name: "root", ancestorIds: [] },
  ]);
});
