/** Rules about vaults and their locks. */

import { type Problem, type Rule } from "../rule";
import { type OrgConfig } from "../schema/org-config";

const kinds = ["local", "central"] as const;

export const vaultRules: readonly Rule[] = [
  {
    id: "vault-default",
    severity: "error",
    why: "The vault named Default cannot receive copies from another account, and its key cannot be chosen.",
    check: ({ vaults }) =>
      kinds
        .filter((kind) => vaults[kind].name.toLowerCase() === "default")
        .map((kind) => ({
          path: ["vaults", kind, "name"],
          message: "`Default` is the name of AWS's own vault",
          hint: "Choose another name, such as org-local-vault.",
        })),
  },
  {
    id: "lock-range",
    severity: "error",
    why: "AWS refuses a lock whose minimum is above its maximum.",
    check: ({ vaults }) =>
      locks(vaults).flatMap(({ path, lock }): Problem[] =>
        lock.maxRetentionDays === undefined || lock.minRetentionDays <= lock.maxRetentionDays
          ? []
          : [
              {
                path: [...path, "minRetentionDays"],
                message: `the minimum, ${lock.minRetentionDays} days, is above the maximum, ${lock.maxRetentionDays} days`,
                hint: "Lower minRetentionDays or raise maxRetentionDays.",
              },
            ],
      ),
  },
  {
    id: "lock-unacknowledged",
    severity: "error",
    why: "After the cooling-off time nobody, AWS included, can remove a compliance lock or shorten what it keeps.",
    check: ({ vaults }) =>
      locks(vaults).flatMap(({ path, lock }): Problem[] =>
        lock.mode === "compliance" && !lock.acknowledgeIrreversible
          ? [
              {
                path: [...path, "mode"],
                message: `a compliance lock is irreversible ${lock.coolingOffDays} days after it is applied`,
                hint: "Say that you know: `acknowledgeIrreversible: true`. Or start with `mode: governance`.",
              },
            ]
          : [],
      ),
  },
];

function locks(vaults: OrgConfig["vaults"]) {
  return kinds.flatMap((kind) => {
    const { lock } = vaults[kind];
    return lock ? [{ path: ["vaults", kind, "lock"], lock }] : [];
  });
}
