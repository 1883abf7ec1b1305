/** Every rule that a config must keep. */

import { type Rule } from "../rule";
import { roleRules } from "./roles";
import { guardrailRules } from "./guardrails";
import { networkRules } from "./network";
import { planRules } from "./plans";
import { topologyRules } from "./topology";
import { vaultRules } from "./vaults";

export const rules: readonly Rule[] = [
  ...topologyRules,
  ...roleRules,
  ...networkRules,
  ...vaultRules,
  ...planRules,
  ...guardrailRules,
];
