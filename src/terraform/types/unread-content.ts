/** What a policy of AWS Organizations says and no rule about protected changes reads. */

import { isDeepStrictEqual } from "node:util";
import { tagOperators } from "../../aws/tag-condition";
import { isObject, type Json, parseObject } from "../synthesis";
import { step } from "./meaning";
import { repeatsKey } from "./repeated-key";

const rule = "plans/[^/]+/rules/[^/]+";
const selection = "plans/[^/]+/selections";
const assigned = "@@(assign|append)";

const isText = (value: Json) => typeof value === "string";
const isSwitch = (value: Json) => ["true", "false"].includes(String(value)) && !Array.isArray(value);
/** `0x40` and `1e2` are numbers for a program, and nobody knows for what AWS takes them. */
const isNumber = (value: Json) => typeof value === "string" && /^\d+$/.test(value);
const isTexts = (value: Json) => isText(value) || (Array.isArray(value) && value.every(isText));
/** AWS does not say what an empty list of operators allows. */
const isOperators = (value: Json) => Array.isArray(value) && value.length > 0 && value.every(isText);
/** AWS asks for the vault in both places, and does not say which of them counts. */
const isKeyOfCopy = (value: Json, path: string) => path.includes(`/copy_actions/${String(value)}/target_backup`);

/** Places that the comparisons of statements and of backup plans read, each with what they understand there. */
const read: readonly (readonly [pattern: RegExp, isUnderstood: (value: Json, path: string) => boolean])[] = (
  [
    ["Statement", Array.isArray],
    ["Statement(/\\d+)?/(Sid|Effect|Action|NotAction|Resource|NotResource|Condition)(/.+)?", () => true],
    ["(.+/)?@@operators_allowed_for_child_policies", isOperators],
    [`plans/[^/]+/regions/${assigned}`, isTexts],
    [`${rule}/(schedule_expression|target_backup_vault_name)/@@assign`, isText],
    [`${rule}/enable_continuous_backup/@@assign`, isSwitch],
    [`${rule}/(start|complete)_backup_window_minutes/@@assign`, isNumber],
    [`${rule}/(copy_actions/[^/]+/)?lifecycle/(delete_after_days|move_to_cold_storage_after_days)/@@assign`, isNumber],
    [`${rule}/copy_actions/[^/]+/target_backup_vault_arn/@@assign`, isKeyOfCopy],
    [`${selection}/tags/[^/]+/(iam_role_arn|tag_key|tag_value)/${assigned}`, isTexts],
    [`${selection}/resources/[^/]+/(iam_role_arn|resource_types|not_resource_types)/${assigned}`, isTexts],
    [
      `${selection}/resources/[^/]+/conditions/(${Object.values(tagOperators).join("|")})/[^/]+/condition_(key|value)/@@assign`,
      isText,
    ],
  ] as const
).map(([pattern, isUnderstood]) => [new RegExp(`^${pattern}$`), isUnderstood] as const);

/** As in `plans/daily/backup_plan_tags/owner/tag_value/@@assign a → b`. */
export function unreadContentChanges(before: Json | undefined, after: Json | undefined): string[] {
  const [old, now] = [unreadLeaves(before), unreadLeaves(after)];
  const said = (value: Json | undefined) => (value === null ? "null" : value);
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((path) => !isDeepStrictEqual(old.get(path), now.get(path)))
    .sort()
    .map((path) => `${path} ${step(said(old.get(path)), said(now.get(path)))}`.trim());
}

function unreadLeaves(content: Json | undefined): Map<string, Json> {
  const document = typeof content === "string" && !repeatsKey(content) ? parseObject(content) : undefined;
  return document
    ? new Map(
        leaves(document).filter(
          ([path, value]) => !read.some(([pattern, isUnderstood]) => pattern.test(path) && isUnderstood(value, path)),
        ),
      )
    : new Map([["", content ?? null]]);
}

/** With maps and lists of statements that are empty. */
function leaves(node: Json, path: readonly string[] = []): [string, Json][] {
  const isStatements = Array.isArray(node) && node.length > 0 && path.join() === "Statement";
  return (isObject(node) && Object.keys(node).length > 0) || isStatements
    ? Object.entries(node).flatMap(([key, child]) => leaves(child as Json, [...path, key.replaceAll("/", "~1")]))
    : [[path.join("/"), node]];
}
