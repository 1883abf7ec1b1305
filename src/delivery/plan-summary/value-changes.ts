/** What changes in a resource, value by value. */

import { isDeepStrictEqual } from "node:util";
import { changedAttributes } from "../../terraform/noise";
import { type ResourceChange } from "../../terraform/plan-json";
import { isObject, type Json, parseObject } from "../../terraform/synthesis";

export interface ValueChange {
  /** Keys from the attribute down: `policy/Statement/ProtectBackups/Action`. */
  readonly path: string;
  /** Null where there is none. */
  readonly before: Json;
  readonly after: Json;
}

/**
 * Every value that differs between what there is and what is planned; of a list of texts, each that comes or goes. A text
 * that is a JSON document counts as what it holds, and a statement of a policy by its Sid.
 */
export function valueChanges(change: ResourceChange): ValueChange[] {
  const { before, after } = change;
  return changedAttributes(change).flatMap((name) =>
    differences(opened(before?.[name] ?? null), opened(after?.[name] ?? null), name),
  );
}

/** As in `Action: backup:A → backup:B`. Long values are cut. */
export function valueInWords({ path, before, after }: ValueChange): string {
  return `${path}: ${shortened(before)} → ${shortened(after)}`;
}

const mostCharacters = 200;

function shortened(value: Json): string {
  const text = value === null ? "none" : typeof value === "string" ? value : JSON.stringify(value);
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}

function opened(value: Json): Json {
  return typeof value === "string" ? (parseObject(value) ?? value) : value;
}

function differences(before: Json, after: Json, path: string): ValueChange[] {
  if (isDeepStrictEqual(before, after)) {
    return [];
  }
  const [old, now] = [entriesOf(before), entriesOf(after)];
  if (old && now) {
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) =>
      differences(old.get(key) ?? null, now.get(key) ?? null, `${path}/${key}`),
    );
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const missing = (from: readonly Json[], other: readonly Json[]) =>
      from.filter((item) => !other.some((candidate) => isDeepStrictEqual(item, candidate)));
    const [gone, come] = [missing(before, after), missing(after, before)];
    return gone.length + come.length === 0
      ? [{ path, before, after }]
      : [
          ...gone.map((item) => ({ path, before: item, after: null })),
          ...come.map((item) => ({ path, before: null, after: item })),
        ];
  }
  return [{ path, before, after }];
}

/** The entries of a map, and the statements of a policy by what names them. */
function entriesOf(value: Json): Map<string, Json> | undefined {
  if (isObject(value)) {
    return new Map(Object.entries(value));
  }
  const named = Array.isArray(value) ? value.map((item: Json) => (isObject(item) ? item.Sid : undefined)) : [];
  return named.length > 0 && named.every((sid) => typeof sid === "string")
    ? new Map((value as Json[]).map((item, index) => [String(named[index]), item]))
    : undefined;
}
