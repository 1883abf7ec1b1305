import { backupPlanRules } from "./backup-plans";
import { closedWorldRules } from "./closed-world";
import { codeRules } from "./code";
import { guardrailAndRoleRules } from "./guardrails-and-roles";
import { keyAndVaultRules } from "./keys-and-vaults";
import { lockRules } from "./locks";
import { lostStateRules } from "./lost-states";
import { regionAndAccountRules } from "./regions-and-accounts";
import { type ProtectedChangeRule } from "./rule";
import { unreadablePlanRules } from "./unreadable-plans";

/** Every rule, in the order in which a summary lists what they find: what cannot be undone comes first. */
export const protectedChangeRules: readonly ProtectedChangeRule[] = [
  ...unreadablePlanRules,
  ...codeRules,
  ...lostStateRules,
  ...keyAndVaultRules,
  ...lockRules,
  ...regionAndAccountRules,
  ...backupPlanRules,
  ...guardrailAndRoleRules,
  ...closedWorldRules,
];
