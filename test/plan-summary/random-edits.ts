/** Organizations, and edits of their plans, targets, OUs, accounts and locks, for properties that hold whatever these are. */

import fc from "fast-check";

export interface Rule {
  name: string;
  every: "day" | "week" | "month";
  keptDays: number | undefined;
  windowMinutes: number;
  continuous: boolean;
  copies: { region: string | undefined; keptDays: number | undefined }[];
}

export interface Plan {
  name: string;
  /** When the first rule starts; the second does twelve hours later. */
  hour: 0 | 6;
  targets: string[];
  select: { tag: string[] } | { kinds: string[] };
  regions: string[];
  rules: Rule[];
}

export interface Organization {
  plans: Plan[];
  /** The OU of each account. */
  accounts: Record<string, string | undefined>;
  /** The OU above the OU Gamma. */
  above: string | undefined;
  locks: { local: boolean; central: boolean };
}

export const regions = ["eu-central-1", "eu-west-1"];
const kinds = [["S3"], ["RDS"], ["EFS"], ["RDS", "S3"], ["*"]];
const tags = [["x"], ["y"], ["x", "y"]];
/** Of these, no policy is attached to r2, a2, b2 and c1, so that each OU has an account that gets what the OU gets. */
const targets = ["root", "Alpha", "Beta", "Gamma", "a1", "b1"];

const keptDays = fc.constantFrom(7, 35, 90, undefined);
const copy = fc.record({ region: fc.constantFrom(...regions, undefined), keptDays });
const rule: fc.Arbitrary<Rule> = fc.record({
  name: fc.constantFrom("one", "two", "three", "four"),
  every: fc.constantFrom("day" as const, "week" as const, "month" as const),
  keptDays,
  windowMinutes: fc.constantFrom(60, 900),
  continuous: fc.boolean(),
  copies: fc.array(copy, { maxLength: 2 }),
});
const select = fc.oneof(
  fc.constantFrom(...tags).map((tag) => ({ tag: [...tag] })),
  fc.constantFrom(...kinds).map((some) => ({ kinds: [...some] })),
);
const plan: fc.Arbitrary<Plan> = fc.record({
  name: fc.constantFrom("p", "q", "r"),
  hour: fc.constantFrom(0 as const, 6 as const),
  targets: fc.shuffledSubarray(targets, { minLength: 1, maxLength: 2 }),
  select,
  regions: fc.shuffledSubarray(regions, { minLength: 1 }),
  rules: fc.uniqueArray(rule, { minLength: 1, maxLength: 2, selector: ({ name }) => name }),
});

export const organization: fc.Arbitrary<Organization> = fc.record({
  plans: fc.uniqueArray(plan, { minLength: 1, maxLength: 3, selector: ({ name }) => name }),
  accounts: fc.constant({
    a1: "Alpha",
    a2: "Alpha",
    b1: "Beta",
    b2: "Beta",
    c1: "Gamma",
    r1: undefined,
    r2: undefined,
  }),
  above: fc.constantFrom("Alpha", "Beta", undefined),
  locks: fc.record({ local: fc.boolean(), central: fc.boolean() }),
});

export type Step = (organization: Organization) => void;

const index = fc.nat(100);

/** Something that somebody may do to the file. */
const step: fc.Arbitrary<Step> = fc.oneof(
  onRule(keptDays, (one, days) => (one.keptDays = days)),
  onRule(fc.constantFrom("day" as const, "week" as const, "month" as const), (one, every) => (one.every = every)),
  onRule(fc.constantFrom(60, 900), (one, minutes) => (one.windowMinutes = minutes)),
  onRule(fc.boolean(), (one, continuous) => (one.continuous = continuous)),
  onRule(fc.array(copy, { maxLength: 2 }), (one, copies) => (one.copies = copies)),
  onRule(keptDays, (one, days) => one.copies.forEach((own) => (own.keptDays = days))),
  onPlan(fc.shuffledSubarray(targets, { minLength: 1, maxLength: 3 }), (one, some) => (one.targets = some)),
  onPlan(fc.constant(null), (one) => (one.targets = one.targets.flatMap(childrenOf))),
  onPlan(fc.constant(null), (one) => (one.targets = one.targets.map(parentOf))),
  onPlan(select, (one, some) => (one.select = some)),
  onPlan(fc.shuffledSubarray(regions, { minLength: 1 }), (one, some) => (one.regions = some)),
  onPlan(fc.constantFrom(0 as const, 6 as const), (one, hour) => (one.hour = hour)),
  onPlan(rule, (one, more) => one.rules.push({ ...more, name: "five" })),
  onPlan(fc.constant(null), (one) => one.rules.splice(0, one.rules.length > 1 ? 1 : 0)),
  onPlan(fc.constant(null), (one, _nothing, { plans }) => {
    const [, second] = one.rules;
    if (second) {
      one.rules.pop();
      plans.push({ ...one, name: "split", hour: one.hour, rules: [second] });
    }
  }),
  onPlan(fc.constant(null), (one, _nothing, { plans }) => plans.push({ ...one, name: "again" })),
  onPlan(fc.constant(null), (one, _nothing, { plans }) => plans.splice(plans.indexOf(one), plans.length > 1 ? 1 : 0)),
  fc.tuple(fc.constantFrom("a1", "a2", "b1", "c1", "r1"), fc.constantFrom("Alpha", "Beta", "Gamma", undefined)).map(
    ([account, unit]): Step =>
      ({ accounts }) =>
        (accounts[account] = unit),
  ),
  fc.constantFrom("Alpha", "Beta", undefined).map(
    (unit): Step =>
      (all) =>
        (all.above = unit),
  ),
  fc.record({ local: fc.boolean(), central: fc.boolean() }).map(
    (locks): Step =>
      (all) =>
        (all.locks = locks),
  ),
);

export const steps = fc.array(step, { minLength: 1, maxLength: 3 });

function onPlan<T>(value: fc.Arbitrary<T>, change: (plan: Plan, value: T, all: Organization) => unknown) {
  return fc.tuple(index, value).map(([number, chosen]): Step => (all) => {
    const one = all.plans[number % all.plans.length];
    return one && change(one, chosen, all);
  });
}

function onRule<T>(value: fc.Arbitrary<T>, change: (rule: Rule, value: T) => unknown) {
  return onPlan(fc.tuple(index, value), ({ rules }, [number, chosen]) => {
    const one = rules[number % rules.length];
    return one && change(one, chosen);
  });
}

function childrenOf(target: string): string[] {
  return { Alpha: ["a1", "a2"], Beta: ["b1", "b2"], Gamma: ["c1"] }[target] ?? [target];
}

function parentOf(target: string): string {
  return { a1: "Alpha", b1: "Beta" }[target] ?? "root";
}
