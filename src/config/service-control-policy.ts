/** Service control policies as data: their elements, and where their texts stand. */

import { type ConfigPath } from "../findings/finding";

export type Scalar = string | number | boolean;
export type OneOrMore<T> = T | readonly T[];

export interface ServiceControlStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: OneOrMore<string>;
  readonly NotAction?: OneOrMore<string>;
  readonly Resource?: OneOrMore<string>;
  readonly NotResource?: OneOrMore<string>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore<Scalar>>>>>;
}

export interface ServiceControlPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: OneOrMore<ServiceControlStatement>;
}

/** A part of a policy with its place. */
export interface Placed<T> {
  readonly path: ConfigPath;
  readonly value: T;
}

/** The statements of a document, whatever is wrong with them. */
export function statementsIn(document: unknown): Placed<unknown>[] {
  const statement = isMap(document) ? document.Statement : undefined;
  return statement === undefined ? [] : membersOf(statement, ["Statement"]);
}

/** Every well-formed action of a document, as in `s3:Get*`. */
export function actionsIn(document: unknown): Placed<string>[] {
  return statementsIn(document).flatMap(({ value, path }) =>
    ["Action", "NotAction"].flatMap((element) =>
      textsOf(isMap(value) ? value[element] : undefined, [...path, element]).filter((text) => isAction(text.value)),
    ),
  );
}

/** Every well-formed condition key of a document, as in `aws:PrincipalArn`. */
export function conditionKeysIn(document: unknown): Placed<string>[] {
  return statementsIn(document).flatMap(({ value, path }) =>
    entriesOf(isMap(value) ? value.Condition : undefined).flatMap(([operator, keys]) =>
      entriesOf(keys)
        .filter(([key]) => isConditionKey(key))
        .map(([key]) => ({ path: [...path, "Condition", operator, key], value: key })),
    ),
  );
}

/** `*`, or a service, a colon and a name, of which the name alone may have wildcards. */
export function isAction(text: string): boolean {
  return text === "*" || /^[a-z0-9-]+:[a-z0-9*?-]+$/i.test(text);
}

/** What a key belongs to, a colon and a name. */
export function isConditionKey(key: string): boolean {
  return /^[^\s:]+:./.test(key);
}

/** The texts of an element that takes one or several, as far as they are texts. */
export function textsOf(element: unknown, path: ConfigPath): Placed<string>[] {
  return membersOf(element, path).filter((one): one is Placed<string> => typeof one.value === "string");
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function entriesOf(value: unknown): [string, unknown][] {
  return isMap(value) ? Object.entries(value) : [];
}

/** The members of an element that takes one or several. */
export function membersOf(element: unknown, path: ConfigPath): Placed<unknown>[] {
  return Array.isArray(element)
    ? element.map((value: unknown, index) => ({ path: [...path, index], value }))
    : [{ path, value: element }];
}
