import { nonEmptyList, reference, strict, tagKey, tagValue } from "./primitives";

const targets = nonEmptyList(reference).meta({
  description: "Where the SCP is attached: OU names, account names, or `root`.",
});

function guardrail(description: string) {
  return strict({ targets }).optional().meta({ description });
}

export const guardrailsSchema = strict({
  protectBackups: guardrail("Denies deleting or weakening vaults, recovery points, locks, plans and settings."),
  restrictCopies: guardrail("Denies copies to a vault that is not one of the organization's own."),
  protectRoles: guardrail("Denies changing the backup, restore, break-glass and deployment roles."),
  stayInOrganization: guardrail("Denies leaving the organization and closing the account."),
  requireBackupTag: strict({
    targets,
    key: tagKey.meta({ description: "Tag key that a new stateful resource must carry." }),
    values: nonEmptyList(tagValue).meta({ description: "Tag values that are allowed." }),
  })
    .optional()
    .meta({ description: "Denies creating a stateful resource without the backup tag." }),
  protectBackupTag: guardrail("Denies removing the tags by which backup plans select."),
});
