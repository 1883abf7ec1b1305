/** Rules about guardrails. */

import { type Problem, type Rule } from "../rule";
import { findTarget } from "../targets";

export const guardrailRules: readonly Rule[] = [
  {
    id: "guardrail-target-unknown",
    severity: "error",
    why: "A guardrail that is attached nowhere guards nothing.",
    check: (config) =>
      Object.entries(config.guardrails).flatMap(([name, guardrail]) =>
        (guardrail?.targets ?? []).flatMap((target, index): Problem[] =>
          findTarget(config, target)
            ? []
            : [
                {
                  path: ["guardrails", name, "targets", index],
                  message: `no organizational unit or account has the name \`${target}\``,
                  hint: "Name an OU, an account, or `root`.",
                },
              ],
        ),
      ),
  },
];
