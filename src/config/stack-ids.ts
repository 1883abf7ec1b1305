/** Ids of stacks, which name directories, states and workspaces. */

import { type StackKind, stackKinds } from "./stack-kinds";

/** In the id of a kind of which each account has one. */
const account = "<account>";

export function stackIdOf(kind: StackKind, accountName: string): string {
  return stackKinds[kind].id.replace(account, () => accountName);
}

/** Whether there is one such stack for each account that has it. */
export function isOfAccount(kind: StackKind): boolean {
  return stackKinds[kind].id.includes(account);
}

/** What people call such stacks: `member` for `member-<account>`. */
export function nameOfKind(kind: StackKind): string {
  return stackKinds[kind].id.replace(`-${account}`, "");
}

const ids: readonly string[] = Object.values(stackKinds).map(({ id }) => id);

/** The longest of the ids that no account has a part in. */
export const longestStackId = longest(ids.filter((id) => !id.includes(account)));

/** The most that an id says beside the name of an account. */
export const longestStackPrefix = longest(
  ids.filter((id) => id.includes(account)).map((id) => id.replace(account, "")),
);

function longest(texts: readonly string[]): string {
  return texts.reduce((one, other) => (other.length > one.length ? other : one), "");
}
