import { type GuardedConfig } from "../guardrails/guardrail";
import { type OrgConfig } from "./schema/org-config";
import { demandsOf } from "./selected";
import { selectedTagValues } from "./selected-tag-values";
import { findTarget } from "./targets";

/** What the options of a guardrail on these targets follow from. Targets that nothing in the config is are left out. */
export function guardedConfig(config: OrgConfig, targets: readonly string[]): GuardedConfig {
  const ids = new Map(targets.flatMap((name) => [[findTarget(config, name)?.id, name]] as const));
  return {
    serviceOptIn: config.serviceOptIn,
    backupTagKeys: backupTagKeys(config),
    targets: [...ids]
      .flatMap(([id, name]) =>
        id === undefined ? [] : [{ id, valuesOf: (key: string) => selectedTagValues(config, name, key) }],
      )
      .sort((one, other) => (one.id < other.id ? -1 : 1)),
  };
}

/** Tag keys by which plans select, with the required one, sorted. */
export function backupTagKeys({ backupPlans, guardrails }: OrgConfig): string[] {
  const keys = backupPlans.flatMap(({ select }) => [...demandsOf(select).keys()]);
  return [...new Set([...keys, ...(guardrails.requireBackupTag ? [guardrails.requireBackupTag.key] : [])])].sort();
}
