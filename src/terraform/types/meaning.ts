/** What a change that Terraform makes means for the backups: each attribute and each action of a type has one meaning. */

import { isDeepStrictEqual } from "node:util";
import { isObject, type Json, type JsonObject, parseObject } from "../synthesis";
import { repeatsKey } from "./repeated-key";

/** Classes of harm. Each is the id of a rule about protected changes, and so a part of approvals. */
export type Harm =
  | "backup-settings-weakened"
  | "delegation-changed"
  | "endpoint-changed"
  | "key-weakened"
  | "organization-policy-changed"
  | "role-changed"
  | "vault-changed";

/** What a change of one attribute means. `why` is said to reviewers: what it costs, or why it costs nothing. */
export type Meaning = { readonly why: string } & (
  | {
      /** AWS computes it, and no configuration sets it: a difference says nothing about what somebody did or wants. */
      readonly is: "computed";
    }
  | { readonly is: "harmless" }
  | {
      readonly is: "worse in one direction";
      /**
       * The ways in which it gets worse, such as `30 → 7`; none where it does not.
       * @param region where the resource is, as far as its name or its ARN says
       */
      worse(before: Json | undefined, after: Json | undefined, region?: string): readonly string[];
    }
  | ({ readonly is: "a decision" } & Document)
  | ({
      readonly is: "judged";
      /** Ids of the rules about protected changes that read it. */
      readonly by: readonly string[];
      /** The changes that they do not read, in words: these are not known to be harmless. */
      unread?(before: Json | undefined, after: Json | undefined): readonly string[];
    } & Document)
);

interface Document {
  /** It holds JSON. `given`: the config always says it, and knows it before the apply; `optional`: AWS may give one. */
  readonly document?: "given" | "optional";
}

/** What it means that a resource comes, goes or is taken over. */
export type ActionMeaning = { readonly why: string } & (
  | { readonly is: "harmless" }
  | {
      readonly is: "a decision";
      /** Which of them; missing: every one. */
      readonly where?: (change: { readonly before?: JsonObject; readonly after?: JsonObject }) => boolean;
    }
  | { readonly is: "judged"; readonly by: readonly string[] }
);

export type ClassifiedAction = "create" | "replace" | "destroy" | "forget" | "import";

/** What is known of the changes of a type of resources. What is not in it counts as harm. */
export interface Classified {
  /** The resource in words, by its attributes: as in `vault org-central-vault`. */
  called(values: JsonObject): string;
  readonly harm: Harm;
  /** What it stands and falls with: where that comes or goes in the same plan, the rules about that speak for it. */
  readonly partOf?: readonly Whole[];
  /** Types with which it comes: where every one of them in the stack is new, the stack is, and this is no change of it. */
  readonly comesWith?: readonly string[];
  /**
   * Attributes that list what resources of their own stand for: these entries are no difference. What else is in them,
   * somebody made outside of Terraform.
   */
  readonly repeats?: Readonly<Record<string, Repeated>>;
  /** By what it calls in AWS: the attributes and the actions whose change calls it. Source as for `write`. */
  readonly calls: Readonly<Record<string, readonly string[]>>;
  /** With those of blocks as a whole. Held against versions 5.100 and 6.25 of the AWS provider by a test. */
  readonly attributes: Readonly<Record<string, Meaning>>;
  /** An update is what its attributes are; so is a replacement that is harmless. */
  readonly actions: Readonly<Record<ClassifiedAction, ActionMeaning>>;
}

export interface Repeated {
  readonly type: string;
  /** The attribute of the other resource and that of this one that name the same. */
  readonly named: readonly [its: string, own: string];
  /** The other resource as the attribute lists it. */
  entry(values: JsonObject): Json;
}

export interface Whole {
  readonly type: string;
  /** Its attribute and the attribute of the part that name the same; missing: it is in the same Region. */
  readonly named?: readonly [its: string, own: string];
}

export function computed(why: string): Meaning {
  return { is: "computed", why };
}

export function harmless(why: string) {
  return { is: "harmless", why } as const;
}

export function decision(why: string, where?: Extract<ActionMeaning, { is: "a decision" }>["where"]) {
  return { is: "a decision", why, ...(where && { where }) } as const;
}

export function judged(by: readonly string[], why: string) {
  return { is: "judged", by, why } as const;
}

/** A JSON document that the config says. */
export function document(meaning: Extract<Meaning, { is: "a decision" | "judged" }>): Meaning {
  return { ...meaning, document: "given" };
}

/** A JSON document that AWS gives where the config says none. */
export function optionalDocument(meaning: Extract<Meaning, { is: "a decision" | "judged" }>): Meaning {
  return { ...meaning, document: "optional" };
}

/** A switch that is worse when it is on. */
export function turnsOn(why: string): Meaning {
  return { is: "worse in one direction", why, worse: switched(true) };
}

/** A switch that is worse when it is off. */
export function turnsOff(why: string): Meaning {
  return { is: "worse in one direction", why, worse: switched(false) };
}

/** Nothing is off, except in a creation. What is no switch may be either. */
function switched(to: boolean) {
  return (before: Json | undefined, after: Json | undefined) => {
    const isNothing = after === undefined || after === null;
    const isGood = after === !to || (isNothing && (to || before === undefined || before === null));
    return isGood || before === after ? [] : [step(before, after)];
  };
}

/** @param usual what AWS takes where none is set */
export function rises(usual: number, why: string): Meaning {
  return { is: "worse in one direction", why, worse: compared(usual, (before, after) => after > before) };
}

/** @param usual what AWS takes where none is set */
export function falls(usual: number, why: string): Meaning {
  return { is: "worse in one direction", why, worse: compared(usual, (before, after) => after < before) };
}

/** A creation takes nothing away: it has no number before it. */
function compared(usual: number, isWorse: (before: number, after: number) => boolean) {
  return (before: Json | undefined, after: Json | undefined) => {
    if (before === undefined) {
      return [];
    }
    const [old, now] = [before ?? usual, after ?? usual];
    const known = typeof old === "number" && typeof now === "number";
    return (known ? isWorse(old, now) : !isDeepStrictEqual(old, now)) ? [step(old, now)] : [];
  };
}

/** A map of switches of which each is worse when it is off, or gone. */
export function switchesTurnOff(why: string): Meaning {
  return {
    is: "worse in one direction",
    why,
    worse: (before, after) =>
      switchedOff(before, after).map((name) => `${name} ${step(entryOf(before, name), entryOf(after, name))}`),
  };
}

/** Keys of a map of switches that were on and are not any more, sorted. */
export function switchedOff(before: Json | undefined, after: Json | undefined): string[] {
  const isOn = (value: Json | undefined) => value === true || value === "true";
  return Object.keys(isObject(before) ? before : {})
    .filter((name) => isOn(entryOf(before, name)) && !isOn(entryOf(after, name)))
    .sort();
}

function entryOf(map: Json | undefined, name: string): Json | undefined {
  return isObject(map) ? map[name] : undefined;
}

/** Where a resource is: fixed, once there is one. */
export function moves(why: string): Meaning {
  return {
    is: "worse in one direction",
    why,
    worse: (before, after, region) => {
      const isGiven = (value: Json | undefined) => value !== undefined && value !== null && value !== "";
      // Version 6 of the provider comes to say where a resource is that version 5 made.
      const stays = isGiven(before) ? isDeepStrictEqual(before, after) : !isGiven(after) || after === region;
      // A creation leaves nothing behind.
      return stays || before === undefined ? [] : [step(before, after)];
    },
  };
}

/** As in `30 → 7`. */
export function step(before: Json | undefined, after: Json | undefined): string {
  return `${inShort(before)} → ${inShort(after)}`;
}

const mostCharacters = 100;

function inShort(value: Json | undefined): string {
  const text =
    value === undefined || value === null || value === ""
      ? "none"
      : typeof value === "string"
        ? value
        : JSON.stringify(value);
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}

/** Whether two values say the same: AWS and Terraform give nothing, an empty text, list and map for the same. */
export function sameValue(before: Json | undefined, after: Json | undefined): boolean {
  return isDeepStrictEqual(present(before), present(after));
}

function present(value: Json | undefined): Json | undefined {
  const empty = value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
  return empty ? undefined : value;
}

/** The same, where the values are JSON documents: neither spaces nor the order of keys count. */
export function sameDocument(before: Json | undefined, after: Json | undefined): boolean {
  return sameValue(before, after) || isDeepStrictEqual(parsed(before), parsed(after));
}

function parsed(value: Json | undefined): Json | undefined {
  return (typeof value === "string" && !repeatsKey(value) ? parseObject(value) : undefined) ?? value;
}
