/** Whether a statement of a service control policy denies a request, as far as the statement alone can tell. */

import { parseOperator, type ParsedOperator } from "../aws/condition-operators";
import { matchesName } from "../aws/service-authorization";
import { matchesWildcard } from "../aws/wildcard";
import { type ServiceControlStatement } from "../config/service-control-policy";

export interface KnownRequest {
  readonly action: string;
  /** `*` for an action that is authorized on no resource. */
  readonly resourceArn: string;
  /** What is known of the request, by condition key. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * Whether a `Deny` covers the request for certain. What hangs on a condition key that is not known, on a policy variable,
 * on an ARN that ends early, or on anything but texts and ARNs, is not certain.
 */
export function certainlyDenies(statement: ServiceControlStatement, request: KnownRequest): boolean {
  const { Effect, Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const covers = (patterns: string | readonly string[], matches: (pattern: string) => boolean) =>
    [patterns].flat().some(matches);
  const isAction = (pattern: string) => matchesName(pattern, request.action);
  const isResource = (pattern: string) => matchesWildcard(pattern, request.resourceArn);
  return (
    Effect === "Deny" &&
    (Action === undefined ? !covers(NotAction ?? [], isAction) : covers(Action, isAction)) &&
    (Resource === undefined
      ? !covers(NotResource ?? [], (pattern) => isResource(pattern) || hasVariable(pattern))
      : covers(Resource, isResource)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) =>
        certainlyHolds(parseOperator(operator), valuesOf(request, key), [values].flat().map(String)),
      ),
    )
  );
}

function valuesOf({ context }: KnownRequest, key: string): string | readonly string[] | undefined {
  return Object.entries(context).find(([known]) => known.toLowerCase() === key.toLowerCase())?.[1];
}

function certainlyHolds(
  parsed: ParsedOperator | undefined,
  actual: string | readonly string[] | undefined,
  wanted: readonly string[],
): boolean {
  const matches = parsed && comparisons[parsed.operator.replace("Not", "")];
  const isClear = (pattern: string) =>
    !hasVariable(pattern) && (matches !== matchesArn || partsOf(pattern).length === 6);
  if (!matches || actual === undefined || !wanted.every(isClear)) {
    return false;
  }
  const negative = parsed.operator.includes("Not");
  const holds = (value: string) => wanted.some((pattern) => matches(pattern, value)) !== negative;
  if (typeof actual === "string") {
    return holds(actual);
  }
  return parsed.set === "ForAllValues" ? actual.every(holds) : parsed.set === "ForAnyValue" && actual.some(holds);
}

type Comparison = (pattern: string, value: string) => boolean;

const comparisons: Readonly<Partial<Record<string, Comparison>>> = {
  StringEquals: (pattern, value) => pattern === value,
  StringEqualsIgnoreCase: (pattern, value) => pattern.toLowerCase() === value.toLowerCase(),
  StringLike: matchesWildcard,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
};

/** Part by part, because a wildcard does not reach across the first five colons. */
function matchesArn(pattern: string, arn: string): boolean {
  const parts = partsOf(arn);
  return partsOf(pattern).every((part, index) => matchesWildcard(part, parts[index] ?? ""));
}

/** Six; of an ARN that ends early, fewer. */
function partsOf(arn: string): string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function hasVariable(text: string): boolean {
  return text.includes("${");
}
