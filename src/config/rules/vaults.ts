/** Rules about vaults and their locks. */

import { type Problem, type Rule } from "../rule";
import { type OrgConfig } from "../schema/org-config";

const kinds = ["local", "central"] as const;

export const vaultRules: readonly Rule[] = [
  {
    id: "vault-name",
    severity: "error",
    what: "Vault names have 2 to 50 letters, digits, `-` and `_`.",
    why: "AWS refuses any other name.",
    schemaPaths: ["vaults.*.name"],
    passes: "vaults: { central: { name: central_vault-1 } }",
    fails: "vaults: { central: { name: central vault } }",
  },
  {
    id: "vault-default",
    severity: "error",
    what: "No vault is called `Default`.",
    why: "The vault named Default cannot receive copies from another account, and its key cannot be chosen.",
    passes: "vaults: { local: { name: DefaultLocal } }",
    fails: "vaults: { local: { name: Default } }",
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
    what: "A lock's minimum and maximum are 1 to 36,500 days, the minimum not above the maximum.",
    why: "AWS refuses the lock.",
    schemaPaths: ["vaults.*.lock.minRetentionDays", "vaults.*.lock.maxRetentionDays"],
    passes: "vaults: { central: { lock: { minRetentionDays: 7 } } }",
    fails: "vaults: { central: { lock: { minRetentionDays: 3000 } } }",
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
    id: "lock-cooling-off",
    severity: "error",
    what: "A compliance lock has a cooling-off time of 3 days or more; a governance lock has none.",
    why: "The cooling-off time is what makes a lock a compliance lock; AWS refuses fewer than three days.",
    schemaPaths: ["vaults.*.lock.coolingOffDays", "vaults.*.lock.acknowledgeIrreversible"],
    passes: "vaults: { central: { lock: { coolingOffDays: 3 } } }",
    fails: "vaults: { central: { lock: { coolingOffDays: 2 } } }",
  },
  {
    id: "lock-unacknowledged",
    severity: "error",
    what: "A compliance lock is acknowledged as irreversible.",
    why: "After the cooling-off time, nobody, not even AWS, can remove a compliance lock or shorten its retention.",
    needs: ["vaults.*.lock.acknowledgeIrreversible"],
    passes: "vaults: { central: { lock: { acknowledgeIrreversible: true } } }",
    fails: "vaults: { central: { lock: { acknowledgeIrreversible: false } } }",
    check: ({ vaults }) =>
      locks(vaults).flatMap(({ path, lock }): Problem[] =>
        lock.mode === "compliance" && !lock.acknowledgeIrreversible
          ? [
              {
                path: [...path, "acknowledgeIrreversible"],
                message: `a compliance lock is irreversible ${lock.coolingOffDays} days after it is applied`,
                hint: "Confirm with `acknowledgeIrreversible: true`, or start with `mode: governance`.",
              },
            ]
          : [],
      ),
  },
  {
    id: "lock-no-maximum",
    severity: "warning",
    what: "A lock has a maximum.",
    why: "Without a maximum, a typing error, or somebody who may start jobs, can keep recovery points, and their cost, for a hundred years.",
    needs: ["vaults.*.lock.maxRetentionDays"],
    passes: "vaults: { local: { lock: { mode: governance, minRetentionDays: 1, maxRetentionDays: 365 } } }",
    fails: "vaults: { local: { lock: { mode: governance, minRetentionDays: 1 } } }",
    check: ({ vaults }) =>
      locks(vaults).flatMap(({ path, lock }): Problem[] =>
        lock.maxRetentionDays === undefined
          ? [
              {
                path: [...path, "minRetentionDays"],
                message: "the lock has no maximum, and nobody can delete its recovery points early",
                hint: "Add maxRetentionDays: the longest retention of any backup plan in this vault.",
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
