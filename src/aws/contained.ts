/** Which resources are in the backups of which others. */

import { backupServices, type ResourceType, resourceTypes } from "./backup-services";

/** Resources of one service in the backups of another's. */
export interface Contained {
  readonly container: ResourceType;
  readonly part: ResourceType;
  /** As in `the volumes attached to it`. */
  readonly what: string;
  /** Whether AWS Backup backs the part up by itself too, where a plan selects it. */
  readonly alsoAlone: "yes" | "notSaid";
}

/** Every pair of a container and its part, in the order of the services. */
export const contained: readonly Contained[] = resourceTypes.flatMap((container) =>
  (backupServices[container].contains ?? []).flatMap(({ services, ...others }) =>
    resourceTypes
      .filter((part) => part !== container && (services === "every" || services.includes(part)))
      .map((part) => ({ container, part, ...others })),
  ),
);

/**
 * What comes of a plan that selects both, one sentence for each container and what it holds.
 *
 * @param holds tells of a pair whether both are selected
 */
export function twiceInWords(holds: (pair: Contained) => boolean): string[] {
  const byContainer = new Map<string, Contained[]>();
  for (const pair of contained.filter(holds)) {
    const key = `${pair.container} ${pair.what}`;
    byContainer.set(key, [...(byContainer.get(key) ?? []), pair]);
  }
  return [...byContainer.values()].flatMap((pairs) => {
    const [first] = pairs;
    const parts = pairs.map(({ part }) => kindInWords(part)).join(", or ");
    return first
      ? [
          `A backup of ${kindInWords(first.container)} holds ${first.what}. If ${parts} has the same tags, ${
            first.alsoAlone === "yes"
              ? "AWS Backup backs it up twice: by itself, and with what holds it."
              : "AWS does not say whether AWS Backup backs it up twice."
          }`,
        ]
      : [];
  });
}

/** Such as `a volume (EBS)`. */
export function kindInWords(type: ResourceType): string {
  return `${backupServices[type].called} (${type})`;
}
