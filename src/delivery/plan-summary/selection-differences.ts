/** What changes in the selections of a backup plan. */

import { isDeepStrictEqual } from "node:util";
import { everyResourceType } from "../../aws/backup-services";
import { type Words } from "./backup-difference";
import { type PlacedPlan } from "./backup-plan";
import { listed } from "./listed";

export function selectionDifferences(old: PlacedPlan["selection"], now: PlacedPlan["selection"]): Words[] {
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  return paths.flatMap((path): Words[] => {
    const [before, after] = [old.get(path) ?? [], now.get(path) ?? []];
    if (isDeepStrictEqual(before, after)) {
      return [];
    }
    const name = nameOf(path);
    const list = (items: readonly string[]) => items.join(", ") || "nothing";
    if (!understood.test(path)) {
      return [{ kind: "selection-unknown", words: `selection: ${path} ${list(before)} → ${list(after)}` }];
    }
    if (name === "iam_role_arn") {
      const comesOrGoes = before.length === 0 || after.length === 0;
      return comesOrGoes && isDeepStrictEqual(rolesOf(old), rolesOf(now))
        ? []
        : [
            {
              kind: "role-changed",
              words: `backs up as ${before.join(", ") || "nothing"} → ${after.join(", ") || "nothing"}`,
            },
          ];
    }
    const words = selectionWords[name];
    if (!words) {
      return [{ kind: "selection-changed", words: `selection: ${name} ${list(before)} → ${list(after)}` }];
    }
    const takesAll = (items: readonly string[]) => name === "resource_types" && items.includes(everyResourceType);
    if (takesAll(before) !== takesAll(after) && before.length > 0 && after.length > 0) {
      const types = (items: readonly string[]) => (takesAll(items) ? "every type" : items.join(", "));
      const kind = takesAll(after) ? "selection-added" : "selection-removed";
      return [{ kind, words: `now selects ${types(after)} instead of ${types(before)}` }];
    }
    return listed(before, after, (item, gone) => ({
      kind: gone === words.narrowsWhenGone ? "selection-removed" : "selection-added",
      words: `${gone ? words.gone : words.come} ${item}`,
    }));
  });
}

function nameOf(path: string): string {
  return path.split("/").at(-1) ?? path;
}

/** What AWS documents of a selection. Nobody knows what anything else selects. */
const understood =
  /^(tags\/[^/]+\/(iam_role_arn|tag_key|tag_value)|resources\/[^/]+\/(iam_role_arn|resource_types|not_resource_types|conditions))$/;

/** Of every selection of the plan. */
function rolesOf(selection: PlacedPlan["selection"]): ReadonlySet<string> {
  return new Set([...selection].flatMap(([path, roles]) => (nameOf(path) === "iam_role_arn" ? roles : [])));
}

/** Lists of a selection, and which way they count. */
const selectionWords: Readonly<Record<string, { gone: string; come: string; narrowsWhenGone: boolean }>> = {
  tag_value: {
    gone: "no longer selects resources whose tag has the value",
    come: "now selects resources whose tag has the value",
    narrowsWhenGone: true,
  },
  resource_types: { gone: "no longer selects", come: "now selects", narrowsWhenGone: true },
  conditions: {
    gone: "selects also without the condition",
    come: "selects only with the condition",
    narrowsWhenGone: false,
  },
  not_resource_types: { gone: "no longer leaves out", come: "now leaves out", narrowsWhenGone: false },
};
