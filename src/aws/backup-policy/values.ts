/** What a value of a backup policy may be. */

import { resourceTypes, backupServices } from "../backup-services";
import { hasBackupPolicies } from "../region-features";
import { findRegion } from "../regions";
import { parseSchedule, shortestInterval, wideStep } from "../schedule";
import { arnForms, type ArnOf, arnProblem } from "./arns";
import { type Limit, limits } from "./limits";
import {
  error,
  isWithin,
  lengthProblem,
  limitText,
  unknownRegion,
  type ValueProblem,
  type Variable,
  variableProblem,
  warning,
} from "./value-problem";

export type ValueType =
  | { readonly is: "number"; readonly limit: Limit }
  | { readonly is: "boolean" }
  | { readonly is: "choice"; readonly choices: readonly string[] }
  | { readonly is: "schedule" }
  | { readonly is: "resource type" }
  | { readonly is: "Region" }
  | { readonly is: "ARN"; readonly of: ArnOf }
  | {
      readonly is: "text";
      /** Characters that it may have. */
      readonly limit?: Limit;
      readonly pattern?: RegExp;
      /** What the pattern asks for, as in `an ARN like arn:…`. */
      readonly form?: string;
      readonly doubt?: Doubt;
    };

/** What AWS takes, and what hardly anybody means by it. */
export interface Doubt {
  readonly pattern: RegExp;
  readonly message: string;
  readonly hint: string;
}

/**
 * What is wrong with a value. Numbers and booleans may be texts: AWS's examples show `"60"`, `"false"` and `false`.
 * Source: AWS Organizations User Guide, "Backup policy syntax and examples", examples 1 and 5. Read 2026-11-26.
 */
export function valueProblem(type: ValueType, value: string | number | boolean): ValueProblem | undefined {
  const text = String(value);
  switch (type.is) {
    case "number":
      return numberProblem(type.limit, text);
    case "boolean":
      return /^(true|false)$/i.test(text) ? undefined : error("it is neither true nor false", "Write true or false.");
    case "choice":
      return choiceProblem(type.choices, text);
    case "schedule":
      return scheduleProblem(text);
    case "resource type":
      return resourceTypeProblem(text);
    case "Region":
      return regionProblem(text);
    case "ARN":
      return arnProblem(type.of, text);
    case "text":
      return textProblem(type, text);
  }
}

/** What a value may be, in words. */
export function typeText(type: ValueType): string {
  switch (type.is) {
    case "number":
      return `whole number: ${limitText(type.limit)}`;
    case "boolean":
      return "`true` or `false`";
    case "choice":
      return type.choices.map((choice) => `\`${choice}\``).join(", ");
    case "schedule":
      return "`cron(…)` with six fields, in UTC";
    case "resource type":
      return "ARN pattern of AWS's list, or `*`";
    case "Region":
      return "a Region that has backup policies, as in `eu-west-1`";
    case "ARN":
      return arnForms[type.of].form;
    case "text":
      return [type.form ?? "text", type.limit && limitText(type.limit)].filter((part) => part !== undefined).join(": ");
  }
}

function numberProblem(limit: Limit, text: string): ValueProblem | undefined {
  const hint = `Write a whole number, ${limitText(limit)}, or leave the key out.`;
  return /^\d+$/.test(text) && isWithin(limit, Number(text))
    ? undefined
    : error(`AWS Backup takes ${limitText(limit)}`, hint);
}

export const wideStepHint = "Write the one value that it stands for, as in `0`.";

function choiceProblem(choices: readonly string[], text: string): ValueProblem | undefined {
  const hint = `Write ${choices.map((choice) => `\`${choice}\``).join(" or ")}.`;
  if (choices.includes(text)) {
    return undefined;
  }
  return choices.some((choice) => choice.toLowerCase() === text.toLowerCase())
    ? warning("AWS documents it in another case", hint)
    : error(`AWS knows ${choices.join(", ")}`, hint);
}

function scheduleProblem(text: string): ValueProblem | undefined {
  const parsed = parseSchedule(text);
  if ("problem" in parsed) {
    const hint = "Write for example `cron(0 2 ? * * *)`, every day at 02:00 UTC.";
    switch (parsed.verdict) {
      case "refused":
        return error(parsed.problem, hint);
      case "unsaid":
        return warning(`${parsed.problem}; AWS does not say whether it takes that`, hint);
      case "never":
        return { ...error(`${parsed.problem}; AWS does not say whether it takes that`, hint), withoutEffect: true };
    }
  }
  const [step, minutes] = [wideStep(text), shortestInterval(text)];
  if (step !== undefined) {
    return warning(
      `the step of \`${step}\` is as wide as its field; AWS does not say whether it takes that`,
      wideStepHint,
    );
  }
  return minutes < limits.betweenStarts.minimum
    ? warning(
        `it starts every ${minutes} minutes; AWS Backup makes backups ${limitText(limits.betweenStarts)} apart`,
        "Start at most once an hour, or use `enable_continuous_backup`.",
      )
    : undefined;
}

/**
 * The patterns that a selection may name, without the partition. Source: AWS Organizations User Guide, "Backup policy
 * syntax and examples", section "Supported resource types". Read 2026-11-26.
 */
const resourcePatterns: ReadonlySet<string> = new Set(
  resourceTypes.flatMap((type) => backupServices[type].arnPatterns),
);

function resourceTypeProblem(text: string): ValueProblem | undefined {
  const pattern = /^arn:aws(?:-[a-z]+)*:(.+)$/.exec(text)?.[1];
  return text === "*" || (pattern !== undefined && resourcePatterns.has(pattern))
    ? undefined
    : warning(
        "it is no resource type that AWS lists; AWS does not say whether it refuses the policy or ignores the type",
        "Take one of the list, as in `arn:aws:ec2:*:*:volume/*`, or `*` for all.",
      );
}

function regionProblem(text: string): ValueProblem | undefined {
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(text)) {
    return error("it is not a Region", "Write the name of a Region, as in `eu-west-1`.");
  }
  if (findRegion(text) === undefined) {
    return unknownRegion;
  }
  return hasBackupPolicies(text)
    ? undefined
    : error("AWS has no backup policies in this Region", "Remove it: the policy makes no backup plans there.");
}

function textProblem(
  { limit, pattern, form = "", doubt }: Extract<ValueType, { is: "text" }>,
  text: string,
): ValueProblem | undefined {
  const wrong =
    variableProblem(text, noVariables) ??
    (pattern && !pattern.test(text) ? error(`it is not ${form}`, `Write ${form}.`) : undefined) ??
    (limit && lengthProblem(text, limit, "it"));
  return wrong ?? (doubt?.pattern.test(text) === true ? warning(doubt.message, doubt.hint) : undefined);
}

const noVariables: readonly Variable[] = [];
