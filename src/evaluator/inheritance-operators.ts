/**
 * Inheritance operators of management policies.
 *
 * Source: AWS Organizations User Guide, "Inheritance operators". Read 2026-11-21.
 */

export const operators = ["@@assign", "@@append", "@@remove"] as const;

/** Sets a value. */
export type Operator = (typeof operators)[number];

/** Says which operators the policies of lower levels may use at its node. */
export const controlOperator = "@@operators_allowed_for_child_policies";

/** The control operator for a node. Undefined writes none, which allows everything. */
export function childControl(allowed: readonly Operator[] | undefined): Record<string, readonly string[]> {
  return allowed ? { [controlOperator]: allowed.length > 0 ? allowed : ["@@none"] } : {};
}

/** What is allowed where two policies of one level speak of the same node. */
export function intersection(
  a: readonly Operator[] | undefined,
  b: readonly Operator[] | undefined,
): readonly Operator[] | undefined {
  return a && b ? a.filter((operator) => b.includes(operator)) : (a ?? b);
}
