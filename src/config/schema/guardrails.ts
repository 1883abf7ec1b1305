import { z } from "zod";
import { type GuardrailName, guardrails, type ShapeOf } from "../../guardrails/all";
import { nonEmptyList, reference, strict } from "./primitives";

const targets = nonEmptyList(reference).meta({
  description: "Where the policy is attached: OU names, account names, or `root`.",
});

type Entry<Shape extends z.ZodRawShape> = z.ZodOptional<
  z.ZodObject<{ targets: typeof targets } & Shape, z.core.$strict>
>;

function entryOf<Shape extends z.ZodRawShape>(description: string, shape: Shape) {
  return strict({ targets, ...shape })
    .optional()
    .meta({ description });
}

const entries = Object.fromEntries(
  Object.entries(guardrails).map(([name, { description, options }]) => [name, entryOf(description, options.shape)]),
);

/** Behind `strongroom-additional-`, it is the name of the policy and part of its address; `--` separates there. */
const additionalName = z.string().regex(/^(?!.*--)[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, {
  error: "a name has 1 to 64 characters out of A-Z a-z 0-9 _ -, a letter or digit first and no two hyphens in a row",
});

const additionalSchema = strict({
  name: additionalName.meta({
    description: "Name of the guardrail. Its policy is called `strongroom-additional-<name>`.",
    examples: ["ours"],
  }),
  file: z
    .string()
    .min(1)
    .max(1024)
    .meta({
      description:
        "JSON file with the SCP, by its path from the directory of the org file. It must be in that directory or below it.",
      examples: ["scp/ours.json"],
    }),
  targets,
  newActions: z
    .array(z.string().regex(/^[a-z0-9-]+:[A-Za-z0-9-]+$/, { error: "an action looks like s3:GetObject" }))
    .default([])
    .meta({
      description: "Actions of the SCP that are newer than Strongroom's list of AWS actions. They are not checked.",
    }),
});

export const guardrailsSchema = strict({
  ...(entries as { readonly [Name in GuardrailName]: Entry<ShapeOf<Name>> }),
  additional: z
    .array(additionalSchema)
    .default([])
    .meta({ description: "Service control policies of your own, one from each JSON file." }),
});
