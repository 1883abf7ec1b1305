/** What a plan was made from, and what of it has changed since. */

import { isObject, type Json, type JsonObject } from "./synthesis";

/** Names one content of a state. Both are null where there is no state yet. */
export interface StateMark {
  readonly stack: string;
  /** The same for as long as a state is the same one. */
  readonly lineage: string | null;
  /** Grows with everything that is written. */
  readonly serial: number | null;
}

export interface Origin {
  /** Digest of the stack's cdk.tf.json. */
  readonly synthesis: string;
  /** Digest of .terraform.lock.hcl, which names the providers; null where there was none. */
  readonly lockFile: string | null;
  /** Of Strongroom. */
  readonly version: string;
  /** As `terraform version -json` gives it. */
  readonly terraform: string;
  /** Name of the role that Terraform was told to assume; null where it was that of the configuration. */
  readonly role: string | null;
  /** Of the stack and of those whose state it reads, as far as they could be read. */
  readonly states: readonly StateMark[];
}

export interface OriginDifference {
  readonly of: keyof Origin;
  /** Whose state it is. */
  readonly stack?: string;
  /** As in `cdk.tf.json has changed since`. */
  readonly words: string;
}

/**
 * In what a plan's origin differs from what is there.
 * @param present what is not known of it is not compared
 */
export function originDifferences(origin: Origin, present: Partial<Origin>): OriginDifference[] {
  return [
    ...differing("synthesis", origin, present, () => "it is from another synthesis: cdk.tf.json has changed since"),
    ...differing("lockFile", origin, present, () => "it is for other providers: .terraform.lock.hcl has changed since"),
    ...differing("version", origin, present, (then, now) => `it is by Strongroom ${then}, and this is ${now}`),
    ...differing("terraform", origin, present, (then, now) => `it is by Terraform ${then}, and this is ${now}`),
    ...differing("role", origin, present, (then, now) => `it was made with ${roleNamed(then)}, not ${roleNamed(now)}`),
    ...origin.states.flatMap((then) => {
      const now = present.states?.find(({ stack }) => stack === then.stack);
      const words = now && stateWords(then, now);
      return words === undefined ? [] : [{ of: "states" as const, stack: then.stack, words }];
    }),
  ];
}

function differing(
  of: "synthesis" | "lockFile" | "version" | "terraform" | "role",
  origin: Origin,
  present: Partial<Origin>,
  words: (then: string | null, now: string | null) => string,
): OriginDifference[] {
  const [then, now] = [origin[of], present[of]];
  // Before the first `terraform init` there is no lock file, and Terraform itself refuses other providers.
  const isUnknown = of === "lockFile" && (then === null || now === null);
  return now === undefined || isUnknown || then === now ? [] : [{ of, words: words(then, now) }];
}

function roleNamed(role: string | null): string {
  return role === null ? "the deployment role" : `the role ${role}`;
}

function stateWords(then: StateMark, now: StateMark): string | undefined {
  if (then.lineage === now.lineage && then.serial === now.serial) {
    return undefined;
  }
  const state = `the state of ${then.stack}`;
  if (now.serial === null) {
    return `${state} had serial ${then.serial}, and now there is none: it was moved or deleted`;
  }
  if (then.serial === null) {
    return `there was no ${state.slice(4)}, and now it has serial ${now.serial}: something was applied since`;
  }
  return then.lineage === now.lineage
    ? `${state} had serial ${then.serial}, now ${now.serial}: something was applied since`
    : `${state} is another one: its lineage was ${then.lineage}, now ${now.lineage}`;
}

/** An origin as a plan file holds it; undefined where it is not a whole one. */
export function readOrigin(value: Json | undefined): Origin | undefined {
  if (!isObject(value) || !Array.isArray(value.states)) {
    return undefined;
  }
  const { synthesis, lockFile = null, version, terraform, role = null } = value;
  const states = value.states.map(readStateMark);
  return isText(synthesis) &&
    isTextOrNull(lockFile) &&
    isText(version) &&
    isText(terraform) &&
    isTextOrNull(role) &&
    states.every((state) => state !== undefined)
    ? { synthesis, lockFile, version, terraform, role, states }
    : undefined;
}

function readStateMark(value: Json): StateMark | undefined {
  const { stack, lineage, serial }: JsonObject = isObject(value) ? value : {};
  return isText(stack) && isTextOrNull(lineage) && (serial === null || typeof serial === "number")
    ? { stack, lineage, serial }
    : undefined;
}

function isText(value: Json | undefined): value is string {
  return typeof value === "string";
}

function isTextOrNull(value: Json | undefined): value is string | null {
  return value === null || isText(value);
}
