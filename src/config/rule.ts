/** A rule is data: what it checks, why it matters, and a pure function that finds where the config breaks it. */

import { type ConfigPath, type Severity } from "../findings/finding";
import { type OrgConfig } from "./schema/org-config";

export interface Problem {
  /** The value that is wrong. */
  readonly path: ConfigPath;
  /** What is wrong: the limit and what the config has. */
  readonly message: string;
  /** How to fix it. */
  readonly hint: string;
}

export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** What happens in AWS or Terraform when nobody checks. */
  readonly why: string;
  readonly check: (config: OrgConfig) => Problem[];
}

/** The items that stand behind an earlier one with the same key, with the earlier one's index. */
export function duplicates<T>(items: readonly T[], keyOf: (item: T) => string): { index: number; first: number }[] {
  const seen = new Map<string, number>();
  return items.flatMap((item, index) => {
    const key = keyOf(item);
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, index);
      return [];
    }
    return [{ index, first }];
  });
}
