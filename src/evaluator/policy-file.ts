/** Policies in files of JSON, whoever wrote them. */

import { JsonText } from "../config/json-text";
import { type Finding, formatPath, sortFindings } from "../findings/finding";
import { type ManagementPolicy, readManagementPolicy } from "./management-policy";

export interface PolicyFile {
  readonly policy: ManagementPolicy;
  /** In the order of the file. With one or more, AWS would refuse the policy. */
  readonly findings: readonly Finding[];
}

/** The management policy in a text of JSON, and all that AWS would refuse about it, each with its place. */
export function readPolicyFile(file: string, text: string): PolicyFile {
  const json = new JsonText(file, text);
  const { policy, problems } = readManagementPolicy(file, json.value === undefined ? {} : json.value);
  const located = [...json.problems, ...problems.map((problem) => ({ ...problem, ...json.position(problem.path) }))];
  const findings = located.map(({ line, column, path, message, hint }): Finding => ({
    file,
    line,
    column,
    severity: "error",
    rule: "malformed-policy",
    path: formatPath(path),
    message,
    hint,
  }));
  return { policy, findings: sortFindings(findings) };
}
