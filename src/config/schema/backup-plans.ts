import { z } from "zod";
import { presetNames } from "../../aws/backup-plan-templates";
import { limits } from "../../aws/backup-policy/limits";
import { everyResourceType, resourceTypes } from "../../aws/backup-services";
import { startWindowMinutes } from "../../aws/backup-windows";
import { presetRules } from "./preset-rules";
import { days, nonEmptyList, reference, region, strict, tagKey, tagValue, within } from "./primitives";

/**
 * What is left of the characters that AWS Backup takes: a plan per Region appends the Region's name, and a policy that does not hold the
 * whole plan appends `--` and a number, which no name may contain itself.
 */
const planNameMaximum = limits.planName.maximum - "_ap-southeast-1".length;

const planName = z.string().regex(new RegExp(`^(?!.*--)[A-Za-z0-9][A-Za-z0-9_-]{0,${planNameMaximum - 1}}$`), {
  error: `a backup plan name has 1 to ${planNameMaximum} characters out of A-Z a-z 0-9 _ -, a letter or digit first and no two hyphens in a row`,
});

const { minimum: ruleNameMinimum, maximum: ruleNameMaximum } = limits.ruleName;

const ruleName = z.string().regex(new RegExp(`^[A-Za-z0-9._-]{${ruleNameMinimum},${ruleNameMaximum}}$`), {
  error: `a backup rule name has ${ruleNameMinimum} to ${ruleNameMaximum} characters out of A-Z a-z 0-9 . _ -`,
});

const lifecycleSchema = strict({
  moveToColdStorageAfterDays: days
    .optional()
    .meta({ description: "Days until a recovery point moves to cold storage, where its service has one." }),
  deleteAfterDays: days
    .optional()
    .meta({ description: "Days until a recovery point is deleted. Without it, AWS never deletes the recovery point." }),
});

const copySchema = strict({
  to: z.literal("central").meta({ description: "Vault that gets the copy: the central vault." }),
  region: region
    .optional()
    .meta({ description: "Region of the central vault that gets the copy. Default: the Region of the backup." }),
  lifecycle: lifecycleSchema.optional().meta({
    description:
      "How long the copy is kept. Default: as long as the backup. If it has no deleteAfterDays, AWS deletes the copy when it deletes the backup.",
  }),
});

const ruleSchema = strict({
  name: ruleName.meta({ description: "Name of the backup rule." }),
  schedule: z
    .string()
    .max(256)
    .meta({
      description: "When the backup starts, in UTC: a cron expression of AWS, with six fields.",
      examples: ["cron(0 2 ? * * *)"],
    }),
  startWindowMinutes: within(startWindowMinutes, "minutes")
    .optional()
    .meta({ description: "Minutes in which the backup must start. AWS's default: 480." }),
  completionWindowMinutes: z
    .int()
    .min(limits.startWindow.minimum + 1)
    .optional()
    .meta({ description: "Minutes in which the backup must be complete. AWS's default: 10080." }),
  continuousBackup: z
    .boolean()
    .default(false)
    .meta({
      description: `Point-in-time recovery, where the service has it. At most ${limits.continuousRetention.maximum} days.`,
    }),
  lifecycle: lifecycleSchema.prefault({}).meta({ description: "How long the backup is kept in the local vault." }),
  copies: z
    .array(copySchema)
    .default([])
    .meta({ description: `Copies of the backup, at most ${limits.copyActionsPerRule.maximum}.` }),
});

/** AWS asks for all conditions at once, and a tag has one value. */
const oneValue = z
  .string({
    error: (issue) =>
      Array.isArray(issue.input)
        ? "give one value: AWS would ask a tag for all of several values at once. `tag: { key, values }` selects by one of several"
        : undefined,
  })
  .max(limits.tagValue.maximum);

/** None of which the tag may have. */
const oneOrMoreValues = z.union([tagValue, nonEmptyList(tagValue)], {
  error: "a tag value, or a list of tag values that is not empty",
});

const whereSchema = strict({
  equals: z.record(tagKey, oneValue).optional().meta({ description: "Tags with the value that each must have." }),
  notEquals: z
    .record(tagKey, oneOrMoreValues)
    .optional()
    .meta({ description: "Tags with the value, or the list of values, that each must not have." }),
  like: z
    .record(tagKey, oneValue)
    .optional()
    .meta({ description: "Tags with the pattern that each must match. `*` stands for any characters." }),
  notLike: z.record(tagKey, oneOrMoreValues).optional().meta({
    description:
      "Tags with the pattern, or the list of patterns, that each must not match. `*` stands for any characters.",
  }),
});

/** XOR of AWS: a plan selects by tag or by resource types, and conditions on tags go with the latter. */
const selectSchema = z.union(
  [
    strict({
      tag: strict({
        key: tagKey.meta({ description: "Tag key, case-sensitive." }),
        values: nonEmptyList(tagValue).meta({ description: "Tag values, case-sensitive. One of them must match." }),
      }).meta({ description: "Selects by tag." }),
    }),
    strict({
      resourceTypes: nonEmptyList(z.enum([everyResourceType, ...resourceTypes])).meta({
        description: "Selects every resource of these types. `*` is every type.",
      }),
      excludeResourceTypes: nonEmptyList(z.enum(resourceTypes))
        .optional()
        .meta({ description: "Types that the backup plan does not select." }),
      tags: z
        .record(tagKey, oneValue)
        .optional()
        .meta({ description: "Tags that a resource must have, all of them. The same as `where.equals`." }),
      where: whereSchema.optional().meta({
        description: `Conditions on tags, at most ${limits.conditionsPerSelection.maximum}. A resource must meet all of them. AWS does not say whether a resource without the tag meets notEquals and notLike.`,
      }),
    }),
  ],
  {
    error:
      "select either by `tag: { key, values }`, or by `resourceTypes` with optional `excludeResourceTypes`, `tags` and `where`",
  },
);

const rulesSchema = z.array(ruleSchema).min(1, {
  error: "the list must not be empty: write a backup rule, or remove `rules` and name a preset in `use`",
});

/**
 * A plan has rules of its own or those of a preset. In the config that comes out, every plan has `rules`, and `use` only
 * where the preset gave them.
 */
export const backupPlanSchema = strict({
  name: planName.meta({ description: "Name of the backup plan. Unique; upper and lower case do not count." }),
  targets: nonEmptyList(reference).meta({
    description: "Where the backup plan applies: OU names, account names, or `root` for the whole organization.",
  }),
  regions: nonEmptyList(region)
    .optional()
    .meta({ description: "Regions in which the backup plan backs up. Default: every governed Region." }),
  select: selectSchema.meta({ description: "Which resources the backup plan backs up." }),
  enforcement: z.enum(["locked", "additive", "open"]).default("locked").meta({
    description:
      "What backup policies of lower OUs and accounts may do. `locked`: nothing. `additive`: add backup plans of their own. `open`: also change this one.",
  }),
  use: z.enum(presetNames).optional().meta({
    description:
      "Preset that gives the backup rules, the same as a template of AWS Backup's console. If you write `rules`, they replace all of them.",
  }),
  rules: rulesSchema.optional().meta({
    description: `Backup rules of the backup plan, at most ${limits.rulesPerPlan.maximum}. Required without \`use\`.`,
  }),
})
  .refine(({ use, rules }) => use !== undefined || rules !== undefined, {
    path: ["rules"],
    error: "the backup plan has neither `use` nor `rules`",
    params: { missingHint: `Add \`use\` with a preset (${presetNames.join(", ")}), or write \`rules\`.` },
    // Also where another key of the plan is broken: everything that is wrong is said at once.
    when: ({ value }) => typeof value === "object" && value !== null && !Array.isArray(value),
  })
  // The same for the JSON Schema, which knows nothing of the check above.
  .meta({ if: { not: { required: ["use"] } }, then: { required: ["rules"] } })
  .transform(({ use, rules, ...plan }) => ({
    ...plan,
    use: rules === undefined ? use : undefined,
    rules: rules ?? (use === undefined ? [] : rulesSchema.parse(presetRules(use))),
  }));
