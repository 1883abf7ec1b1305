/** Local states that lie elsewhere than where the output of a synthesis looks for them. */

import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { backendOf } from "./backend";
import { statesNeededBy } from "./stack-origin";
import { isObject, type Json, type JsonObject, parseObject, type Synthesis } from "./synthesis";

export interface StateElsewhere {
  readonly stackId: string;
  /** Where Terraform will look for it, and where it is. */
  readonly expected: string;
  readonly found: string;
}

/**
 * The states of these stacks, and of those that they read, which are not there although a file of the same name in one of
 * the directories holds resources of the account of the stack. Nothing of a synthesis says where an earlier one was.
 * @param directories in which a state may be, absolute
 */
export function statesElsewhere(
  stackIds: readonly string[],
  synthesis: Synthesis,
  directories: readonly string[],
  environment: NodeJS.ProcessEnv,
): StateElsewhere[] {
  // The states of another workspace are in files of other names.
  const needed = environment.TF_WORKSPACE
    ? []
    : [...new Set(stackIds.flatMap((id) => [id, ...statesNeededBy(id, synthesis)]))];
  return needed.sort().flatMap((stackId) => {
    const configuration = synthesis.configurationOf(stackId);
    const { type, path } = backendOf(configuration);
    if (type !== "local" || path === undefined) {
      return [];
    }
    const expected = resolve(synthesis.stackDirectory(stackId), path);
    const accounts = accountsOf(configuration);
    if (existsSync(expected)) {
      return [];
    }
    const found = directories
      .map((directory) => join(directory, basename(expected)))
      .find((file) => file !== expected && holdsResourcesOf(file, accounts));
    return found === undefined ? [] : [{ stackId, expected, found }];
  });
}

/** Ids of the accounts that the providers of a stack may reach. */
function accountsOf({ provider }: JsonObject): string[] {
  const { aws }: JsonObject = isObject(provider) ? provider : {};
  const providers: readonly Json[] = Array.isArray(aws) ? aws : [];
  return providers.flatMap((one) =>
    isObject(one) && Array.isArray(one.allowed_account_ids) ? one.allowed_account_ids.map(String) : [],
  );
}

function holdsResourcesOf(file: string, accounts: readonly string[]): boolean {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return false;
  }
  const { resources } = parseObject(text) ?? {};
  return Array.isArray(resources) && resources.length > 0 && accounts.some((account) => text.includes(account));
}
