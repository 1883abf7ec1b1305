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
    triggers_replace: judged(["key-deleted"], "it is the account and the Region of the key"),
  },
  actions: {
    create: harmless("a marker is nothing in AWS"),
    replace: judged(["key-deleted"], "the key would move"),
    destroy: judged(["key-deleted"], "the key would move"),
    forget: decision("a later move of the key, or a later change of the mode of a lock, is not refused"),
    import: harmless("changes nothing by itself"),
  },
};
