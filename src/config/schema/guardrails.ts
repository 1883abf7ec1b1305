import { z } from "zod";
import { servicesThat, taggedServices } from "../../aws/backup-services";
import { nonEmptyList, reference, strict, tagKey, tagValue } from "./primitives";

const targets = nonEmptyList(reference).meta({
  description: "Where the SCP is attached: OU names, account names, or `root`.",
});

function guardrail(description: string) {
  return strict({ targets }).optional().meta({ description });
}

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
        "JSON file with the SCP, by its path from the directory of this file. It is in that directory or below.",
      examples: ["scp/ours.json"],
    }),
  targets,
  newActions: z
    .array(z.string().regex(/^[a-z0-9-]+:[A-Za-z0-9-]+$/, { error: "an action looks like s3:GetObject" }))
    .default([])
    .meta({
      description: "Actions of the SCP that are newer than Strongroom's list of AWS's actions, and taken as they are.",
    }),
});

const rarelyTaggedServices = servicesThat(({ tagging }) => tagging.rarelyAtCreation === true);

export const guardrailsSchema = strict({
  protectBackups: guardrail(
    "Denies deleting or weakening vaults, recovery points, snapshots that AWS Backup made, locks, plans and settings.",
  ),
  restrictCopies: guardrail(
    "Denies copies to a vault that is not one of the organization's own, and sharing snapshots that AWS Backup made.",
  ),
  protectRoles: guardrail(
    "Denies changing the backup, restore, break-glass and deployment roles, and who may assume break-glass.",
  ),
  stayInOrganization: guardrail("Denies leaving the organization and closing the account."),
  requireBackupTag: strict({
    targets,
    key: tagKey.meta({ description: "Tag key that a new stateful resource must carry." }),
    values: nonEmptyList(tagValue).meta({ description: "Tag values that are allowed." }),
    services: nonEmptyList(z.enum(taggedServices))
      .optional()
      .meta({
        description:
          "Services whose new resources must carry it. Default: those of `serviceOptIn` that can, without " +
          `${rarelyTaggedServices.join(", ")}, where many tools tag after the creation.`,
      }),
  })
    .optional()
    .meta({ description: "Denies creating a stateful resource without the backup tag." }),
  protectBackupTag: guardrail("Denies removing and changing the tags by which backup plans select."),
  additional: z
    .array(additionalSchema)
    .default([])
    .meta({ description: "Service control policies of your own, one from each JSON file." }),
});
