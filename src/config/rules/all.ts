/** Every rule about a config, by topic. */

import { type Rule } from "../rule";
import { additionalGuardrailRules } from "./additional-guardrails";
import { breakGlassRules } from "./break-glass";
import { guardrailRules } from "./guardrails";
import { keyRules } from "./keys";
import { networkRules } from "./network";
import { overlapRules } from "./overlaps";
import { omissionRules } from "./omissions";
import { planRules } from "./plans";
import { promiseRules } from "./promises";
import { retentionRules } from "./retention";
import { selectionTagRules } from "./selection-tags";
import { selectionRules } from "./selections";
import { stateRules } from "./state";
import { suspendedAccountRules } from "./suspended-accounts";
import { textRules } from "./text";
import { topologyRules } from "./topology";
import { vaultRules } from "./vaults";

export const rulesByTopic: Readonly<Record<string, readonly Rule[]>> = {
  "Accounts, OUs, Regions and roles": [...topologyRules, ...suspendedAccountRules],
  "The break-glass role": breakGlassRules,
  "VPCs and endpoints": networkRules,
  "Vaults and locks": vaultRules,
  "The KMS key": keyRules,
  "Backup plans": [...planRules, ...overlapRules],
  "Retention and copies": retentionRules,
  "What backup plans select": [...selectionRules, ...selectionTagRules],
  "What AWS Backup does with what backup plans select": promiseRules,
  "What is left out": omissionRules,
  Guardrails: guardrailRules,
  "Guardrails of your own": additionalGuardrailRules,
  "Terraform's state": stateRules,
  Text: textRules,
};

export const rules: readonly Rule[] = Object.values(rulesByTopic).flat();
