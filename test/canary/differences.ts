/** What two syntheses of one config say differently. */

import { type Json, type Template } from "../stacks/template";

/**
 * One line for each path at which they differ, with the address of the resource in it. Not compared: what cdktf notes
 * for itself under `//`, and which version of the AWS provider the bindings ask for, from which address.
 */
export function differences(one: Record<string, Template>, other: Record<string, Template>): string[] {
  const compared = (stacks: Record<string, Template>) =>
    Object.fromEntries(Object.entries(stacks).map(([id, { json }]) => [id, normalized(json)]));
  return differingPaths(compared(one), compared(other), "");
}

function normalized(stack: Json): Json {
  const { aws, ...otherProviders } = stack.terraform.required_providers;
  return withoutNotes({
    ...stack,
    terraform: { ...stack.terraform, required_providers: { ...otherProviders, aws: Object.keys(aws).sort() } },
  });
}

function withoutNotes(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(withoutNotes);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([key]) => key !== "//")
          .map(([key, child]) => [key, withoutNotes(child)]),
      )
    : value;
}

function differingPaths(one: Json, other: Json, path: string): string[] {
  if (isContainer(one) && isContainer(other) && Array.isArray(one) === Array.isArray(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
    return keys.flatMap((key) => differingPaths(one[key], other[key], path === "" ? key : `${path}.${key}`));
  }
  return one === other ? [] : [`${path}: ${JSON.stringify(one)} and ${JSON.stringify(other)}`];
}

function isContainer(value: Json): boolean {
  return typeof value === "object" && value !== null;
}
