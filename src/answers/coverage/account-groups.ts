import { grouped } from "../../grouped";
import { type AccountCoverage } from "./coverage";

export interface AccountGroup {
  readonly accounts: readonly AccountCoverage[];
  /** What all of them have in common. */
  readonly example: AccountCoverage;
}

/** Accounts that are covered in the same way, each group once, in the order of their first accounts. */
export function groupAlike(accounts: readonly AccountCoverage[]): AccountGroup[] {
  const groups = grouped(accounts, ({ isWorkload, isSuspended, regions, tags }) =>
    JSON.stringify([isWorkload, isSuspended, regions, tags]),
  );
  return [...groups.values()].flatMap((alike) => (alike[0] ? [{ accounts: alike, example: alike[0] }] : []));
}
