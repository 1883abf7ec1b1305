/** What turns data into the text of Terraform: in `stacks/`, which only the entry point knows. */

import { type StackInput } from "./stack-input";

export interface Renderer {
  /** @throws where the stack is wrong in itself */
  stack(input: StackInput): RenderedStack;
  /** The text of `manifest.json`, as cdktf writes it. */
  manifest(stacks: readonly ManifestEntry[]): string;
}

export interface RenderedStack {
  /** The text of `cdk.tf.json`. */
  readonly configuration: string;
  /** Imports of the input whose address is none of the stack's. */
  readonly unknownImports: StackInput["imports"];
}

export interface ManifestEntry {
  readonly id: string;
  /** Ids of the stacks that must be applied before it. */
  readonly needs: readonly string[];
}

/** @param scratchDirectory is there, and the caller removes what is left in it */
export type CreateRenderer = (scratchDirectory: string) => Renderer;
