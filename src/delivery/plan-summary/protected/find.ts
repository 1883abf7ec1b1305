/** The protected changes of a set of plans, and which of them are approved. */

import { digestOf } from "../../../digest";
import { grouped } from "../../../grouped";
import { waveOf } from "../../../model/stack-wave";
import { apartFromPlaces, placesIn, together } from "../words-and-places";
import { protectedChangeRules } from "./all";
import { type Evidence, type Occurrence } from "./rule";

export interface ProtectedChange {
  readonly rule: string;
  readonly title: string;
  readonly why: string;
  readonly what: string;
  /** Sorted. */
  readonly where: readonly string[];
  readonly note: string | undefined;
  /**
   * Names this decision and no other: what happens, in every place, with every value that the words sum up. A change that
   * grows, by a day or by a place, gets another. Depends on the plans alone, where these show the change.
   */
  readonly approvalId: string;
  readonly approved: boolean;
}

/**
 * What is found, by rule and decision: the same in several Regions, accounts and stacks of a wave is one.
 * @param approvals ids that somebody has approved
 */
export function findProtectedChanges(evidence: Evidence, approvals: readonly string[]): ProtectedChange[] {
  return protectedChangeRules.flatMap(({ id, what: title, why, detect }) =>
    [...grouped(detect(evidence), decisionOf).values()].flatMap((occurrences) => {
      const harmful = occurrences.filter(({ isHarmless }) => isHarmless !== true);
      if (harmful.length === 0) {
        return [];
      }
      const whats = harmful.map(({ what }) => what);
      const isOne = new Set(whats).size === 1;
      const where = [...new Set(harmful.map((occurrence) => placeOf(occurrence, isOne)))].sort();
      const details = occurrences.map(({ what, where: place, named, detail }) =>
        JSON.stringify([named?.place ?? [what, place], detail]),
      );
      const approvalId = `${id}-${digest([id, ...[...new Set(details)].sort()])}`;
      const note = occurrences.find(({ note }) => note)?.note;
      const approved = approvals.includes(approvalId);
      return [{ rule: id, title, why, what: together(whats), where, note, approvalId, approved }];
    }),
  );
}

/** The stacks of one wave are planned and applied together, and an approval must hold there, too. */
function decisionOf({ what, where, named }: Occurrence): string {
  const [stackId = ""] = where.split(" ");
  return `${waveOf(stackId)} ${named?.decision ?? apartFromPlaces(what)}`;
}

/** With the places that the words of all occurrences name together. */
function placeOf({ what, where }: Occurrence, isOne: boolean): string {
  const own = isOne ? [] : placesIn(what).filter((place) => !where.includes(place));
  return own.length > 0 ? `${[...new Set(own)].join(", ")}: ${where}` : where;
}

/** 48 bits: enough that nobody finds another change of the same name, short enough for a label. */
function digest(parts: readonly string[]): string {
  return digestOf(JSON.stringify(parts)).slice(0, 12);
}
