/** The small shapes that several parts of the config share. */

import { z } from "zod";
import { limits } from "../../aws/backup-policy/limits";
import { numberText } from "../../number-text";

/** A map that knows its keys: any other key is a finding. */
export const strict = z.strictObject;

export const accountId = z
  .string({
    error: (issue) =>
      typeof issue.input === "number"
        ? "an account id must be a quoted string of 12 digits: YAML reads a bare number, and drops leading zeros"
        : undefined,
  })
  .regex(/^\d{12}$/, { error: "an account id is a quoted string of exactly 12 digits" });

export const region = z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, { error: "a Region looks like eu-central-1" });

/** A name that stands for something else in the file. */
export const reference = z.string().max(128);

/** Whole numbers between two limits of AWS Backup. */
export function within({ minimum, maximum }: { minimum: number; maximum: number }, unit: string) {
  const error = `AWS Backup takes ${minimum} to ${numberText(maximum)} ${unit}`;
  return z.int().min(minimum, { error }).max(maximum, { error });
}

export const days = within(limits.deleteAfter, "days");

/** IAM role names: the same 64 characters everywhere. Source: IAM API Reference, CreateRole. */
export const roleName = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/, { error: "an IAM role name has 1 to 64 characters out of A-Z a-z 0-9 _ + = , . @ -" });

export const tagKey = z.string().min(limits.tagKey.minimum).max(limits.tagKey.maximum);
export const tagValue = z.string().max(limits.tagValue.maximum);

export function nonEmptyList<T extends z.ZodType>(item: T) {
  return z.array(item).min(1, { error: "the list must not be empty" });
}
