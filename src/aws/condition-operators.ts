/** Operators of conditions in IAM policies. */

const numeric = /^-?\d+(\.\d+)?$/;
/** Takes policy variables, unlike numbers. */
const boolean = /^(true|false|\$\{.+\})$/i;

/**
 * What the values of each must look like, where that is one pattern.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators" (mid-2026). Read 2026-11-26.
 */
const operators = {
  StringEquals: undefined,
  StringNotEquals: undefined,
  StringEqualsIgnoreCase: undefined,
  StringNotEqualsIgnoreCase: undefined,
  StringLike: undefined,
  StringNotLike: undefined,
  NumericEquals: numeric,
  NumericNotEquals: numeric,
  NumericLessThan: numeric,
  NumericLessThanEquals: numeric,
  NumericGreaterThan: numeric,
  NumericGreaterThanEquals: numeric,
  DateEquals: undefined,
  DateNotEquals: undefined,
  DateLessThan: undefined,
  DateLessThanEquals: undefined,
  DateGreaterThan: undefined,
  DateGreaterThanEquals: undefined,
  Bool: boolean,
  BinaryEquals: undefined,
  IpAddress: undefined,
  NotIpAddress: undefined,
  ArnEquals: undefined,
  ArnLike: undefined,
  ArnNotEquals: undefined,
  ArnNotLike: undefined,
  Null: /^(true|false)$/i,
} as const satisfies Record<string, RegExp | undefined>;

export type ConditionOperator = keyof typeof operators;

export const conditionOperators = Object.keys(operators) as readonly ConditionOperator[];

export interface ParsedOperator {
  readonly operator: ConditionOperator;
  /** How it takes a key of several values. */
  readonly set: "ForAllValues" | "ForAnyValue" | undefined;
  /** Whether it holds where the request does not have the key. */
  readonly ifExists: boolean;
}

/** An operator as a policy writes it, such as `ForAnyValue:StringLikeIfExists`; undefined where AWS knows none such. */
export function parseOperator(text: string): ParsedOperator | undefined {
  const [, set, name = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(text) ?? [];
  const operator = conditionOperators.find((known) => known === name);
  return operator === undefined || (operator === "Null" && text !== "Null")
    ? undefined
    : { operator, set: set as ParsedOperator["set"], ifExists: ifExists !== undefined };
}

/** Whether an operator takes a value. */
export function takesValue({ operator }: ParsedOperator, value: string): boolean {
  return operators[operator]?.test(value) ?? true;
}
