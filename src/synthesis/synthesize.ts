/** What a synthesis takes and tells. */

import { type Built } from "../answers/validate";
export interface SynthesisConfig extends Built {
  /** Absolute. */
  readonly outputDirectory: string;
  /** Constraint for the version of the AWS provider; undefined for that of the bindings. */
  readonly awsProviderVersion: string | undefined;
  /** Content of the lock file of the providers; undefined where the team keeps none. */
  readonly providerLock?: string | undefined;
  /**
   * Whether directories of stacks that are no more are left to the caller. cdktf-cli lists them before it runs the app,
   * deletes them afterwards, and fails where one is gone already.
   */
  readonly keepStaleStacks?: boolean;
}

/** Ids of stacks, sorted. */
export interface StackDifferences {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

export interface Synthesized {
  /** Sorted. */
  readonly stackIds: readonly string[];
  /** Against what the output directory held before; undefined where it held no synthesis. */
  readonly differences: StackDifferences | undefined;
}

/**
 * Synthesizes every stack into the output directory, which stays as it was where that fails.
 * @throws Failure where an import names what there is not, or another process synthesizes into the directory
 * @throws where a stack is wrong in itself, or the directory cannot be written
 */
export type Synthesize = (config: SynthesisConfig) => Synthesized;
