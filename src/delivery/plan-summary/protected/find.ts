/** The protected changes of a set of plans, and which of them are approved. */

import { createHash } from "node:crypto";
import { grouped } from "../../../grouped";
import { protectedChangeRules } from "./all";
import { type Evidence } from "./rule";

export interface ProtectedChange {
  readonly rule: string;
  readonly title: string;
  readonly why: string;
  readonly what: string;
  /** Sorted. */
  readonly where: readonly string[];
  readonly note: string | undefined;
  /**
   * Names this change and no other: what happens, where, and every value and account that the words sum up. A change
   * that grows, by a day or by an account, gets another.
   */
  readonly approvalId: string;
  readonly approved: boolean;
}

/** @param approvals ids that somebody has approved */
export function findProtectedChanges(evidence: Evidence, approvals: readonly string[]): ProtectedChange[] {
  return protectedChangeRules.flatMap(({ id, what: title, why, detect }) =>
    [...grouped(detect(evidence), ({ what }) => what)].map(([what, occurrences]) => {
      const where = [...new Set(occurrences.map((occurrence) => occurrence.where))].sort();
      const details = occurrences.map(({ where: place, detail }) => JSON.stringify([place, detail])).sort();
      const approvalId = `${id}-${digest([id, what, ...new Set(details)])}`;
      const note = occurrences.find(({ note }) => note)?.note;
      return { rule: id, title, why, what, where, note, approvalId, approved: approvals.includes(approvalId) };
    }),
  );
}

/** 48 bits: enough that nobody finds another change of the same name, short enough for a label. */
function digest(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 12);
}
