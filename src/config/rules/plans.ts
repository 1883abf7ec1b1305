/** Rules about backup plans. */

import { quotas } from "../../aws/quotas";
import { duplicates, type Problem, type Rule } from "../rule";
import { findTarget } from "../targets";

export const planRules: readonly Rule[] = [
  {
    id: "plan-duplicate",
    severity: "error",
    why: "AWS lower-cases plan names: two plans of one name merge into one that nobody wrote.",
    check: ({ backupPlans }) =>
      duplicates(backupPlans, ({ name }) => name.toLowerCase()).map(({ index, first }) => ({
        path: ["backupPlans", index, "name"],
        message: `plan name \`${backupPlans[index]?.name}\` is that of \`${backupPlans[first]?.name}\` to AWS`,
        hint: "Give every plan its own name; upper and lower case do not make a difference.",
      })),
  },
  {
    id: "rule-duplicate",
    severity: "error",
    why: "AWS lower-cases rule names: two rules of one name merge into one that nobody wrote.",
    check: ({ backupPlans }) =>
      backupPlans.flatMap(({ rules }, plan) =>
        duplicates(rules, ({ name }) => name.toLowerCase()).map(({ index }) => ({
          path: ["backupPlans", plan, "rules", index, "name"],
          message: `rule name \`${rules[index]?.name}\` stands twice in the plan`,
          hint: "Give every rule of a plan its own name; upper and lower case do not make a difference.",
        })),
      ),
  },
  {
    id: "plan-target-unknown",
    severity: "error",
    why: "A policy that is attached nowhere protects nothing.",
    check: (config) =>
      config.backupPlans.flatMap(({ targets }, plan) =>
        targets.flatMap((target, index): Problem[] =>
          findTarget(config, target)
            ? []
            : [
                {
                  path: ["backupPlans", plan, "targets", index],
                  message: `no organizational unit or account has the name \`${target}\``,
                  hint: "Name an OU, an account, or `root`.",
                },
              ],
        ),
      ),
  },
  {
    id: "rule-count",
    severity: "error",
    why: "AWS Backup takes ten rules a plan; the account would keep its last valid policy for ever.",
    check: ({ backupPlans }) =>
      backupPlans.flatMap(({ rules }, plan): Problem[] =>
        rules.length > quotas.backupPlan.rules
          ? [
              {
                path: ["backupPlans", plan, "rules", quotas.backupPlan.rules],
                message: `the plan has ${rules.length} rules; AWS Backup takes ${quotas.backupPlan.rules}`,
                hint: "Split the plan in two.",
              },
            ]
          : [],
      ),
  },
  {
    id: "copy-count",
    severity: "error",
    why: "AWS Backup takes five copy actions a rule.",
    check: ({ backupPlans }) =>
      backupPlans.flatMap(({ rules }, plan) =>
        rules.flatMap(({ copies }, rule): Problem[] =>
          copies.length > quotas.backupPlan.copyActionsPerRule
            ? [
                {
                  path: ["backupPlans", plan, "rules", rule, "copies", quotas.backupPlan.copyActionsPerRule],
                  message: `the rule has ${copies.length} copies; AWS Backup takes ${quotas.backupPlan.copyActionsPerRule}`,
                  hint: "Remove copies, or move some to a rule of their own.",
                },
              ]
            : [],
        ),
      ),
  },
  {
    id: "copy-region-no-vault",
    severity: "error",
    why: "The central vault exists in the governed Regions only: the copy would fail every night.",
    check: ({ backupPlans, regions }) =>
      backupPlans.flatMap(({ rules }, plan) =>
        rules.flatMap(({ copies }, rule) =>
          copies.flatMap(({ region }, copy): Problem[] =>
            region === undefined || regions.includes(region)
              ? []
              : [
                  {
                    path: ["backupPlans", plan, "rules", rule, "copies", copy, "region"],
                    message: `\`${region}\` is not one of the governed Regions (${regions.join(", ")}), so it has no central vault`,
                    hint: "Add it to regions, or copy to one of them.",
                  },
                ],
          ),
        ),
      ),
  },
];
