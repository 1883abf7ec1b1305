/** Plans of edits, recorded for the unit tests: `npm run record-plans`, which also formats them. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { text } from "../../src/terraform/plan-json";
import { isObject, type Json, type JsonObject, parseObject } from "../../src/terraform/synthesis";
import { recordedFile } from "../plan-summary/plans";
import { type PlannedEdit } from "./edits/planned-edit";
import { type Ids, withIds } from "./seed";

/** The files to which plans of an edit are recorded, with their stacks: that of one stack, or those of all planned ones. */
export function recordedAs({ name, recordedPlanStands }: PlannedEdit, planned: readonly string[]): Map<string, string> {
  const file = recordedFile(fileName(name));
  const recorded = existsSync(file) ? parseObject(readFileSync(file, "utf8")) : undefined;
  const stack = isObject(recorded?.strongroom) ? text(recorded.strongroom.stack) : undefined;
  return stack !== undefined
    ? new Map([[stack, file]])
    : new Map(recordedPlanStands ? planned.map((id) => [id, recordedFile(join(fileName(name), id))]) : []);
}

/** The name of an edit as that of a file. */
export function fileName(name: string): string {
  return name.replaceAll(" ", "-");
}

/** Terraform notes when it planned, and a record says the same whenever it is made. */
const timestamp = "2026-01-01T00:00:00Z";

/**
 * Writes the plan of a stack with the ids of the config in the place of those of AWS, and without what no test reads:
 * the state, providers and the schema of values.
 * @param plan text of plan.json
 */
export function record(file: string, plan: string, ids: Ids): void {
  const original = new Map([...ids].map(([configured, real]) => [real, configured]));
  const parsed = JSON.parse(withoutRandomIds(withIds(plan, original))) as JsonObject;
  const { strongroom, format_version, terraform_version, errored, resource_changes: changes, configuration } = parsed;
  const reduced = {
    strongroom: isObject(strongroom) ? { ...strongroom, origin: undefined, savedPlan: undefined } : strongroom,
    format_version,
    terraform_version,
    ...(format_version !== undefined && { timestamp }),
    errored: errored || undefined,
    configuration: resourcesOf(configuration),
    resource_changes: Array.isArray(changes) ? changes.filter(isObject).map(reducedChange) : undefined,
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(reduced));
}

/** Ids that the embedded AWS draws, numbered in the order in which they appear. */
function withoutRandomIds(plan: string): string {
  const numbers = new Map<string, number>();
  return plan.replace(/\b(p|vpce|mrk)-[0-9a-z]{8,}\b/g, (id, prefix: string) => {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return `${prefix}-${String(number).padStart(8, "0")}`;
  });
}

function reducedChange({ address, mode, type, name, action_reason, change }: JsonObject): object {
  const { actions, before, after, after_unknown } = change as JsonObject;
  const stays = Array.isArray(actions) && actions.length === 1 && actions[0] === "no-op";
  // Policies that stay as they are count for what accounts get; of other resources, only that they stay.
  const values = stays && !text(type)?.startsWith("aws_organizations") ? {} : { before, after, after_unknown };
  return { address, mode, type, name, action_reason, change: { actions, ...values } };
}

/** What arguments name other resources: an attachment its policy. */
function resourcesOf(configuration: Json | undefined): object | undefined {
  const module = isObject(configuration) && isObject(configuration.root_module) ? configuration.root_module : {};
  const resources = Array.isArray(module.resources) ? module.resources.filter(isObject) : [];
  return { root_module: { resources: resources.map(({ address, expressions }) => ({ address, expressions })) } };
}
