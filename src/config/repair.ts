/**
 * A stand-in for a config whose shape is broken in places, so that the rules can still look at the rest: a mistake in
 * one account must not hide those in the others.
 */

import { type ConfigPath } from "../findings/finding";
import { guardrails } from "../guardrails/all";
import { matchesPattern, type Rule } from "./rule";
import { type OrgConfig } from "./schema/org-config";
import { checkShape, type ShapeIssue } from "./shape";

export interface Repaired {
  readonly config: OrgConfig;
  /** Where the stand-in differs from what is written. */
  readonly brokenPaths: readonly ConfigPath[];
}

/** Rounds of repair: what is under a wrong value shows only when that is put right. */
const rounds = 5;

/** Replaces every value that the schema refuses. Undefined where that does not help. */
export function repair(value: unknown, issues: readonly ShapeIssue[], rules: readonly Rule[]): Repaired | undefined {
  const repaired: unknown = structuredClone(value);
  const brokenPaths: ConfigPath[] = [];
  let left = issues;
  for (let round = 0; round < rounds; round++) {
    for (const { path, unknownKey } of left) {
      brokenPaths.push(path);
      replace(repaired, path, unknownKey);
    }
    const result = checkShape(repaired, rules);
    if ("config" in result) {
      return { config: result.config, brokenPaths };
    }
    left = result.issues;
  }
  return undefined;
}

/**
 * Tells what a rule says of the stand-in, and not of the file: it is about a broken value or something inside one, or
 * the rule needs a value that is broken.
 */
export function doubts(
  brokenPaths: readonly ConfigPath[],
  rules: readonly Rule[],
): (rule: Rule, path: ConfigPath) => boolean {
  const broken = new Set(brokenPaths.map(keyOf));
  const needed = new Map(
    rules.map(({ id, needs = [] }) => [
      id,
      brokenPaths.flatMap((path) => {
        const patterns = needs.filter((pattern) => matchesPattern(path, pattern));
        return patterns.length > 0 ? [{ path, ofAny: patterns.some((pattern) => pattern.includes("[*]")) }] : [];
      }),
    ]),
  );
  return ({ id }, path) =>
    [...path, ""].some((_, length) => broken.has(keyOf(path.slice(0, length)))) ||
    (needed.get(id) ?? []).some((other) => other.ofAny || concerns(other.path, path));
}

/** Whether what stands at one path can matter to what stands at another: not where they are two items of one list. */
export function concerns(one: ConfigPath, other: ConfigPath): boolean {
  const parting = one.findIndex((key, index) => key !== other[index]);
  return parting < 0 || typeof one[parting] !== "number" || typeof other[parting] !== "number";
}

function keyOf(path: ConfigPath): string {
  return JSON.stringify(path);
}

interface StandIn {
  readonly pattern: string;
  /** A value that the schema takes and that no other part of the config has; `index` is that of the nearest list item. */
  readonly value: (index: number) => unknown;
}

/** For keys without a default. Anything else is left out, and its default counts. */
const standIns: readonly StandIn[] = [
  { pattern: "organization", value: () => ({ id: "o-0000000000", rootId: "r-0000" }) },
  { pattern: "organization.id", value: () => "o-0000000000" },
  { pattern: "organization.rootId", value: () => "r-0000" },
  { pattern: "homeRegion", value: () => unreadableRegion },
  { pattern: "regions", value: () => [unreadableRegion] },
  { pattern: "regions[]", value: () => unreadableRegion },
  { pattern: "organizationalUnits[]", value: (index) => ({ name: `?${index}`, id: unitId(index) }) },
  { pattern: "organizationalUnits[].name", value: (index) => `?${index}` },
  { pattern: "organizationalUnits[].id", value: unitId },
  { pattern: "accounts", value: () => [{ name: "unreadable", id: accountId(0) }] },
  { pattern: "accounts[]", value: (index) => ({ name: `unreadable-${index}`, id: accountId(index) }) },
  { pattern: "accounts[].name", value: (index) => `unreadable-${index}` },
  { pattern: "accounts[].id", value: accountId },
  { pattern: "accounts[].regions[]", value: () => unreadableRegion },
  {
    pattern: "accounts[].vpcs[]",
    value: (index) => ({ id: hexadecimal("vpc", index), region: unreadableRegion, routeTableIds: "all" }),
  },
  { pattern: "accounts[].vpcs[].id", value: (index) => hexadecimal("vpc", index) },
  { pattern: "accounts[].vpcs[].region", value: () => unreadableRegion },
  { pattern: "accounts[].vpcs[].routeTableIds", value: () => "all" },
  { pattern: "accounts[].vpcs[].routeTableIds[]", value: (index) => hexadecimal("rtb", index) },
  { pattern: "serviceOptIn[]", value: () => "S3" },
  { pattern: "backupPlans[]", value: (index) => ({ name: `unreadable-${index}`, ...planBody }) },
  { pattern: "backupPlans[].name", value: (index) => `unreadable-${index}` },
  { pattern: "backupPlans[].targets", value: () => ["root"] },
  { pattern: "backupPlans[].targets[]", value: () => "root" },
  { pattern: "backupPlans[].regions[]", value: () => unreadableRegion },
  { pattern: "backupPlans[].select", value: () => ({ tag: { key: "unreadable", values: ["unreadable"] } }) },
  { pattern: "backupPlans[].select.tag", value: () => ({ key: "unreadable", values: ["unreadable"] }) },
  { pattern: "backupPlans[].select.tag.key", value: () => "unreadable" },
  { pattern: "backupPlans[].select.tag.values", value: () => ["unreadable"] },
  { pattern: "backupPlans[].select.tag.values[]", value: () => "unreadable" },
  { pattern: "backupPlans[].select.resourceTypes", value: () => ["S3"] },
  { pattern: "backupPlans[].select.resourceTypes[]", value: () => "S3" },
  { pattern: "backupPlans[].select.excludeResourceTypes[]", value: () => "S3" },
  { pattern: "backupPlans[].rules", value: () => planBodyRules },
  { pattern: "backupPlans[].rules[]", value: (index) => ({ ...planBodyRules[0], name: `unreadable-${index}` }) },
  { pattern: "backupPlans[].rules[].name", value: (index) => `unreadable-${index}` },
  { pattern: "backupPlans[].rules[].schedule", value: () => "cron(0 0 ? * * *)" },
  { pattern: "backupPlans[].rules[].copies[]", value: () => ({ to: "central" }) },
  { pattern: "backupPlans[].rules[].copies[].to", value: () => "central" },
  { pattern: "guardrails.*.targets", value: () => ["root"] },
  { pattern: "guardrails.*.targets[]", value: () => "root" },
  { pattern: "guardrails.additional[]", value: (index) => ({ ...additionalGuardrail, name: `unreadable-${index}` }) },
  { pattern: "guardrails.additional[].name", value: (index) => `unreadable-${index}` },
  { pattern: "guardrails.additional[].file", value: () => additionalGuardrail.file },
  { pattern: "guardrails.additional[].targets", value: () => additionalGuardrail.targets },
  { pattern: "guardrails.additional[].targets[]", value: () => "root" },
  ...Object.entries(guardrails).flatMap(([name, { options }]) => standInsOf(`guardrails.${name}`, options.standIns)),
  { pattern: "vaults.*.lock.minRetentionDays", value: () => 1 },
  { pattern: "vaults.*.lock.coolingOffDays", value: () => 3 },
];

/** Looks like a Region and is none, so that it doubles none that the config names. */
const unreadableRegion = "zz-unreadable-1";

const planBodyRules = [{ name: "unreadable", schedule: "cron(0 0 ? * * *)", lifecycle: { deleteAfterDays: 35 } }];
const planBody = {
  targets: ["root"],
  select: { tag: { key: "unreadable", values: ["unreadable"] } },
  rules: planBodyRules,
};

const additionalGuardrail = { file: "unreadable.json", targets: ["root"] };

/** Of the keys of a map, and of the items of those that are lists. */
function standInsOf(path: string, values: Readonly<Record<string, unknown>>): StandIn[] {
  return Object.entries(values).flatMap(([key, value]) => [
    { pattern: `${path}.${key}`, value: () => value },
    ...(Array.isArray(value) ? [{ pattern: `${path}.${key}[]`, value: (): unknown => value[0] }] : []),
  ]);
}

function accountId(index: number): string {
  return `0${String(index).padStart(11, "0")}`;
}

function unitId(index: number): string {
  return `ou-0000-${String(index).padStart(8, "0")}`;
}

function hexadecimal(prefix: string, index: number): string {
  return `${prefix}-${index.toString(16).padStart(8, "0")}`;
}

/** A broken value without a stand-in goes, and so does the nearest map around it that may be left out. */
function replace(root: unknown, path: ConfigPath, unknownKey: boolean): void {
  const key = path.at(-1);
  const container = path
    .slice(0, -1)
    .reduce<unknown>((node, step) => (isContainer(node) ? node[step] : undefined), root);
  if (key === undefined || !isContainer(container)) {
    return;
  }
  const standIn = unknownKey ? undefined : standIns.find(({ pattern }) => matchesPattern(path, pattern));
  if (standIn) {
    container[key] = standIn.value(path.findLast((step) => typeof step === "number") ?? 0);
  } else if (container[key] === undefined && path.length > 1) {
    replace(root, path.slice(0, -1), false);
  } else {
    Reflect.deleteProperty(container, key);
  }
}

function isContainer(node: unknown): node is Record<string | number, unknown> {
  return typeof node === "object" && node !== null;
}
