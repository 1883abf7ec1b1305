/** What there is to know of a type of Terraform's resources or data sources. Each type has a file of its name. */

import { type SynthesizedResource } from "../resources";
import { type JsonObject } from "../synthesis";
import { type Grant } from "./grant";
import { type Classified } from "./meaning";
import { type Question } from "./question";

export interface TerraformDataSourceType {
  /**
   * What Terraform calls to read it.
   *
   * Source: the calls of the AWS provider, which the end-to-end test records; Service Authorization Reference of each
   * service. Read 2026-11-21.
   */
  readonly read: readonly Grant[];
}

export interface TerraformResourceType extends TerraformDataSourceType, Classified {
  /**
   * What Terraform calls besides to create, change and delete it, from the same sources. Nothing here deletes a vault,
   * its access policy, a lock or a key: the stacks never do, because these carry `prevent_destroy` or are forgotten
   * instead.
   */
  readonly write: readonly Grant[];
  /** What AWS must be asked to find one that exists already. */
  questions(resource: SynthesizedResource, surroundings: Surroundings): Question[];
  /**
   * What becomes of one when Strongroom adopts what exists.
   *
   * Source of the import ids: documentation of the AWS provider, section "Import" of each resource. Read 2026-11-21.
   */
  adopt(resource: SynthesizedResource, surroundings: Surroundings): Adoption;
}

/** The other resources of the synthesis, and what is known of AWS. */
export interface Surroundings {
  readonly resources: readonly SynthesizedResource[];
  /** What AWS said, or undefined where it has no such thing. */
  ask(question: Question): JsonObject | undefined;
}

/** What becomes of a resource that the stacks describe. */
export type Adoption =
  /** AWS has it, and Terraform imports it by this id. */
  | { readonly importId: string }
  /** AWS does not have it, and Terraform creates it. */
  | "absent"
  /** AWS has it, and what Terraform creates overwrites it in place. */
  | { readonly overwritten: string }
  /** AWS has it, and neither an import nor a creation would go well. */
  | { readonly conflict: string };
