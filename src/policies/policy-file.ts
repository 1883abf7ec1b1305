/** Policies in files of JSON, whoever wrote them. */

import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { type ConfigPath, type Finding, formatPath, sortFindings } from "../findings/finding";
import { type ManagementPolicy, readManagementPolicy } from "./management-policy";

export interface PolicyFile {
  readonly policy: ManagementPolicy;
  /** In the order of the file. With one or more, AWS would refuse the policy. */
  readonly findings: readonly Finding[];
}

/** The management policy in a text of JSON, and all that AWS would refuse about it, each with its place. */
export function readPolicyFile(file: string, text: string): PolicyFile {
  const { tree, problems: syntaxProblems } = parse(text);
  const { policy, problems } = readManagementPolicy(file, syntaxProblems.length > 0 ? {} : JSON.parse(text));
  const located = [
    ...syntaxProblems,
    ...duplicateKeys(tree, []),
    ...problems.map((problem) => ({ ...problem, offset: offsetOf(tree, problem.path) })),
  ];
  const findings = located.map(({ path, message, hint, offset }): Finding => {
    const lines = text.slice(0, offset).split("\n");
    return {
      file,
      line: lines.length,
      column: (lines.at(-1) ?? "").length + 1,
      severity: "error",
      rule: "malformed-policy",
      path: formatPath(path),
      message,
      hint,
    };
  });
  return { policy, findings: sortFindings(findings) };
}

interface LocatedProblem {
  readonly path: ConfigPath;
  readonly message: string;
  readonly hint: string;
  readonly offset: number;
}

interface Parsed {
  readonly tree: Node | undefined;
  readonly problems: readonly LocatedProblem[];
}

function parse(text: string): Parsed {
  const errors: ParseError[] = [];
  try {
    const tree = parseTree(text, errors, { disallowComments: true });
    // One wrong bracket makes many errors. The first says where it is.
    return {
      tree,
      problems: errors.slice(0, 1).map(({ error, offset }) => notJson(printParseErrorCode(error), offset)),
    };
  } catch {
    // The parser recurses.
    return { tree: undefined, problems: [notJson("nested too deeply", 0)] };
  }
}

function notJson(reason: string, offset: number): LocatedProblem {
  return {
    path: [],
    message: `this is not JSON: ${reason}`,
    hint: "Policies are strict JSON, without comments.",
    offset,
  };
}

/** JSON.parse keeps the last of two keys; AWS refuses both. */
function duplicateKeys(node: Node | undefined, path: ConfigPath): LocatedProblem[] {
  if (node?.type !== "object" || path.length > 50) {
    return [];
  }
  const seen = new Set<string>();
  return (node.children ?? []).flatMap(({ children: [keyNode, value] = [] }) => {
    const key = String(keyNode?.value);
    const twice = seen.has(key);
    seen.add(key);
    return [
      ...(twice && keyNode
        ? [{ path: [...path, key], message: `\`${key}\` stands here twice`, hint: "Keep one.", offset: keyNode.offset }]
        : []),
      ...duplicateKeys(value, [...path, key]),
    ];
  });
}

function offsetOf(tree: Node | undefined, path: ConfigPath): number {
  return (tree && findNodeAtLocation(tree, [...path])?.offset) ?? 0;
}
