import { z } from "zod";
import { reference, roleName, strict } from "./primitives";

export const encryptionSchema = strict({
  account: reference.optional().meta({
    description:
      "Name of the account that holds the key. Default: the management account, as AWS Control Tower asks. A " +
      "separate key account is safer, because SCPs reach it.",
  }),
  alias: z
    .string()
    .regex(/^alias\/(?!aws\/)[A-Za-z0-9/_-]{1,250}$/, { error: "an alias looks like alias/central-backup" })
    .default("alias/central-backup")
    .meta({ description: "Alias of the key in every Region." }),
  deletionWindowDays: z
    .int()
    .min(7)
    .max(30)
    .default(30)
    .meta({ description: "Days from the request to delete the key until AWS deletes it." }),
  rotationPeriodDays: z
    .int()
    .min(90)
    .max(2560)
    .default(365)
    .meta({ description: "Days between automatic rotations of the key material." }),
  administratorRoles: z
    .array(roleName)
    // So the key policy keeps to its quota with whatever names.
    .max(100)
    .default([])
    .meta({
      description:
        "Names of further roles of that account that administer the key, and that `protectRoles` protects. The " +
        "deployment role always administers it: before you rename that role, add the new name here and apply.",
    }),
  keyId: z
    .string()
    .regex(/^mrk-[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}$/, {
      error: "a multi-Region key id is mrk- and 32 hexadecimal digits",
    })
    .optional()
    .meta({
      description:
        "Id of an existing multi-Region key with a replica in every Region. No key is created, every ARN is computed " +
        "and no stack reads another stack's state. If Strongroom created a key before, Terraform forgets it and does not delete it.",
      examples: ["mrk-0123456789abcdef0123456789abcdef"],
    }),
});
