import { computed, decision, harmless, judged, type Classified } from "./meaning";
import { identity } from "./shared-attributes";

/** The markers of stacks/marker.ts: what they remember makes Terraform refuse, or replace. */
export const terraformData: Classified = {
  called: () => "the marker",
  harm: "key-weakened",
  partOf: [{ type: "aws_backup_vault_lock_configuration" }, { type: "aws_kms_key" }],
  calls: {},
  attributes: {
    ...identity,
    input: judged(["lock-changed"], "it is the mode of a lock"),
    output: computed("repeats `input`"),
    triggers_replace: judged(
      ["key-deleted", "guardrail-detached"],
      "it is the account and the Region of the key, or the organization",
    ),
  },
  actions: {
    create: harmless("a marker is nothing in AWS"),
    replace: judged(["key-deleted", "guardrail-detached"], "the key would move, or the organization is another one"),
    destroy: judged(["key-deleted", "guardrail-detached"], "the key could move, or every policy be destroyed"),
    forget: decision(
      "a later move of the key, a change of the mode of a lock, or the destruction of every policy is not refused",
    ),
    import: harmless("changes nothing by itself"),
  },
};
