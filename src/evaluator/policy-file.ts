/** Policies in files of JSON, of Strongroom or of others. */

import { JsonText } from "../config/json-text";
import { type Finding, formatPath, sortFindings } from "../findings/finding";
import { type BackupPolicyProblem, backupPolicyProblems, asAwsShows } from "./backup-policy-document";
import { type MergedPolicies } from "./effective-policy";
import { type ManagementPolicy, readManagementPolicy } from "./management-policy";
import { refusedValues } from "./refused-values";

export interface PolicyFile {
  readonly policy: ManagementPolicy;
  /** In the order of the file. With an error, AWS would refuse the policy, or the plans that come of it. */
  readonly findings: readonly Finding[];
  readonly text: JsonText;
}

/** The management policy in a text of JSON, and all that AWS would refuse about it, each with its place. */
export function readPolicyFile(file: string, text: string): PolicyFile {
  const json = new JsonText(file, text);
  const document = json.value === undefined ? {} : json.value;
  const { policy, problems } = readManagementPolicy(file, document);
  const ofOperators = problems.map((problem): BackupPolicyProblem => ({
    ...problem,
    atKey: false,
    severity: "error",
    rule: "malformed-policy",
  }));
  const isBackupPolicy = !isOfAnotherType(document);
  const ofSyntax = json.value === undefined || !isBackupPolicy ? [] : backupPolicyProblems(document, text);
  const found = [...ofOperators, ...ofSyntax].map((problem) => ({
    ...problem,
    ...(problem.atKey ? json.keyPosition(problem.path) : json.position(problem.path)),
  }));
  const ofText = json.problems.map((problem) => ({
    ...problem,
    severity: "error" as const,
    rule: "malformed-policy",
  }));
  const findings = [...ofText, ...found].map(({ line, column, severity, rule, path, message, hint }): Finding => ({
    file,
    line,
    column,
    severity,
    rule,
    path: formatPath(path),
    message,
    hint,
  }));
  return {
    policy: isBackupPolicy ? { ...policy, root: asAwsShows(policy.root) } : policy,
    findings: sortFindings(findings),
    text: json,
  };
}

/** What AWS Backup refuses in what the files come to, each at its place in the file whose value it is. */
export function refusedValuesOf(merged: MergedPolicies, files: readonly PolicyFile[]): Finding[] {
  return refusedValues(merged).map(({ severity, withoutEffect, path, message, hint, contributors }) => {
    const candidates = contributors.toReversed().flatMap((name) => files.filter(({ policy }) => policy.name === name));
    const places = candidates.map((file) => ({ file, place: placeIn(file.text.value, path) }));
    const { file, place } = places.toSorted((a, b) => b.place.length - a.place.length)[0] ?? {
      file: files[0],
      place: [],
    };
    return {
      file: file?.policy.name ?? "",
      ...(file?.text.keyPosition(place) ?? { line: 1, column: 1 }),
      severity,
      rule: withoutEffect ? "policy-without-effect" : "policy-value",
      path: formatPath(path),
      message: `\`${path.at(-1) ?? ""}\` ${message}`,
      hint,
    };
  });
}

/** As much of the path as the document has, with the keys as it writes them. */
function placeIn(document: unknown, [key, ...below]: readonly string[]): readonly string[] {
  if (key === undefined || typeof document !== "object" || document === null) {
    return [];
  }
  const written = Object.entries(document).find(([one]) => one.toLowerCase() === key);
  return written ? [written[0], ...placeIn(written[1], below)] : [];
}

/**
 * Policies of other types are merged by the same operators. Sources: AWS Organizations User Guide, "Tag policy syntax and
 * examples" and "AI services opt-out policy syntax and examples". Read 2026-11-21.
 */
const rootsOfOtherTypes = ["tags", "services"];

function isOfAnotherType(document: unknown): boolean {
  const keys = typeof document === "object" && document !== null ? Object.keys(document) : [];
  const [root, ...others] = keys.filter((key) => !key.startsWith("@@"));
  return others.length === 0 && rootsOfOtherTypes.includes(root?.toLowerCase() ?? "");
}
