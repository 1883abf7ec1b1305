/**
 * What AWS Organizations takes as a service control policy, as a closed world.
 *
 * Sources: AWS Organizations User Guide, "SCP syntax" (June 2026); AWS Security Blog, "AWS Organizations service control
 * policy now supports full IAM language" (announced 2025-09-19): every element goes with `Allow` as with `Deny`; IAM
 * User Guide, "Grammar of the IAM JSON policy language" and "IAM JSON policy elements: Sid". Read 2026-11-26.
 */

import { conditionOperators, type ParsedOperator, parseOperator, takesValue } from "../aws/condition-operators";
import { type ConfigPath } from "../findings/finding";
import { entriesOf, isAction, isConditionKey, isMap, membersOf, statementsIn, textsOf } from "./service-control-policy";
import { didYouMean } from "./targets";

/** A place in a policy at which AWS would refuse it. */
export interface PolicyProblem {
  readonly path: ConfigPath;
  /** Whether the key at the end of the path is wrong, and not its value. */
  readonly ofKey?: true;
  readonly message: string;
  readonly hint: string;
}

/** Everything for which AWS would refuse a document. Without any, it is a ServiceControlPolicy. */
export function policyProblems(document: unknown): PolicyProblem[] {
  if (!isMap(document)) {
    return [problem([], "a policy is a map", 'Begin with `{ "Version": "2012-10-17", "Statement": [`.')];
  }
  const statements = statementsIn(document);
  return [
    ...unknownKeys(document, [], ["Version", "Statement"]),
    ...(document.Version === "2012-10-17"
      ? []
      : [problem(["Version"], "the version must be `2012-10-17`", "SCPs have no other version.")]),
    ...(statements.length > 0 ? [] : [problem(["Statement"], "there is no statement", "Give it one or more.")]),
    ...statements.flatMap(({ value, path }) => statementProblems(value, path)),
    ...repeatedSids(statements.map(({ value, path }) => ({ path, value: isMap(value) ? value.Sid : undefined }))),
  ];
}

type Check = (value: unknown, path: ConfigPath) => PolicyProblem[];

const elements: Readonly<Record<string, Check>> = {
  Sid: (value, path) =>
    typeof value === "string" && /^[A-Za-z0-9]+$/.test(value)
      ? []
      : [problem(path, "a Sid consists of letters and digits", "Use only A-Z, a-z and 0-9, or remove the Sid.")],
  Effect: (value, path) =>
    value === "Allow" || value === "Deny"
      ? []
      : [problem(path, "the effect is neither `Allow` nor `Deny`", "Write one of the two, in this case.")],
  Action: actionProblems,
  NotAction: actionProblems,
  Resource: resourceProblems,
  NotResource: resourceProblems,
  Condition: conditionProblems,
};

/** Of each of these, a statement has exactly one. */
const alternatives = [["Effect"], ["Action", "NotAction"], ["Resource", "NotResource"]];

function statementProblems(statement: unknown, path: ConfigPath): PolicyProblem[] {
  if (!isMap(statement)) {
    return [problem(path, "a statement is a map", 'Write `{ "Effect": …, "Action": …, "Resource": … }`.')];
  }
  return [
    ...unknownKeys(statement, path, Object.keys(elements)),
    ...alternatives.flatMap((names) => {
      const present = names.filter((name) => statement[name] !== undefined);
      return present.length === 1
        ? []
        : [
            problem(
              path,
              `the statement has ${present.length === 0 ? "no" : "both"} ${names.join(present.length === 0 ? " and no " : " and ")}`,
              `Give it ${names.join(" or ")}.`,
            ),
          ];
    }),
    ...Object.entries(elements).flatMap(([name, check]) =>
      statement[name] === undefined ? [] : check(statement[name], [...path, name]),
    ),
  ];
}

function repeatedSids(sids: readonly { readonly path: ConfigPath; readonly value: unknown }[]): PolicyProblem[] {
  const seen = new Set<unknown>([undefined]);
  return sids.flatMap(({ path, value }) => {
    const repeated = value !== undefined && seen.has(value);
    seen.add(value);
    return repeated
      ? [problem([...path, "Sid"], `an earlier statement has the Sid ${shown(value)}`, "Sids are unique in a policy.")]
      : [];
  });
}

function unknownKeys(
  map: Readonly<Record<string, unknown>>,
  path: ConfigPath,
  known: readonly string[],
): PolicyProblem[] {
  return Object.keys(map)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      path: [...path, key],
      ofKey: true,
      message: `an SCP has no ${shown(key)} here`,
      hint: /^(Not)?Principal$/.test(key)
        ? "An SCP applies to all principals in its accounts: use a condition on `aws:PrincipalArn` instead."
        : `${didYouMean(key, known)}The keys here are ${known.join(", ")}.`,
    }));
}

function actionProblems(value: unknown, path: ConfigPath): PolicyProblem[] {
  return textProblems(value, path, isAction, {
    what: "action",
    hint: "Write `*`, or a service, a colon and a name, as in `s3:Get*`. Only the name may have wildcards.",
  });
}

/** AWS completes an ARN that ends early with wildcards. */
function resourceProblems(value: unknown, path: ConfigPath): PolicyProblem[] {
  return textProblems(value, path, (text) => text === "*" || /^arn:[a-z*?-]+:./.test(text), {
    what: "resource",
    hint: "Write `*`, or an ARN, as in `arn:aws:s3:::*`.",
  });
}

function textProblems(
  element: unknown,
  path: ConfigPath,
  isRight: (text: string) => boolean,
  { what, hint }: { readonly what: string; readonly hint: string },
): PolicyProblem[] {
  const texts = textsOf(element, path);
  return texts.length > 0 && texts.length === membersOf(element, path).length
    ? texts
        .filter((text) => !isRight(text.value))
        .map((text) => problem(text.path, `${shown(text.value)} is no ${what}`, hint))
    : [problem(path, "this is neither a text nor a list of texts", hint)];
}

function conditionProblems(condition: unknown, path: ConfigPath): PolicyProblem[] {
  return mapProblems(condition, path, (name, keys, place) => {
    const operator = parseOperator(name);
    return operator === undefined
      ? [
          {
            path: place,
            ofKey: true,
            message: `there is no condition operator ${shown(name)}`,
            hint: `${didYouMean(name, conditionOperators)}An operator can have the prefix \`ForAllValues:\` or \`ForAnyValue:\`, and the suffix \`IfExists\`.`,
          },
        ]
      : mapProblems(keys, place, (key, values, at) => [
          ...(isConditionKey(key)
            ? []
            : [
                {
                  path: at,
                  ofKey: true as const,
                  message: `${shown(key)} is not a condition key`,
                  hint: "Write what it belongs to, a colon and a name, as in `aws:PrincipalArn`.",
                },
              ]),
          ...valueProblems(operator, values, at),
        ]);
  });
}

function mapProblems(
  value: unknown,
  path: ConfigPath,
  check: (key: string, value: unknown, path: ConfigPath) => PolicyProblem[],
): PolicyProblem[] {
  const entries = entriesOf(value);
  return entries.length > 0
    ? entries.flatMap(([key, child]) => check(key, child, [...path, key]))
    : [
        problem(
          path,
          "a condition is a map of operators, each with a map of keys",
          'As in `{ "StringEquals": { "aws:PrincipalTag/team": "a" } }`.',
        ),
      ];
}

function valueProblems(operator: ParsedOperator, element: unknown, path: ConfigPath): PolicyProblem[] {
  const values = membersOf(element, path);
  return values.length > 0 && values.every(({ value }) => isScalar(value))
    ? values
        .filter(({ value }) => !takesValue(operator, String(value)))
        .map(({ path: at, value }) =>
          problem(at, `${operator.operator} cannot compare with ${shown(value)}`, "Correct the value or the operator."),
        )
    : [
        problem(
          path,
          "this is neither a value nor a list of values",
          "Give it texts, true, false, or numbers: those above nine million thousand million as texts.",
        ),
      ];
}

/** JSON has numbers that JavaScript has not: they would reach AWS as others. */
function isScalar(value: unknown): boolean {
  return typeof value === "number"
    ? Math.abs(value) <= Number.MAX_SAFE_INTEGER
    : typeof value === "string" || typeof value === "boolean";
}

function problem(path: ConfigPath, message: string, hint: string): PolicyProblem {
  return { path, message, hint };
}

function shown(value: unknown): string {
  const text = String(value);
  return `\`${text.length > 100 ? `${text.slice(0, 97)}...` : text}\``;
}
