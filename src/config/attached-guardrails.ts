import { type ConfigPath } from "../findings/finding";
import { type OrgConfig } from "./schema/org-config";

export interface AttachedGuardrail {
  readonly targets: readonly string[];
  /** Of its entry in the config. */
  readonly path: ConfigPath;
}

/** Every guardrail of a config, Strongroom's and the team's own: what holds for one holds for all. */
export function attachedGuardrails({ guardrails: { additional, ...ours } }: OrgConfig): AttachedGuardrail[] {
  return [
    ...Object.entries(ours).flatMap(([name, guardrail]) =>
      guardrail ? [{ targets: guardrail.targets, path: ["guardrails", name] }] : [],
    ),
    ...additional.map(({ targets }, index) => ({ targets, path: ["guardrails", "additional", index] })),
  ];
}
