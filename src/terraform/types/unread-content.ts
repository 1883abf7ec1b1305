/** What a policy of AWS Organizations says and no rule about protected changes reads. */

import { isObject, type Json, parseObject } from "../synthesis";
import { sameValue, step } from "./meaning";

const lifecycle = "lifecycle/(delete_after_days|move_to_cold_storage_after_days)";

/** Places that the comparisons of statements and of backup plans read. */
const read = [
  "Statement(/.+)?",
  "(.+/)?@@operators_allowed_for_child_policies",
  "plans/[^/]+/regions/@@(assign|append)",
  "plans/[^/]+/rules/[^/]+/(schedule_expression|target_backup_vault_name|enable_continuous_backup)/@@assign",
  "plans/[^/]+/rules/[^/]+/(start|complete)_backup_window_minutes/@@assign",
  `plans/[^/]+/rules/[^/]+/(copy_actions/[^/]+/)?${lifecycle}/@@assign`,
  "plans/[^/]+/rules/[^/]+/copy_actions/[^/]+/target_backup_vault_arn/@@assign",
  "plans/[^/]+/selections/.+/@@(assign|append)",
].map((pattern) => new RegExp(`^${pattern}$`));

/** As in `plans/daily/backup_plan_tags/owner/tag_value/@@assign a → b`. */
export function unreadContentChanges(before: Json | undefined, after: Json | undefined): string[] {
  const [old, now] = [unreadLeaves(before), unreadLeaves(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((path) => !sameValue(old.get(path), now.get(path)))
    .sort()
    .map((path) => `${path} ${step(old.get(path), now.get(path))}`.trim());
}

function unreadLeaves(content: Json | undefined): Map<string, Json> {
  const document = typeof content === "string" ? parseObject(content) : undefined;
  return document
    ? new Map(leaves(document).filter(([path]) => !read.some((pattern) => pattern.test(path))))
    : new Map([["", content ?? null]]);
}

function leaves(node: Json, path: readonly string[] = []): [string, Json][] {
  return isObject(node)
    ? Object.entries(node).flatMap(([key, child]) => leaves(child, [...path, key]))
    : [[path.join("/"), node]];
}
