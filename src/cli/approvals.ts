/** What somebody has approved, from wherever it comes, as ids of protected changes. */

import { InvalidArgumentError, Option } from "commander";
import { JsonText } from "../config/json-text";
import { approvalLabel } from "../delivery/plan-summary/markdown";
import { Failure } from "../failure";
import { type ConfigPath } from "../findings/finding";
import { readText } from "../text-file";
import { type Context, pathOf } from "./context";

export interface ApprovalOptions {
  readonly approve: readonly string[];
  readonly labels: readonly string[];
  readonly approvals?: string;
}

export function approvalOptions(): Option[] {
  return [
    new Option("--approve <id...>", "approve the protected change with this id").default([]),
    new Option("--labels <json>", `JSON array of labels; a label that begins with ${approvalLabel} approves a change`)
      .argParser(labels)
      .default([]),
    new Option("--approvals <file>", "JSON array of approvals, each an id or an object with id, by and reason"),
  ];
}

/** A file of approvals that is none. Its message says where and why. */
export class UnreadableApprovals extends Failure {}

/**
 * The ids, each once.
 * @throws UnreadableFile, UnreadableApprovals
 */
export function approvedIds({ approve, labels: named, approvals }: ApprovalOptions, context: Context): string[] {
  const fromFile = approvals === undefined ? [] : idsInFile(approvals, pathOf(approvals, context));
  return [...new Set([...approve, ...named, ...fromFile].map((id) => id.replace(approvalLabel, "")))];
}

function labels(value: string): string[] {
  let list: unknown;
  try {
    list = JSON.parse(value);
  } catch {
    list = undefined;
  }
  if (!Array.isArray(list)) {
    throw new InvalidArgumentError("It must be a JSON array of labels.");
  }
  return list.filter((label): label is string => typeof label === "string" && label.startsWith(approvalLabel));
}

function idsInFile(name: string, path: string): string[] {
  const text = new JsonText(name, readText(path, "--approvals names a file of approvals"));
  const refuse = (where: ConfigPath, words: string) => {
    const { line, column } = text.position(where);
    return new UnreadableApprovals(`${name}:${line}:${column}: ${words}`);
  };
  const [problem] = text.problems;
  if (problem) {
    throw new UnreadableApprovals(`${name}:${problem.line}:${problem.column}: ${problem.message}. ${problem.hint}`);
  }
  if (!Array.isArray(text.value)) {
    throw refuse([], 'this is no array of approvals: write [{ "id": "…", "by": "…", "reason": "…" }]');
  }
  return text.value.map((approval: unknown, index) => {
    const { id, ...others }: { readonly id?: unknown } =
      typeof approval === "object" && approval !== null ? approval : { id: approval };
    if (typeof id !== "string" || id.trim() === "") {
      throw refuse([index], "this approval has no id: write the id of a protected change");
    }
    const [wrong] = Object.entries(others).filter(
      ([key, value]) => !["by", "reason"].includes(key) || typeof value !== "string",
    );
    if (wrong) {
      throw refuse([index, wrong[0]], `\`${wrong[0]}\` is not known here: an approval has id, by and reason, as texts`);
    }
    return id;
  });
}
