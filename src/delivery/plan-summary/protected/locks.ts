import { dateText } from "../../../date-text";
import { shown } from "./keys-and-vaults";
import { changesOf, type Evidence, occurrenceOf, type ProtectedChangeRule, type StackChange } from "./rule";

const lockType = "aws_backup_vault_lock_configuration";

const lockRemoved: ProtectedChangeRule = {
  id: "lock-removed",
  what: "A vault loses its lock, or Terraform stops managing the lock while the vault stays.",
  why: "Without a lock, a principal with the permission can delete recovery points.",
  detect: (evidence) =>
    changesOf(evidence, lockType, "destroy", "forget")
      .filter((change) => change.action === "destroy" || !vaultIsForgotten(evidence, change))
      .map((change) =>
        occurrenceOf(
          change,
          change.action === "destroy"
            ? `the lock of ${shown(change.before?.backup_vault_name)} is deleted`
            : `the lock of ${shown(change.before?.backup_vault_name)} is no longer managed: it stays until somebody removes it`,
        ),
      ),
};

const lockChanged: ProtectedChangeRule = {
  id: "lock-changed",
  what: "The limits or the mode of a lock change.",
  why: "Jobs outside the limits fail. If Terraform replaces a lock, the vault has no lock for a moment.",
  detect: (evidence) => {
    const locks = changesOf(evidence, lockType, "update", "replace").filter(
      (change) => change.action === "replace" || lockChanges(evidence, change).length > 0,
    );
    const ofItsOwn = ({ stack, name }: StackChange) =>
      !locks.some((lock) => lock.stack === stack && name === modeName(lock));
    return [
      ...locks.map((change) =>
        occurrenceOf(
          change,
          `the lock of ${shown(change.before?.backup_vault_name)}: ${lockChanges(evidence, change).join(", ") || "is created again"}`,
        ),
      ),
      ...modeChanges(evidence)
        .filter(ofItsOwn)
        .map((mode) => occurrenceOf(mode, `the lock: ${modeWords(mode)}, which Terraform does not apply to the lock`)),
    ];
  },
};

const complianceLock: ProtectedChangeRule = {
  id: "compliance-lock",
  what: "A lock in compliance mode is created, or a lock becomes one.",
  why: "After its cooling-off days, nobody can change or remove it: not root, not AWS.",
  detect: (evidence) =>
    changesOf(evidence, lockType, "create", "update", "replace")
      .filter(({ after, before, action }) => coolingOff(after) && (action === "create" || !coolingOff(before)))
      .map((change) => {
        const days = coolingOff(change.after) ?? 0;
        const vault = shown(change.after?.backup_vault_name);
        return {
          ...occurrenceOf(
            change,
            `vault ${vault} gets a lock that is irreversible ${days} days after the apply: ${limitsOf(change)}`,
          ),
          note: irreversibleOn(change.stack.plan?.timestamp, days),
        };
      }),
};

export const lockRules = [lockRemoved, lockChanged, complianceLock];

function coolingOff(values: StackChange["after"]): number | undefined {
  const days = values?.changeable_for_days;
  return typeof days === "number" && days > 0 ? days : undefined;
}

/** Jobs that keep recovery points for fewer or for more days fail for ever. */
function limitsOf({ after }: StackChange): string {
  const { min_retention_days: minimum, max_retention_days: maximum } = after ?? {};
  return `minimum ${shown(minimum)}, maximum ${shown(maximum)} days`;
}

/** The lock date counts from the apply, so it is known for an apply on the day of the plan alone. */
function irreversibleOn(planned: string | undefined, days: number): string | undefined {
  const date = new Date(planned ?? Number.NaN);
  if (Number.isNaN(date.getTime())) {
    return undefined;
  }
  const applied = dateText(date);
  date.setUTCDate(date.getUTCDate() + days);
  return `irreversible on ${dateText(date)} if applied on ${applied}`;
}

const limits = { min_retention_days: "minimum", max_retention_days: "maximum" } as const;

function lockChanges(evidence: Evidence, change: StackChange): string[] {
  const days = (Object.keys(limits) as (keyof typeof limits)[]).flatMap((name) => {
    const [before, after] = [change.before?.[name], change.after?.[name]];
    return before === after ? [] : [`${limits[name]} ${shown(before)} → ${shown(after)} days`];
  });
  const mode = modeChanges(evidence).find(({ name, stack }) => stack === change.stack && name === modeName(change));
  const [before, after] = [coolingOff(change.before), coolingOff(change.after)];
  return [
    ...days,
    ...(mode ? [modeWords(mode)] : []),
    // The marker of the mode says it, except in a plan of somebody else's.
    ...(mode || before === after ? [] : [`cooling-off days ${shown(before)} → ${shown(after)}`]),
  ];
}

function modeName({ region }: StackChange): string {
  return `lock-mode-${region}`;
}

function modeChanges(evidence: Evidence): StackChange[] {
  return changesOf(evidence, "terraform_data", "update", "replace").filter(
    ({ name, before, after }) => name.startsWith("lock-mode-") && before?.input !== after?.input,
  );
}

function modeWords({ before, after }: StackChange): string {
  return `mode ${shown(before?.input)} → ${shown(after?.input)}`;
}

/** Then the Region leaves, which has a rule of its own. */
function vaultIsForgotten(evidence: Evidence, { stack, region }: StackChange): boolean {
  return changesOf(evidence, "aws_backup_vault", "forget").some(
    (vault) => vault.stack === stack && vault.region === region,
  );
}
