/** Backup policies, of Strongroom or of others: what AWS's syntax does not have, and values that AWS Backup refuses. */

import { closest, distance } from "fastest-levenshtein";
import { limits } from "../aws/backup-policy/limits";
import { backupPolicySyntax, partAt, type PolicyPart, type ValuePart } from "../aws/backup-policy/syntax";
import { valueProblem, type ValueType } from "../aws/backup-policy/values";
import { type ConfigPath, type Severity } from "../findings/finding";
import { numberText } from "../number-text";
import { controlOperator, operators } from "./inheritance-operators";
import { isScalar, type PolicyNode, type Scalar } from "./management-policy";

export interface BackupPolicyProblem {
  readonly path: ConfigPath;
  /** Whether the key at the end of the path is wrong, and not its value. */
  readonly atKey: boolean;
  readonly severity: Severity;
  readonly rule: "malformed-policy" | "policy-value" | "policy-without-effect" | "policy-too-large";
  readonly message: string;
  readonly hint: string;
}

/**
 * Everything in a document that is not in AWS's syntax of backup policies, and every value beyond a limit.
 *
 * AWS publishes no list of what CreatePolicy refuses: an unknown key is an error here, since nothing says that it has an
 * effect. What the inheritance operators ask for by themselves is `readManagementPolicy`'s.
 */
export function backupPolicyProblems(document: unknown, text: string): BackupPolicyProblem[] {
  return [...sizeProblems(document, text), ...partProblems(backupPolicySyntax, document, [])];
}

/**
 * The policy with its values as AWS shows them. A setting of several values is a list, to which lower levels can append. A
 * boolean is in lower case and a number without zeros in front, so that `060` and `60`, `"True"` and `true` are one value.
 */
export function asAwsShows(node: PolicyNode, part: PolicyPart = backupPolicySyntax): PolicyNode {
  if (part.holds !== "keys" && part.holds !== "entries") {
    const { assign, append, remove } = node;
    const all = (values: readonly Scalar[]) => values.map((value) => valueAsShown(part.type, value));
    return {
      ...node,
      ...(assign !== undefined && {
        assign: part.holds === "value" && isScalar(assign) ? valueAsShown(part.type, assign) : all([assign].flat()),
      }),
      ...(append && { append: all(append) }),
      ...(remove && { remove: all(remove) }),
    };
  }
  const children = [...node.children].map(([key, child]): [string, PolicyNode] => {
    const below = part.holds === "keys" ? partAt(part, key) : part.entry;
    return [key, below ? asAwsShows(child, below) : child];
  });
  return { ...node, children: new Map(children) };
}

/**
 * Source: AWS Organizations User Guide, "Backup policy syntax and examples", examples 1 and 5, which show `"60"` and
 * `"false"`. Read 2026-11-26. What is neither number nor boolean stays as it is: it is an error.
 */
function valueAsShown(type: ValueType, value: Scalar): Scalar {
  const text = String(value);
  switch (type.is) {
    case "boolean":
      return /^(true|false)$/i.test(text) ? text.toLowerCase() : value;
    case "number":
      return text.replace(/^0+(?=\d+$)/, "");
    default:
      return value;
  }
}

/** As API, SDK and Terraform send the text: with its white space. */
function sizeProblems(document: unknown, text: string): BackupPolicyProblem[] {
  const maximum = limits.document.maximum;
  const size = [...text].length;
  const minified = [...JSON.stringify(document)].length;
  const problem = (severity: Severity, message: string, hint: string): BackupPolicyProblem[] => [
    { path: [], atKey: false, severity, rule: "policy-too-large", message, hint },
  ];
  if (size > maximum) {
    return problem(
      "error",
      `the file has ${numberText(size)} characters; AWS takes ${numberText(maximum)}, white space included`,
      minified > maximum
        ? `Without white space it has ${numberText(minified)}: split it into several policies.`
        : `Without white space it has ${numberText(minified)}: write it so, or paste it into the console, which saves it so.`,
    );
  }
  const bytes = Buffer.byteLength(text);
  return bytes > maximum
    ? problem(
        "warning",
        `the file has ${numberText(bytes)} bytes; AWS takes ${numberText(maximum)} characters, and does not say whether it counts bytes`,
        "Write it without white space, or with fewer characters outside ASCII.",
      )
    : [];
}

function partProblems(part: PolicyPart, value: unknown, path: ConfigPath): BackupPolicyProblem[] {
  if (!isMap(value)) {
    // `readManagementPolicy` says it.
    return [];
  }
  switch (part.holds) {
    case "keys":
      return mapEntries(value, path).flatMap(([key, child]) => {
        const known = partAt(part, key);
        return known
          ? partProblems(known, child, [...path, key])
          : key.startsWith("@@")
            ? operatorInMap(key, path)
            : [unknownKey(key, Object.keys(part.keys), path)];
      });
    case "entries":
      return mapEntries(value, path).flatMap(([key, child]) =>
        key.startsWith("@@")
          ? operatorInMap(key, path)
          : [
              ...(part.name ? problemsOf(part.name, key, [...path, key], true) : []),
              ...partProblems(part.entry, child, [...path, key]),
            ],
      );
    default:
      return mapEntries(value, path).flatMap(([key, operand]) => operandProblems(part, key, operand, [...path, key]));
  }
}

/** Without the control operator, which may stand everywhere. */
function mapEntries(value: Readonly<Record<string, unknown>>, path: ConfigPath): [string, unknown][] {
  return path.length > maximumDepth ? [] : Object.entries(value).filter(([key]) => key !== controlOperator);
}

/** Twice as deep as the syntax goes. */
const maximumDepth = 30;

function operandProblems(part: ValuePart, key: string, operand: unknown, path: ConfigPath): BackupPolicyProblem[] {
  if (!isOperator(key)) {
    return key.startsWith("@@") ? [] : [unknownKey(key, [], path.slice(0, -1), "Values go under an operator: ")];
  }
  const [isList, takesList] = [Array.isArray(operand), part.holds === "list"];
  if (!takesList && (isList || key !== "@@assign")) {
    const setting = String(path.at(-2));
    return key === "@@assign"
      ? [malformed(path, false, `\`${setting}\` takes one value, and here is a list`, "Write the value alone.")]
      : [malformed(path, true, `\`${key}\` works on lists, and \`${setting}\` is one value`, "Use `@@assign`.")];
  }
  const values = [operand].flat().filter(isScalar);
  return values.flatMap((value, index) => problemsOf(part.type, value, isList ? [...path, index] : path, false));
}

function isOperator(key: string): boolean {
  return operators.some((operator) => operator === key);
}

/** Where it is none that AWS knows, `readManagementPolicy` says so. */
function operatorInMap(key: string, path: ConfigPath): BackupPolicyProblem[] {
  const place = path.length === 0 ? "the top of the policy" : `\`${String(path.at(-1))}\``;
  return isOperator(key)
    ? [
        malformed(
          [...path, key],
          true,
          `\`${key}\` sets a value, and ${place} holds keys`,
          `Only \`${controlOperator}\` is allowed here.`,
        ),
      ]
    : [];
}

function unknownKey(
  key: string,
  known: readonly string[],
  path: ConfigPath,
  hint = path.length === 0 ? "A backup policy starts with `plans`. " : "",
): BackupPolicyProblem {
  const near = nearest(key, known.length > 0 ? known : [...operators]);
  const elsewhere = placesOf(key.toLowerCase());
  const advice =
    near !== undefined
      ? `Did you mean \`${near}\`?`
      : elsewhere.length > 0
        ? `AWS has it at ${elsewhere.map((place) => `\`${place}\``).join(" and ")}.`
        : `Allowed here: ${(known.length > 0 ? known : operators).map((one) => `\`${one}\``).join(", ")}.`;
  return malformed(
    [...path, key],
    true,
    `\`${key}\` is not in AWS's syntax of backup policies here`,
    `${hint}${advice}`,
  );
}

/** The key that somebody meant, if one is like it in at least half of its characters. */
function nearest(key: string, known: readonly string[]): string | undefined {
  if (key.length > limits.tagKey.maximum || known.length === 0) {
    return undefined;
  }
  const lowerCase = known.map((one) => one.toLowerCase());
  const near = closest(key.toLowerCase(), lowerCase);
  return distance(key.toLowerCase(), near) <= near.length / 2 ? known[lowerCase.indexOf(near)] : undefined;
}

/** Where else the syntax has a key. */
function placesOf(key: string, part: PolicyPart = backupPolicySyntax, path = ""): string[] {
  switch (part.holds) {
    case "keys":
      return Object.entries(part.keys).flatMap(([known, below]) => {
        const place = path === "" ? known : `${path}/${known}`;
        return [...(known.toLowerCase() === key ? [place] : []), ...placesOf(key, below, place)];
      });
    case "entries":
      return placesOf(key, part.entry, `${path}/${part.called}`);
    default:
      return [];
  }
}

function problemsOf(type: ValueType, value: Scalar, path: ConfigPath, atKey: boolean): BackupPolicyProblem[] {
  const problem = valueProblem(type, value);
  const setting = atKey
    ? ""
    : `\`${String(path.findLast((key) => typeof key === "string" && !key.startsWith("@@")))}\` `;
  return problem
    ? [
        {
          path,
          atKey,
          severity: problem.severity,
          rule: problem.withoutEffect ? "policy-without-effect" : "policy-value",
          message: `${setting}\`${String(value)}\`: ${problem.message}`,
          hint: problem.hint,
        },
      ]
    : [];
}

function malformed(path: ConfigPath, atKey: boolean, message: string, hint: string): BackupPolicyProblem {
  return { path, atKey, severity: "error", rule: "malformed-policy", message, hint };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
