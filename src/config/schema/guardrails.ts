import { z } from "zod";
import { rarelyTaggedAtCreation, taggedServices } from "../../aws/tagged-creations";
import { nonEmptyList, reference, strict, tagKey, tagValue } from "./primitives";

const targets = nonEmptyList(reference).meta({
  description: "Where the SCP is attached: OU names, account names, or `root`.",
});

function guardrail(description: string) {
  return strict({ targets }).optional().meta({ description });
}

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
          `${rarelyTaggedAtCreation.join(", ")}, where many tools tag after the creation.`,
      }),
  })
    .optional()
    .meta({ description: "Denies creating a stateful resource without the backup tag." }),
  protectBackupTag: guardrail("Denies removing and changing the tags by which backup plans select."),
});
