/** Where lower policies may do more than before. */

import { type Setting } from "../../../evaluator/effective-policy";
import { type InForce } from "./account-losses";
import { type Place } from "./places";

/** Entries of plans that lower policies can change more freely, in lower case; `*` where they can add plans. */
export function loosenedAt(
  { id, before: path, after: pathNow }: Place,
  { before, after }: InForce,
): ReadonlySet<string> {
  // Policies of one level do not bind each other, and nothing is below an account.
  const above = (ids: readonly string[]) => (/^\d{12}$/.test(id) ? ids.slice(0, -1) : ids);
  const [old, now] = [before.at(above(path ?? [])), after.at(above(pathNow))].map(({ setting }) => setting);
  const [plans, plansNow] = [old?.children.get("plans"), now?.children.get("plans")];
  const names = [...(plans?.children ?? [])].flatMap(([name, plan]) => {
    const same = plansNow?.children.get(name);
    return same && isLooser(plan, same) ? [name] : [];
  });
  return new Set([...names, ...(allowsMore(old, now) || allowsMore(plans, plansNow) ? ["*"] : [])]);
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
