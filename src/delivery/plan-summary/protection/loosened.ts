/** Where lower policies may do more than before. */

import { type Setting } from "../../../evaluator/effective-policy";
import { type InForce } from "./account-losses";
import { type Place } from "./places";

/** Entries of plans that lower policies can change more freely, in lower case; `*` where they can add plans. */
export function loosenedAt(place: Place, { before, after }: InForce): ReadonlySet<string> {
  const [path, pathNow] = placesAbove(place);
  const [old, now] = [before.at(path).setting, after.at(pathNow).setting];
  const [plans, plansNow] = [old?.children.get("plans"), now?.children.get("plans")];
  const names = [...(plans?.children ?? [])].flatMap(([name, plan]) => {
    const same = plansNow?.children.get(name);
    return same && isLooser(plan, same) ? [name] : [];
  });
  return new Set([...names, ...(allowsMore(old, now) || allowsMore(plans, plansNow) ? ["*"] : [])]);
}

/** Whose policies bind those at the place. Policies of one level do not bind each other, and nothing is below an account. */
export function placesAbove({
  id,
  before = [],
  after,
}: Place): readonly [before: readonly string[], after: readonly string[]] {
  const above = (ids: readonly string[]) => (/^\d{12}$/.test(id) ? ids.slice(0, -1) : ids);
  return [above(before), above(after)];
}

function isLooser(old: Setting, now: Setting): boolean {
  return (
    allowsMore(old, now) ||
    [...old.children].some(([key, child]) => {
      const same = now.children.get(key);
      return same !== undefined && isLooser(child, same);
    })
  );
}

/** Whether an operator is allowed that was not. Undefined allows each. */
function allowsMore(old: Setting | undefined, now: Setting | undefined): boolean {
  const allowed = old?.allowed;
  return (
    allowed !== undefined &&
    now !== undefined &&
    (now.allowed === undefined || now.allowed.some((operator) => !allowed.includes(operator)))
  );
}
