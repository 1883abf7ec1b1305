/** Where a stack keeps its state, as its configuration says. */

import { isObject, type Json, type JsonObject, type Synthesis } from "./synthesis";

export interface Backend {
  /** `cloud`, or the type of the backend: `local`, `s3`. */
  readonly type: string;
  /** The same for two stacks that share a state, and for a data source that reads it. */
  readonly place: string;
  /** Of the file of a local backend, relative to the directory of the stack; undefined where the backend names none. */
  readonly path?: string;
  /** Of HCP Terraform or Terraform Enterprise; undefined for other backends. */
  readonly hostname?: string;
}

export function backendOf({ terraform }: JsonObject): Backend {
  if (!isObject(terraform)) {
    return { type: "local", place: "terraform.tfstate" };
  }
  if (isObject(terraform.cloud)) {
    const { hostname } = terraform.cloud;
    return { type: "cloud", place: placeOf(terraform.cloud), ...(typeof hostname === "string" && { hostname }) };
  }
  const [type, settings] = Object.entries(isObject(terraform.backend) ? terraform.backend : {})[0] ?? [];
  const path = isObject(settings) && typeof settings.path === "string" ? settings.path : undefined;
  return { type: type ?? "local", place: placeOf(settings), ...(path === undefined ? {} : { path }) };
}

/** The stacks, among those of the synthesis, whose state this one reads when Terraform plans it. */
export function stacksReadBy(stackId: string, synthesis: Synthesis): string[] {
  const { data } = synthesis.configurationOf(stackId);
  const sources = isObject(data) && isObject(data.terraform_remote_state) ? data.terraform_remote_state : {};
  const read = Object.values(sources).map((source) => placeOf(isObject(source) ? source.config : undefined));
  return read.length === 0
    ? []
    : [...placesIn(synthesis)].flatMap(([id, place]) => (id !== stackId && read.includes(place) ? [id] : []));
}

/** A synthesis does not change while it is used, and each of hundreds of stacks asks for the places of all. */
const places = new WeakMap<Synthesis, ReadonlyMap<string, string>>();

function placesIn(synthesis: Synthesis): ReadonlyMap<string, string> {
  const known =
    places.get(synthesis) ??
    new Map(synthesis.stackIds.map((id) => [id, backendOf(synthesis.configurationOf(id)).place]));
  places.set(synthesis, known);
  return known;
}

/** A file, an object of a bucket, or a workspace of an organization. */
function placeOf(settings: Json | undefined): string {
  const { path, bucket, key, hostname, organization, workspaces } = isObject(settings) ? settings : {};
  const workspace = isObject(workspaces) ? workspaces.name : undefined;
  return JSON.stringify([path, bucket, key, hostname, organization, workspace].map((part) => part ?? null));
}
