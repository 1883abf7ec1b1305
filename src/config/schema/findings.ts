import { z } from "zod";
import { strict } from "./primitives";

const longestReason = 500;

const ignoredSchema = strict({
  rule: z
    .string()
    .max(128)
    .meta({
      description: "Id of the config rule, as `validate` prints it.",
      examples: ["network-uncovered"],
    }),
  at: z
    .string()
    .min(1)
    .max(512)
    .optional()
    .meta({
      description:
        "Only findings at this path or below it, as `validate --format json` prints it. Default: all of them.",
      examples: ["accounts[3]"],
    }),
  reason: z
    .string()
    .trim()
    .min(1)
    .max(longestReason)
    .meta({
      description: "Why the finding does not apply. `validate` prints it.",
      examples: ["no VPC endpoints here"],
    }),
});

/** Findings that a team has decided to live with. */
export const findingsSchema = strict({
  ignore: z.array(ignoredSchema).default([]).meta({
    description: "Warnings that are not shown any more, each with its reason. Errors cannot be ignored.",
  }),
});
