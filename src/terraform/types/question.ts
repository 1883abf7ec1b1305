/** What AWS is asked about resources that may exist already, and what it answered. */

import { type SynthesizedResource } from "../resources";
import { isObject, type Json, type JsonObject } from "../synthesis";

/** One read-only command of the AWS CLI, such as `backup list-backup-vaults`. */
export interface Question {
  readonly accountId: string;
  readonly region: string;
  /** Words behind `aws`, without Region and output format. */
  readonly command: readonly string[];
  /** Code of the error by which AWS says that there is no such thing; missing where an empty list says so. */
  readonly absentCode?: string;
}

/** What AWS said: the output of the command, or the code of the error. */
export type Answer = { readonly output: JsonObject } | { readonly error: string };

/** A question about the account and the Region of a resource. */
export function questionAbout(
  { accountId, region }: SynthesizedResource,
  command: readonly string[],
  absentCode?: string,
): Question {
  return { accountId, region, command, ...(absentCode === undefined ? {} : { absentCode }) };
}

/** The items of a list in an answer; none without the list. */
export function listIn(answer: Json | undefined, key: string): readonly Json[] {
  const list = isObject(answer) ? answer[key] : undefined;
  return Array.isArray(list) ? list : [];
}

export function objectsIn(answer: Json | undefined, key: string): JsonObject[] {
  return listIn(answer, key).filter(isObject);
}

/** A value of an answer, for a message. */
export function inWords(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}
