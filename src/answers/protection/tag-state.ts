/** What the backup tag of a resource says about it. */

export type TagState = keyof typeof tagStates;

/** Every state, with what it means. */
export const tagStates = {
  selected: "A backup plan of the account selects the tag.",
  disabled: "The resource is intentionally not backed up.",
  custom:
    "The team makes its own backups in the account. If the account is lost, they are lost, so this is not recommended.",
  unselected: "No backup plan of the account selects this tag value.",
  missing: "There is no backup tag.",
} as const;

/** The values by which a team opts out, whatever the key of the backup tag. */
export const optOutValues = ["disabled", "custom"] as const;

/**
 * The state of a value of the backup tag. A value that a plan selects is selected, even if it is one of those by which
 * teams opt out.
 */
export function tagStateOf(value: string | undefined, isSelected: boolean): TagState {
  if (value === undefined) {
    return "missing";
  }
  if (isSelected) {
    return "selected";
  }
  return optOutValues.find((optOut) => optOut === value) ?? "unselected";
}
