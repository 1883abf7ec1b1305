import {
  type OneOrMore,
  type Scalar,
  type ServiceControlPolicy,
  type ServiceControlStatement,
} from "../config/service-control-policy";
import { sortedBy } from "./sorted";

/**
 * The same policy with its keys in one order: files that differ in white space or in the order of their keys give the
 * same bytes. Statements, and what they list, stay in the order of their author.
 */
export function canonicalPolicy({ Version, Statement }: ServiceControlPolicy): ServiceControlPolicy {
  return { Version, Statement: [Statement].flat().map(canonicalStatement) };
}

function canonicalStatement(statement: ServiceControlStatement): ServiceControlStatement {
  const { Sid, Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
  const conditions = Condition && withSortedKeys(Condition, withSortedKeys<OneOrMore<Scalar>>);
  return { Sid, Effect, Action, NotAction, Resource, NotResource, Condition: conditions };
}

function withSortedKeys<T>(
  map: Readonly<Record<string, T>>,
  change = (value: T) => value,
): Readonly<Record<string, T>> {
  return Object.fromEntries(sortedBy(Object.entries(map), ([key]) => key).map(([key, value]) => [key, change(value)]));
}
