import { type ConfigPath } from "../findings/finding";
import { matchesPattern } from "./rule";

/**
 * What to write in place of a key that the schema does not know: names of other tools, of AWS, or of another place in the
 * file. Empty where nothing comes near.
 */
export function otherName(path: ConfigPath): string {
  const key = plain(String(path.at(-1)));
  const found = otherNames.find(
    ({ at, keys }) => keys.some((other) => plain(other) === key) && at.some((at) => matchesPattern(path, `${at}.*`)),
  );
  return found ? `${found.hint} ` : "";
}

const select = "backupPlans[].select";

/** Keys without regard to case, hyphens and underscores. */
const otherNames: readonly {
  readonly at: readonly string[];
  readonly keys: readonly string[];
  readonly hint: string;
}[] = [
  {
    at: [select, `${select}.tag`],
    keys: ["notTags", "notTag", "tagsNot", "excludeTags", "excludeTag", "excludedTags", "exceptTags", "withoutTags"],
    hint: "To leave out resources by a tag, use `where.notEquals` with `resourceTypes`, as in `where: { notEquals: { key: value } }`.",
  },
  {
    at: [select],
    keys: ["notEquals", "stringNotEquals", "not"],
    hint: "Write `where: { notEquals: { key: value } }`, with `resourceTypes`.",
  },
  {
    at: [select],
    keys: ["equals", "stringEquals"],
    hint: "Write `where: { equals: { key: value } }`, with `resourceTypes`.",
  },
  {
    at: [select],
    keys: ["like", "stringLike", "tagsLike", "tagPattern"],
    hint: "Write `where: { like: { key: pattern* } }`, with `resourceTypes`.",
  },
  {
    at: [select],
    keys: ["notLike", "stringNotLike"],
    hint: "Write `where: { notLike: { key: pattern* } }`, with `resourceTypes`.",
  },
  {
    at: [select],
    keys: ["conditions", "condition", "filter", "filters"],
    hint: "Conditions on tags stand under `where`: equals, notEquals, like and notLike.",
  },
  {
    at: [select],
    keys: ["notResourceTypes", "excludeTypes", "exclude"],
    hint: "Use `excludeResourceTypes`.",
  },
  {
    // Known keys, which are unknown only where `tag` stands beside them.
    at: [select],
    keys: ["tag", "tags", "where", "resourceTypes", "excludeResourceTypes"],
    hint: "`tag` takes no other key beside it. To join conditions, use `resourceTypes: ['*']` with `tags` or `where` instead of `tag`.",
  },
  { at: [`${select}.where`], keys: ["stringEquals"], hint: "Use `equals`." },
  { at: [`${select}.where`], keys: ["stringNotEquals", "not"], hint: "Use `notEquals`." },
  { at: [`${select}.where`], keys: ["stringLike"], hint: "Use `like`." },
  { at: [`${select}.where`], keys: ["stringNotLike"], hint: "Use `notLike`." },
];

function plain(key: string): string {
  return key.toLowerCase().replaceAll(/[^a-z]/g, "");
}
