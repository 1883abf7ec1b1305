/** Where a stack's state is, in a way that holds in every directory. */

import { resolve } from "node:path";
import { backendOf } from "./backend";
import { isObject, type Json, type JsonObject, type Synthesis } from "./synthesis";

export interface StatePlace {
  /** The block `terraform` that reaches the state from any directory. */
  readonly terraform: JsonObject;
  /** As in `s3://acme-tfstate/backup/encryption.tfstate`. Two places are one where their words are the same. */
  readonly words: string;
}

/** @param directory in which the stack is, or was: the file of a local state is relative to it */
export function statePlace(stackId: string, synthesis: Synthesis, directory: string): StatePlace {
  const configuration = synthesis.configurationOf(stackId);
  const { type, path = "terraform.tfstate" } = backendOf(configuration);
  const { cloud, backend } = objectOf(configuration.terraform);
  if (type === "cloud") {
    return { terraform: { cloud: objectOf(cloud) }, words: workspaceInWords(objectOf(cloud)) };
  }
  if (type === "local") {
    const file = resolve(directory, path);
    return { terraform: { backend: { local: { path: file } } }, words: file };
  }
  const { bucket, key } = objectOf(objectOf(backend)[type]);
  return { terraform: { backend: objectOf(backend) }, words: `${type}://${textOf(bucket)}/${textOf(key)}` };
}

function workspaceInWords({ hostname, organization, workspaces }: JsonObject): string {
  return `workspace ${textOf(objectOf(workspaces).name)} of ${textOf(organization)} at ${textOf(hostname)}`;
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
