/** What AWS Organizations makes of the management policies on the way from the root to an account. */

import { intersection, type Operator } from "./inheritance-operators";
import { type ManagementPolicy, type PolicyNode, type Scalar } from "./management-policy";

/**
 * A place in the policies as merged so far. It never changes, so that the accounts of an OU can share what the root and
 * the OU come to.
 */
export interface Setting {
  /** As the first policy that speaks of it writes it. */
  readonly key: string;
  readonly value: Scalar | readonly Scalar[] | undefined;
  /** By key in lower case. */
  readonly children: ReadonlyMap<string, Setting>;
  /** What the policies of lower levels may do here. Undefined: everything. */
  readonly allowed: readonly Operator[] | undefined;
  /** Names of the policies whose control operators hold here. */
  readonly restrictedBy: readonly string[];
  /** Names of the policies that set something here or below. */
  readonly contributors: readonly string[];
  /** Whether a policy says that it is there: a control operator alone does not. */
  readonly stated: boolean;
}

/** What a policy asks for without effect. */
export interface IgnoredOperator {
  readonly policy: string;
  readonly path: readonly string[];
  readonly operator: Operator;
  readonly reason: string;
}

export interface MergedPolicies {
  readonly setting: Setting;
  readonly ignored: readonly IgnoredOperator[];
}

/** What there is above the root. */
export const noPolicies: MergedPolicies = {
  setting: {
    key: "",
    value: undefined,
    children: new Map(),
    allowed: undefined,
    restrictedBy: [],
    contributors: [],
    stated: true,
  },
  ignored: [],
};

/**
 * Merges the policies of one level (root, OU or account) into what the level inherits.
 *
 * - `@@assign` replaces what is inherited, `@@remove` takes values out of an inherited list, `@@append` adds values to
 *   it; each only where the higher levels allow it. A new key in a map counts as `@@append` or `@@assign` on the map.
 * - Of two policies of the level that assign one thing differently, the one attached first wins. What one of them
 *   appends is added to what another assigns.
 * - A control operator binds lower levels, at its own node and not below it. A level allows what all its policies
 *   allow, and never more than it inherits.
 *
 * Sources: AWS Organizations User Guide, "Inheritance operators", "Inheritance examples", "Backup policy syntax and
 * examples", and for control operators on maps "AI services opt-out policy syntax and examples". Read 2026-11-21.
 *
 * @param policies in the order in which they were attached
 */
export function mergeLevel(inherited: MergedPolicies, policies: readonly ManagementPolicy[]): MergedPolicies {
  if (policies.length === 0) {
    return inherited;
  }
  const ignored: IgnoredOperator[] = [];
  const contributions = policies.map(({ name, root }) => ({ policy: name, node: root }));
  const setting = merge(inherited.setting, contributions, [], ignored);
  return { setting, ignored: [...inherited.ignored, ...ignored] };
}

/** What one policy of the level says of a place. */
interface Contribution {
  readonly policy: string;
  readonly node: PolicyNode;
}

function merge(
  inherited: Setting | undefined,
  contributions: readonly Contribution[],
  path: readonly string[],
  ignored: IgnoredOperator[],
): Setting {
  const { value, contributors } = mergeValue(inherited, contributions, path, ignored);
  const emptyMaps = contributions.filter(({ node }) => isEmptyMap(node)).map(({ policy }) => policy);
  const children = mergeChildren(inherited, contributions, path, ignored);
  const controls = contributions.filter(({ node }) => node.allowed);
  return {
    key: inherited?.key ?? contributions[0]?.node.key ?? "",
    value,
    children,
    allowed: controls.map(({ node }) => node.allowed).reduce(intersection, inherited?.allowed),
    restrictedBy: [...(inherited?.restrictedBy ?? []), ...controls.map(({ policy }) => policy)],
    contributors: unique([
      ...(inherited?.contributors ?? []),
      ...contributors,
      ...emptyMaps,
      ...[...children.values()].flatMap((child) => child.contributors),
    ]),
    stated:
      inherited?.stated === true ||
      contributors.length + emptyMaps.length > 0 ||
      [...children.values()].some(({ stated }) => stated),
  };
}

function isEmptyMap({ assign, append, remove, allowed, children }: PolicyNode): boolean {
  return [assign, append, remove, allowed].every((one) => one === undefined) && children.size === 0;
}

function mergeValue(
  inherited: Setting | undefined,
  contributions: readonly Contribution[],
  path: readonly string[],
  ignored: IgnoredOperator[],
): Pick<Setting, "value" | "contributors"> {
  const contributors: string[] = [];
  /** The operands of an operator that count, with their policies; why the others do not is put down. */
  const obeyed = <T extends Operand>(
    operator: Operator,
    operandOf: (node: PolicyNode) => T | undefined,
    objection?: string,
  ) =>
    contributions.flatMap(({ policy, node }) => {
      const operand = operandOf(node);
      if (operand === undefined) {
        return [];
      }
      const forbidden = inherited?.allowed && !inherited.allowed.includes(operator);
      if (forbidden && changesNothing(operator, operand, inherited.value)) {
        return [];
      }
      const reason = forbidden ? `not allowed by ${unique(inherited.restrictedBy).join(", ")}` : objection;
      if (reason !== undefined) {
        ignored.push({ policy, path, operator, reason });
        return [];
      }
      contributors.push(policy);
      return [{ policy, operand }];
    });
  const map = isMap(inherited, contributions) ? "it works on values, and this is a map" : undefined;
  const [first, ...later] = obeyed("@@assign", ({ assign }) => assign, map);
  for (const { policy } of later.filter((one) => !same(one.operand, first?.operand))) {
    ignored.push({ policy, path, operator: "@@assign", reason: `${first?.policy} was attached first` });
  }
  const base = first ? first.operand : inherited?.value;
  const single = base !== undefined && !isList(base) ? "it works on lists, and this is a single value" : map;
  const replaced = first ? `@@assign of ${first.policy} replaces the list` : undefined;
  const appended = obeyed("@@append", ({ append }) => append, single).flatMap(({ operand }) => operand);
  const removed = obeyed("@@remove", ({ remove }) => remove, single ?? replaced).flatMap(({ operand }) => operand);
  if (base !== undefined && !isList(base)) {
    return { value: base, contributors };
  }
  return {
    value:
      base || appended.length > 0
        ? unique([...(base ?? []).filter((one) => !removed.includes(one)), ...appended])
        : undefined,
    contributors,
  };
}

/** What is inherited decides. */
function isMap(inherited: Setting | undefined, contributions: readonly Contribution[]): boolean {
  const isLeaf = inherited?.value !== undefined;
  return !isLeaf && [inherited, ...contributions.map(({ node }) => node)].some((one) => one && one.children.size > 0);
}

function mergeChildren(
  inherited: Setting | undefined,
  contributions: readonly Contribution[],
  path: readonly string[],
  ignored: IgnoredOperator[],
): ReadonlyMap<string, Setting> {
  const children = new Map(inherited?.children);
  for (const key of unique(contributions.flatMap(({ node }) => [...node.children.keys()]))) {
    const known = children.get(key);
    const below = contributions.flatMap(({ policy, node }) => {
      const child = node.children.get(key);
      return child ? [{ policy, node: child }] : [];
    });
    const objection = known || !inherited ? undefined : objectionToKeys(inherited);
    if (objection === undefined) {
      children.set(key, merge(known, below, [...path, key], ignored));
    } else {
      ignored.push(
        ...below.map(({ policy }) => ({
          policy,
          path: [...path, key],
          operator: "@@append" as const,
          reason: objection,
        })),
      );
    }
  }
  return children;
}

/** Why a map takes no new key, if it takes none. */
function objectionToKeys({ value, allowed, restrictedBy }: Setting): string | undefined {
  if (value !== undefined) {
    return "a value is set above it";
  }
  return !allowed || allowed.some((operator) => operator !== "@@remove")
    ? undefined
    : `new keys are not allowed here by ${unique(restrictedBy).join(", ")}`;
}

type Operand = Scalar | readonly Scalar[];

/** Whether a value would be as it is, had the operator been obeyed. */
function changesNothing(operator: Operator, operand: Operand, value: Operand | undefined): boolean {
  const [named, held] = [valuesOf(operand), valuesOf(value)];
  switch (operator) {
    case "@@assign":
      return same(operand, value);
    case "@@append":
      return named.every((one) => held.includes(one));
    case "@@remove":
      return !named.some((one) => held.includes(one));
  }
}

/** The order of a list means nothing. */
function same(one: Operand, other: Operand | undefined): boolean {
  const [named, held] = [valuesOf(one), valuesOf(other)];
  const bothOfAKind = other !== undefined && isList(one) === isList(other);
  return bothOfAKind && named.length === held.length && named.every((value) => held.includes(value));
}

function valuesOf(operand: Operand | undefined): readonly Scalar[] {
  return operand === undefined ? [] : isList(operand) ? operand : [operand];
}

function isList(value: Scalar | readonly Scalar[]): value is readonly Scalar[] {
  return Array.isArray(value);
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

/** A policy with its operators resolved. */
export interface EffectivePolicy {
  readonly [key: string]: Scalar | readonly Scalar[] | EffectivePolicy;
}

/**
 * The effective policy as AWS shows it: without operators, with keys in lower case except the names of backup plans and the
 * ARNs of copies, and without lists that have become empty.
 *
 * Source of the case: AWS Organizations User Guide, "Backup policy syntax and examples": example 1 keeps `PII_Backup_Plan` and
 * has `hourly` for `Hourly`, example 2 keeps `backup-vault:Default` and has `monthlydatatype` for `MonthlyDatatype`. Read
 * 2026-11-26.
 *
 * @param accountId takes the place of `$account`, where it is known
 */
export function effectivePolicy({ setting }: MergedPolicies, accountId?: string): EffectivePolicy {
  const inAccount = <T>(value: T) =>
    typeof value === "string" && accountId !== undefined ? value.replaceAll("$account", accountId) : value;
  const resolve = ({ children }: Setting, path: readonly string[]): EffectivePolicy =>
    Object.fromEntries(
      [...children].flatMap(([key, child]) => {
        const { value, stated } = child;
        const isEmpty = value === undefined ? !stated : isList(value) && value.length === 0;
        const resolved =
          value === undefined
            ? resolve(child, [...path, key])
            : isList(value)
              ? value.map(inAccount)
              : inAccount(value);
        return isEmpty ? [] : [[inAccount(keepsCase(path) ? child.key : key), resolved]];
      }),
    );
  return resolve(setting, []);
}

/** @param path keys of the map, in lower case */
function keepsCase([root, ...below]: readonly string[]): boolean {
  return root === "plans" && (below.length === 0 || (below.length === 4 && below[3] === "copy_actions"));
}
