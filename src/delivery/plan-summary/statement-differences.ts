/** What changes in the statements of an IAM policy document. */

import { firstOf } from "../../first-of";
import { isDeepStrictEqual } from "node:util";
import { isObject, type Json, type JsonObject, parseObject } from "../../terraform/synthesis";
import { withSortedKeys } from "./document-meaning";
import { pairs } from "./pairs";

export interface StatementDifference {
  /** Id of the statement, or its number where it has none. */
  readonly statement: string;
  readonly words: string;
  /**
   * Of a denial: whether it denies less than before. Of a permission, any change counts, because fewer permissions stop
   * backups and more expose them.
   */
  readonly weakens: boolean;
  /** Whether it changes who is exempt from a denial. */
  readonly exempts: boolean;
  /** The whole statement before and after; null where there is none. */
  readonly statements: readonly [before: Json, after: Json];
}

/** @param before,after documents as JSON; an empty text for none */
export function statementDifferences(before: string, after: string): StatementDifference[] {
  const content = (statement: NumberedStatement) => JSON.stringify(statement.body);
  // What stays as it is first: where one without a Sid comes or goes, the numbers of those behind it change.
  return pairs(statementsOf(before), statementsOf(after), content, ({ id }) => id).flatMap(
    ({ before: old, after: now }) =>
      (old && now ? changesOf(old, now) : [comesOrGoes(old, now)]).map((difference) => ({
        ...difference,
        statements: [old?.body ?? null, now?.body ?? null] as const,
      })),
  );
}

export interface NumberedStatement {
  readonly id: string;
  readonly body: JsonObject;
}

export function statementsOf(document: string): NumberedStatement[] {
  const statements = list(parseObject(document)?.Statement);
  return statements
    .filter(isObject)
    .map((statement) => withSortedKeys(statement) as JsonObject)
    .map((body, index) => ({ id: typeof body.Sid === "string" ? body.Sid : `statement ${index + 1}`, body }));
}

type WordedDifference = Omit<StatementDifference, "statements">;

function comesOrGoes(old: NumberedStatement | undefined, now: NumberedStatement | undefined): WordedDifference {
  const { id = "", body = {} } = old ?? now ?? {};
  const effect = body.Effect === "Deny" ? "denies" : "allows";
  const what = `${body.NotAction === undefined ? "" : "all but "}${summarized(texts(body.Action ?? body.NotAction))}`;
  return {
    statement: id,
    words: now
      ? `is new: ${effect} ${what}${reachOf(body)}`
      : `is gone: it ${effect.replace(/ies$/, "ied").replace(/ows$/, "owed")} ${what}`,
    weakens: body.Effect !== "Deny" || now === undefined,
    exempts: false,
  };
}

/** To whom a statement applies, and when. */
function reachOf({ Principal, NotPrincipal, Condition }: JsonObject): string {
  return [
    ...(Principal === undefined ? [] : [` to ${summarized(texts(Principal))}`]),
    ...(NotPrincipal === undefined ? [] : [` to all but ${summarized(texts(NotPrincipal))}`]),
    ...[...conditions(Condition)].map(([name, values]) => `, if ${name} ${summarized(values)}`),
  ].join("");
}

function changesOf({ id, body: old }: NumberedStatement, { body: now }: NumberedStatement): WordedDifference[] {
  const denies = old.Effect === "Deny" && now.Effect === "Deny";
  const difference = (words: string, less: boolean, exempts = false): WordedDifference => ({
    statement: id,
    words,
    weakens: !denies || less,
    exempts,
  });
  const members = (key: string, come: string, gone: string, weakensWhenGone: boolean): WordedDifference[] => {
    const [from, to] = [texts(old[key]), texts(now[key])];
    const lost = from.filter((item) => !to.includes(item));
    const added = to.filter((item) => !from.includes(item));
    return [
      ...(lost.length > 0 ? [difference(`${gone} ${summarized(lost)}`, weakensWhenGone)] : []),
      ...(added.length > 0 ? [difference(`${come} ${summarized(added)}`, !weakensWhenGone)] : []),
    ];
  };
  const verb = old.Effect === "Deny" ? "denies" : "allows";
  return [
    ...(old.Effect === now.Effect ? [] : [difference(`effect ${String(old.Effect)} → ${String(now.Effect)}`, true)]),
    ...members("Action", `now ${verb}`, `no longer ${verb}`, true),
    ...members("NotAction", `no longer ${verb}`, `now ${verb}`, false),
    ...members("Resource", "now covers", "no longer covers", true),
    ...members("NotResource", "no longer covers", "now covers", false),
    ...members("Principal", `now ${verb} it to`, `no longer ${verb} it to`, true),
    ...members("NotPrincipal", "now leaves out", "no longer leaves out", false),
    ...conditionDifferences(old.Condition, now.Condition, difference),
  ];
}

type Difference = (words: string, less: boolean, exempts?: boolean) => WordedDifference;

function conditionDifferences(old: Json | undefined, now: Json | undefined, difference: Difference) {
  const [before, after] = [conditions(old), conditions(now)];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((name): WordedDifference[] => {
    const [from, to] = [before.get(name), after.get(name)];
    const [operator = "", key = ""] = name.split(" ");
    if (isDeepStrictEqual(from, to)) {
      return [];
    }
    const negative = /Not/.test(operator);
    const exempts = negative && key.toLowerCase() === "aws:principalarn";
    if (from === undefined || to === undefined) {
      const values = summarized(from ?? to ?? []);
      return [
        difference(`${to ? "now asks" : "no longer asks"} for ${operator} ${key} ${values}`, to !== undefined, exempts),
      ];
    }
    const lost = from.filter((item) => !to.includes(item));
    const added = to.filter((item) => !from.includes(item));
    if (exempts) {
      const parts = [
        ...(added.length > 0 ? [`now exempts ${summarized(added)}`] : []),
        ...(lost.length > 0 ? [`no longer exempts ${summarized(lost)}`] : []),
      ];
      return [difference(parts.join(", and "), added.length > 0, true)];
    }
    return [
      ...(added.length > 0 ? [difference(`${operator} ${key}: adds ${summarized(added)}`, negative)] : []),
      ...(lost.length > 0 ? [difference(`${operator} ${key}: drops ${summarized(lost)}`, !negative)] : []),
    ];
  });
}

/** Values by `operator key`. */
function conditions(condition: Json | undefined): Map<string, string[]> {
  return new Map(
    Object.entries(isObject(condition) ? condition : {}).flatMap(([operator, keys]) =>
      Object.entries(isObject(keys) ? keys : {}).map(([key, value]) => [`${operator} ${key}`, texts(value)] as const),
    ),
  );
}

/** The members of an element that takes one or several; principals as in `AWS arn:…`. */
function texts(element: Json | undefined): string[] {
  if (isObject(element)) {
    return Object.entries(element).flatMap(([type, members]) => texts(members).map((member) => `${type} ${member}`));
  }
  return list(element).map((item) => (typeof item === "string" ? item : JSON.stringify(item)));
}

function list(element: Json | undefined): readonly Json[] {
  return Array.isArray(element) ? element : element === undefined ? [] : [element];
}

function summarized(items: readonly string[]): string {
  return firstOf(items, 5);
}
