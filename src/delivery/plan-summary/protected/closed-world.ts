/**
 * What the tables of src/terraform/types say of a plan: what they do not call harmless, and what no other rule judges, is
 * a protected change. So is what is not in them.
 */

import { type Action, type ResourceChange } from "../../../terraform/plan-json";
import { classificationOf, dataSourceTypes } from "../../../terraform/types/all";
import {
  type Classified,
  type ClassifiedAction,
  type Harm,
  type Meaning,
  sameDocument,
  sameValue,
  step,
} from "../../../terraform/types/meaning";
import {
  type Evidence,
  type Occurrence,
  occurrenceOf,
  type ProtectedChangeRule,
  regionIn,
  type StackChange,
} from "./rule";

const notKnown = "not-known-harmless";
const noLongerManaged = "no-longer-managed";

type FoundBy = Harm | typeof notKnown | typeof noLongerManaged;

const texts: Readonly<Record<FoundBy, { readonly what: string; readonly why: string }>> = {
  "key-weakened": {
    what: "A key is switched off, rotates less, can be deleted sooner, or loses its alias.",
    why: "Nobody can restore a backup without its key.",
  },
  "vault-changed": {
    what: "A vault can be deleted with its recovery points, or a vault that exists gets a lock or an access policy.",
    why: "A later change can delete the backups, or jobs outside the limits of the lock fail.",
  },
  "role-changed": {
    what: "A role gets or loses a policy, a boundary, a path or a longer session.",
    why: "With fewer permissions nothing is backed up, and with more a person or a service can delete backups.",
  },
  "backup-settings-weakened": {
    what: "AWS Backup no longer fully manages a service, or Terraform no longer manages settings of AWS Backup.",
    why: "Backups then leave out what the settings gave them, without an error.",
  },
  "delegation-changed": {
    what: "The delegated administrator of AWS Backup is removed or replaced.",
    why: "It sees and manages the backups of every account.",
  },
  "organization-policy-changed": {
    what: "A policy of the organization takes the place of another, by an import, another name or another type.",
    why: "What the other policy said ends wherever it is attached.",
  },
  "endpoint-changed": {
    what: "An S3 gateway endpoint allows less, or becomes another kind of endpoint.",
    why: "Traffic to S3 fails, and with it backups and restores.",
  },
  [noLongerManaged]: {
    what: "Terraform stops managing a key, a role, a policy or an endpoint that stays in AWS.",
    why: "Nobody notices when somebody changes it from then on.",
  },
  [notKnown]: {
    what: "Strongroom does not know an attribute, a type of resource or an action to be harmless.",
    why: "Nobody has said what it means for the backups. Read it in the Terraform plan before you approve.",
  },
};

export const closedWorldRules: readonly ProtectedChangeRule[] = (Object.keys(texts) as FoundBy[]).map((id) => ({
  id,
  ...texts[id],
  detect: ({ stacks }) =>
    stacks.flatMap((stack) =>
      findings(stack)
        .filter((finding) => finding.by === id)
        .map(({ occurrence }) => occurrence),
    ),
}));

interface Finding {
  readonly by: FoundBy;
  readonly occurrence: Occurrence;
}

type Stack = Evidence["stacks"][number];

/** Every rule here asks for the findings of the same stacks. */
const known = new WeakMap<Stack, readonly Finding[]>();

function findings(stack: Stack): readonly Finding[] {
  const found = known.get(stack) ?? [
    ...(stack.plan?.changes ?? []).flatMap((change) => findingsOf({ ...change, stack, region: regionIn(change.name) })),
    ...besides(stack),
  ];
  known.set(stack, found);
  return found;
}

const harmlessReads = [...Object.keys(dataSourceTypes), "data.terraform_remote_state"];

function besides({ plan, stackId }: Stack): Finding[] {
  return (plan?.besides ?? [])
    .filter(({ type, what }) => what !== "read" || !harmlessReads.includes(type))
    .map(({ address, type, what }) => {
      const words = `${address}: ${what} of ${type}, a type that Strongroom does not know`;
      return { by: notKnown, occurrence: { what: words, where: stackId, detail: [address, what] } };
    });
}

/** What is said of one resource under one rule is one decision. */
function findingsOf(change: StackChange): Finding[] {
  const type = classificationOf(change.type);
  const found = (type ? ofKnownType(change, type) : ofUnknownType(change)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const subject = type?.called(change.before ?? change.after ?? {}) ?? change.address;
  return [...new Set(found.map(([by]) => by))].map((by) => {
    const words = found.filter(([of]) => of === by).map(([, said]) => said);
    return { by, occurrence: occurrenceOf(change, `${subject}: ${words.join("; ")}`) };
  });
}

type Said = readonly [by: FoundBy, words: string];

function ofUnknownType(change: StackChange): Said[] {
  const what = actionsOf(change).join(" and ") || (change.movedFrom === undefined ? "" : "move");
  return what === "" ? [] : [[notKnown, `${what} of ${change.type}, a type that Strongroom does not know`]];
}

function ofKnownType(change: StackChange, type: Classified): Said[] {
  const { action, before, after } = change;
  if (change.deposed) {
    return [
      [notKnown, "what a replacement left behind is deleted or no longer managed: nobody knows what still needs it"],
    ];
  }
  const covered = isCovered(change, type);
  const actions = actionsOf(change).flatMap((name): Said[] => {
    const meaning = name === "update" ? undefined : type.actions[name];
    const counts = meaning?.is === "a decision" && !covered && (meaning.where?.({ before, after }) ?? true);
    return counts && name !== "update"
      ? [[name === "forget" ? noLongerManaged : type.harm, `${actionWords[name]}: ${meaning.why}`]]
      : [];
  });
  const byAttributes =
    action === "create" || action === "update" || (action === "replace" && type.actions.replace.is === "harmless");
  return [...actions, ...(byAttributes ? attributesOf(change, type, covered) : [])];
}

const actionWords: Readonly<Record<ClassifiedAction, string>> = {
  create: "is created",
  replace: "is replaced",
  destroy: "is deleted",
  forget: "stays in AWS and is no longer managed",
  import: "is imported with another content",
};

function actionsOf({ action, imported }: ResourceChange): (Action | "import")[] {
  return [...(action === undefined ? [] : [action]), ...(imported ? (["import"] as const) : [])];
}

function attributesOf(change: StackChange, type: Classified, covered: boolean): Said[] {
  const { before, after, unknown } = change;
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {}), ...unknown]);
  return [...names].sort().flatMap((name): Said[] => {
    const meaning = Object.hasOwn(type.attributes, name) ? type.attributes[name] : undefined;
    const changes = unknown.includes(name) ? unknownWords(change, meaning) : changeWords(change, name, meaning);
    const document = meaning !== undefined && "document" in meaning;
    const isKnown = meaning !== undefined && (meaning.is !== "judged" || unknown.includes(name));
    const spokenFor = covered && meaning !== undefined && !document && meaning.is !== "worse in one direction";
    return changes.length > 0 && !spokenFor
      ? [
          [
            isKnown ? type.harm : notKnown,
            `${name} ${changes.join(", ")}: ${isKnown ? meaning.why : `${meaning ? "content" : "an attribute"} that Strongroom does not know`}`,
          ],
        ]
      : [];
  });
}

/** Of what is created, AWS gives much that is known only then; the documents come from the config. */
function unknownWords({ action }: StackChange, meaning: Meaning | undefined): string[] {
  const known = meaning?.is === "computed" || meaning?.is === "harmless";
  const isGiven = meaning !== undefined && "document" in meaning && meaning.document === "given";
  const expected = action === "create" && meaning !== undefined && !isGiven;
  return known || expected ? [] : ["is known only after the apply"];
}

function changeWords({ action, before, after, region }: StackChange, name: string, meaning: Meaning | undefined) {
  // In a creation, there is nothing before; in an update, none may be set.
  const [old, now] = [action === "create" ? undefined : (before?.[name] ?? null), after?.[name] ?? null];
  switch (meaning?.is) {
    case "computed":
    case "harmless":
      return [];
    case "judged":
      return action === "create" ? [] : (meaning.unread?.(old, now) ?? []);
    case "worse in one direction":
      return meaning.worse(old, now, region ?? regionOf(before));
    case "a decision": {
      const same = meaning.document ? sameDocument(old, now) : sameValue(old, now);
      return action === "create" || same ? [] : [step(old, now)];
    }
    case undefined:
      return sameValue(old, now) ? [] : [step(old, now)];
  }
}

/** As its ARN says. */
function regionOf(values: StackChange["before"]): string | undefined {
  const arns = [values?.arn, values?.backup_vault_arn].filter((arn) => typeof arn === "string");
  return arns.map((arn) => arn.split(":")[3]).find((region) => region);
}

/** Whether what the resource is a part of comes or goes in the same plan: the rules about that speak for it too. */
function isCovered(change: StackChange, { partOf = [], comesWith = [] }: Classified): boolean {
  const sides = sidesOf(change).length > 0 ? sidesOf(change) : (["before", "after"] as const);
  const others = change.stack.plan?.changes ?? [];
  const first = others.filter(({ type }) => comesWith.includes(type));
  const comesFirst = change.action === "create" && first.length > 0 && first.every(({ action }) => action === "create");
  return (
    comesFirst ||
    partOf.some(({ type, named }) =>
      others.some(
        (whole) =>
          whole.type === type &&
          (change.region === undefined || regionIn(whole.name) === change.region) &&
          sides.every(
            (side) =>
              sidesOf(whole).includes(side) &&
              (named === undefined || whole[side]?.[named[0]] === change[side]?.[named[1]]),
          ),
      ),
    )
  );
}

/** On which side of the change alone there is something: nothing is there before a creation. */
function sidesOf({ action }: ResourceChange): readonly ("before" | "after")[] {
  const comes = action === "create" || action === "replace";
  const goes = action === "replace" || action === "destroy" || action === "forget";
  return [...(goes ? (["before"] as const) : []), ...(comes ? (["after"] as const) : [])];
}
