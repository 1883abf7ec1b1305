/**
 * What `terraform show -json` says of a plan, as far as Strongroom reads it.
 * Source: Terraform, "JSON Output Format", section "Plan Representation", format 1.2.
 */

import { isObject, type Json, type JsonObject } from "./synthesis";

export type Action = "create" | "update" | "replace" | "destroy" | "forget";

/** What happens to one resource. */
export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  /** Undefined where only an import or a move happens, or nothing. */
  readonly action: Action | undefined;
  readonly imported: boolean;
  /** The earlier address of a resource that moved. */
  readonly movedFrom: string | undefined;
  readonly before: JsonObject | undefined;
  /** Without what is known only after the apply. */
  readonly after: JsonObject | undefined;
  /** Names of the attributes that are known only after the apply. */
  readonly unknown: readonly string[];
  /** Whether it is what a replacement left behind, under the address of what took its place. */
  readonly deposed?: true;
  /** Why Terraform replaces, in its own words, such as `replace_by_triggers`. */
  readonly reason: string | undefined;
}

/** What an apply does that is no change of a resource. */
export interface OtherAction {
  readonly address: string;
  /** With `data.` in front where it is a data source. */
  readonly type: string;
  /** `invoke`: an action of a provider, which Terraform has since version 1.14. */
  readonly what: "read" | "invoke";
}

export interface PlanJson {
  /** When Terraform planned, in RFC 3339. */
  readonly timestamp: string | undefined;
  /** Terraform found something wrong, such as a resource that may not be destroyed. */
  readonly errored: boolean;
  /** With those that stay as they are. Data sources are left out. */
  readonly changes: readonly ResourceChange[];
  /** What else the apply does. */
  readonly besides: readonly OtherAction[];
  /** What somebody changed outside of Terraform. */
  readonly drift: readonly ResourceChange[];
  /** Address of the resource that an argument of another names, by that one's address and the argument. */
  referenceOf(address: string, argument: string): string | undefined;
}

/**
 * Reads a parsed plan, or undefined where it is none, of a format to come, or of a part of the changes alone, which would
 * look like harmless ones. A plan with errors is never complete, and fails for them.
 */
export function readPlanJson(plan: JsonObject): PlanJson | undefined {
  const deferred = [plan.deferred_changes, plan.deferred_action_invocations].some(
    (list) => Array.isArray(list) && list.length > 0,
  );
  const partial = plan.errored !== true && (plan.complete === false || deferred);
  const list = plan.resource_changes;
  // Terraform leaves an empty list out; a state has no changes, and says what it holds in `values`.
  const changesAreListed = list === undefined ? !("values" in plan) : Array.isArray(list);
  if (
    !/^[01]\./.test(text(plan.format_version) ?? "") ||
    !("terraform_version" in plan) ||
    partial ||
    !changesAreListed
  ) {
    return undefined;
  }
  const resources = configuredResources(plan);
  return {
    timestamp: text(plan.timestamp),
    errored: plan.errored === true,
    changes: resourceChanges(plan.resource_changes),
    besides: [
      ...objectsIn(plan.resource_changes)
        .filter(({ mode }) => mode === "data")
        .map((item) => otherAction(item, "read", "data.")),
      ...objectsIn(plan.action_invocations).map((item) => otherAction(item, "invoke")),
    ],
    drift: resourceChanges(plan.resource_drift),
    referenceOf: (address, argument) => {
      const resource = resources.find((candidate) => candidate.address === address);
      const expression = isObject(resource?.expressions) ? resource.expressions[argument] : undefined;
      const references = isObject(expression) && Array.isArray(expression.references) ? expression.references : [];
      return references.filter((reference: Json) => typeof reference === "string").at(-1);
    },
  };
}

function objectsIn(list: Json | undefined): JsonObject[] {
  return (Array.isArray(list) ? list : []).filter(isObject);
}

function otherAction({ address, type }: JsonObject, what: OtherAction["what"], prefix = ""): OtherAction {
  return { address: text(address) ?? "", type: prefix + (text(type) ?? ""), what };
}

function resourceChanges(list: Json | undefined): ResourceChange[] {
  return objectsIn(list)
    .filter(({ mode }) => mode === "managed")
    .map((item): ResourceChange => {
      const change = isObject(item.change) ? item.change : {};
      const movedFrom = text(item.previous_address);
      const unknown = isObject(change.after_unknown) ? change.after_unknown : {};
      return {
        address: text(item.address) ?? "",
        type: text(item.type) ?? "",
        name: text(item.name) ?? "",
        action: actionOf(Array.isArray(change.actions) ? change.actions : []),
        imported: isObject(change.importing),
        movedFrom: movedFrom === item.address ? undefined : movedFrom,
        before: isObject(change.before) ? change.before : undefined,
        after: isObject(change.after) ? change.after : undefined,
        unknown: Object.keys(unknown).filter((key) => containsTrue(unknown[key])),
        ...(item.deposed !== undefined && { deposed: true }),
        reason: text(item.action_reason),
      };
    });
}

function actionOf(actions: readonly Json[]): Action | undefined {
  const has = (action: string) => actions.includes(action);
  if (has("create")) {
    return has("delete") || has("forget") ? "replace" : "create";
  }
  return has("delete") ? "destroy" : has("update") ? "update" : has("forget") ? "forget" : undefined;
}

function containsTrue(value: Json | undefined): boolean {
  return (
    value === true ||
    (Array.isArray(value) && value.some((item: Json) => containsTrue(item))) ||
    (isObject(value) && Object.values(value).some(containsTrue))
  );
}

function configuredResources({ configuration }: JsonObject): JsonObject[] {
  const module = isObject(configuration) && isObject(configuration.root_module) ? configuration.root_module : {};
  return (Array.isArray(module.resources) ? module.resources : []).filter(isObject);
}

export function text(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
