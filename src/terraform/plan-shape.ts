/**
 * Whether the changes of a plan have the shape in which Terraform writes them: what has another one could not be judged,
 * and would look like no change.
 * Source: Terraform documentation, "JSON Output Format", sections "Plan Representation" and "Change Representation".
 * Read 2026-11-27.
 */

import { isObject, type Json, type JsonObject } from "./synthesis";

/** What Terraform says of one resource, each with whether it must have values before and after. */
const actions: Readonly<Record<string, { readonly before?: true; readonly after?: true }>> = {
  "no-op": {},
  read: {},
  create: { after: true },
  update: { before: true, after: true },
  delete: { before: true },
  forget: { before: true },
  "delete,create": { before: true, after: true },
  "create,delete": { before: true, after: true },
  "create,forget": { before: true, after: true },
};

/** Lists of what else an apply does, or puts off. */
const besides = ["action_invocations", "deferred_changes", "deferred_action_invocations"];

/** What is wrong with the changes first, with its place, as in `resource_changes[2].change.actions is …`. */
export function shapeProblem(plan: JsonObject): string | undefined {
  for (const list of ["resource_changes", "resource_drift"]) {
    const changes = plan[list];
    if (changes !== undefined && !Array.isArray(changes)) {
      return `${list} is no list`;
    }
    for (const [index, change] of (changes ?? []).entries()) {
      const problem = changeProblem(change as Json);
      if (problem !== undefined) {
        return `${list}[${index}]${problem}`;
      }
    }
  }
  for (const list of besides) {
    const items = plan[list];
    if (items !== undefined && !(Array.isArray(items) && items.every((item: Json) => isObject(item)))) {
      return `${list} is no list of objects`;
    }
  }
  const flag = ["complete", "errored"].find((key) => plan[key] !== undefined && typeof plan[key] !== "boolean");
  return flag && `${flag} is neither true nor false`;
}

function changeProblem(item: Json): string | undefined {
  if (!isObject(item)) {
    return " is no object";
  }
  const missing = ["address", "type", "name"].find((key) => typeof item[key] !== "string" || item[key] === "");
  if (missing !== undefined) {
    return `.${missing} is no text`;
  }
  if (item.mode !== "managed" && item.mode !== "data") {
    return `.mode is neither "managed" nor "data"`;
  }
  const { change } = item;
  return isObject(change) ? valueProblem(change) : ".change is no object";
}

function valueProblem(change: JsonObject): string | undefined {
  const names = Array.isArray(change.actions) ? change.actions.join() : "";
  const known = Object.hasOwn(actions, names) ? actions[names] : undefined;
  if (known === undefined) {
    return `.change.actions is none of ${Object.keys(actions)
      .map((name) => JSON.stringify(name.split(",")))
      .join(", ")}`;
  }
  for (const side of ["before", "after"] as const) {
    const value = change[side];
    const isNothing = value === undefined || value === null;
    if (isNothing ? known[side] : !isObject(value)) {
      return `.change.${side} is no object`;
    }
  }
  const { after_unknown: unknown } = change;
  return unknown === undefined || typeof unknown === "boolean" || isObject(unknown)
    ? undefined
    : ".change.after_unknown is no object";
}
