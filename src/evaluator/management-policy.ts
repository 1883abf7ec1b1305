/** Management policies of AWS Organizations, of Strongroom or of others: what AWS would take, in a form that can be merged. */

import { type ConfigPath } from "../findings/finding";
import { controlOperator, type Operator, operators } from "./inheritance-operators";

export type Scalar = string | number | boolean;

/** A place in a policy: values to set, a control of lower levels, and what is below it. */
export interface PolicyNode {
  /** As the policy writes it. */
  readonly key: string;
  readonly assign?: Scalar | readonly Scalar[];
  readonly append?: readonly Scalar[];
  readonly remove?: readonly Scalar[];
  /** What child policies may do here. Undefined says nothing, which allows everything. */
  readonly allowed?: readonly Operator[];
  /** By key in lower case: AWS takes keys that differ in case alone for one. */
  readonly children: ReadonlyMap<string, PolicyNode>;
}

export interface ManagementPolicy {
  readonly name: string;
  readonly root: PolicyNode;
}

export interface PolicyProblem {
  readonly path: ConfigPath;
  readonly message: string;
  readonly hint: string;
}

/**
 * Reads a document of any management policy type: backup, tag, AI services opt-out and so on. Every operator takes a list or
 * its only value: AWS's examples have lists, public policies have both, and AWS does not say that it refuses one value.
 *
 * @returns its nodes, and every place at which AWS would refuse the document
 */
export function readManagementPolicy(
  name: string,
  document: unknown,
): { readonly policy: ManagementPolicy; readonly problems: readonly PolicyProblem[] } {
  const problems: PolicyProblem[] = [];
  return { policy: { name, root: readNode(document, [], problems) }, problems };
}

/** Several times as deep as any policy type goes. */
const maximumDepth = 50;

function readNode(value: unknown, path: ConfigPath, problems: PolicyProblem[]): PolicyNode {
  const report = (at: ConfigPath, message: string, hint: string) => problems.push({ path: at, message, hint });
  const key = String(path.at(-1) ?? "");
  const children = new Map<string, PolicyNode>();
  if (path.length > maximumDepth) {
    report(path, "this is nested too deeply", `No policy type has ${maximumDepth} levels.`);
    return { key, children };
  }
  if (!isMap(value)) {
    report(path, "this is a value, and must be a map", 'Give it an operator: `{ "@@assign": … }`.');
    return { key, children };
  }
  for (const [name, child] of Object.entries(value)) {
    if (name.startsWith("@@")) {
      continue;
    }
    if (children.has(name.toLowerCase())) {
      report(
        [...path, name],
        `\`${name}\` is in this map twice, in different upper and lower case`,
        "Keep one: AWS lower-cases keys.",
      );
    }
    children.set(name.toLowerCase(), readNode(child, [...path, name], problems));
  }
  const unknown = Object.keys(value).filter((name) => name.startsWith("@@") && !known.includes(name));
  for (const name of unknown) {
    report([...path, name], `\`${name}\` is not an inheritance operator`, `AWS knows ${known.join(", ")}.`);
  }
  const operand = <T>(
    operator: string,
    isRight: (candidate: unknown) => candidate is T,
    hint: string,
  ): T | undefined => {
    const candidate = value[operator];
    if (candidate !== undefined && !isRight(candidate)) {
      report([...path, operator], `\`${operator}\` cannot take this value`, hint);
    }
    return isRight(candidate) ? candidate : undefined;
  };
  const valueHint = "Give it a text, a number, true, false, or a list of them.";
  const [assign, append, remove] = operators.map((operator) => operand(operator, isAssignable, valueHint));
  const control = operand(controlOperator, isControl, 'Give it ["@@all"], ["@@none"], or a list of operators.');
  return {
    key,
    ...(assign !== undefined && { assign: isScalar(assign) ? asShown(assign) : assign.map(asShown) }),
    ...(append !== undefined && { append: [append].flat().map(asShown) }),
    ...(remove !== undefined && { remove: [remove].flat().map(asShown) }),
    ...(control && !control.includes("@@all") && { allowed: operators.filter((one) => control.includes(one)) }),
    children,
  };
}

/**
 * As AWS shows it in an effective policy, where `60` and `false` are texts: `60` and `"60"` are one value. Source: AWS
 * Organizations User Guide, "Backup policy syntax and examples", examples 1 and 5. Read 2026-11-26.
 */
function asShown(value: Scalar): string {
  return String(value);
}

const known: readonly string[] = [...operators, controlOperator];

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isScalar(value: unknown): value is Scalar {
  return ["string", "number", "boolean"].includes(typeof value);
}

function isList(value: unknown): value is readonly Scalar[] {
  return Array.isArray(value) && value.every(isScalar);
}

function isAssignable(value: unknown): value is Scalar | readonly Scalar[] {
  return isScalar(value) || isList(value);
}

function isControl(value: unknown): value is readonly string[] {
  const alone = ["@@all", "@@none"];
  return (
    isList(value) &&
    value.length > 0 &&
    (value.every((one) => operators.some((operator) => operator === one)) ||
      (value.length === 1 && alone.includes(String(value[0]))))
  );
}
