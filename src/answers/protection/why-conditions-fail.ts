/** Why a plan that takes the kind of resource by type does not take one with these tags. */

import { conditionInWords, isNegative, isPattern, type TagCondition } from "../../aws/tag-condition";
import { type Reason } from "./answer";
import { type Case } from "./case";
import { type Plan } from "./organization-backups";
import { conditionState, excludesKind, takesKind } from "./selects";
import { entries } from "./words";

/** A plan that takes it where what a tag is not holds for a resource without the tag, which AWS does not say. */
export function whyNotSaid(plans: readonly Plan[], asked: Case): Reason | undefined {
  for (const { plan, conditions } of candidates(plans, asked)) {
    const failing = conditions.filter(({ state }) => state !== "met");
    if (failing.every(({ state }) => state === "not-said")) {
      return {
        id: "tag-not-said",
        message: `${entries([plan])} selects ${asked.resource.name} with ${inWords(failing)}, and it has no tag ${keysOf(failing)}: AWS does not say whether that counts, so it is not protected for certain`,
        fix: `${demanded(failing)}.`,
      };
    }
  }
  return undefined;
}

/** The plan that comes closest, with what is wrong with the tags or the type. */
export function whyConditionsFail(
  plans: readonly Plan[],
  asked: Case,
): { readonly message: string; readonly fix: string } | undefined {
  const { resource, tags, selectable } = asked;
  const [nearest] = candidates(plans, asked);
  if (nearest) {
    const { plan, conditions } = nearest;
    const failing = conditions.filter(({ state }) => state !== "met");
    const has = [...new Set(failing.map(({ key }) => key))].map((key) => {
      const value = tags.get(key);
      return value === undefined ? `no tag \`${key}\`` : `\`${key}=${value}\``;
    });
    return {
      message: `${entries([plan])} selects ${resource.name} only with ${inWords(conditions)}, and it has ${has.join(" and ")}`,
      fix: demanded(failing),
    };
  }
  const excluding = plans.find(({ selections }) =>
    selections.some((selection) => selection.by === "resourceTypes" && excludesKind(selection, selectable.arn)),
  );
  return excluding
    ? {
        message: `${entries([excluding])} leaves out ${resource.name}`,
        fix: `Remove ${resource.type} from \`excludeResourceTypes\` of ${entries([excluding])}`,
      }
    : undefined;
}

interface JudgedCondition extends TagCondition {
  readonly state: ReturnType<typeof conditionState>;
}

/** The selections that take the kind of resource, with what each condition comes to. */
function candidates(plans: readonly Plan[], { selectable, tags }: Case) {
  return plans.flatMap((plan) =>
    plan.selections.flatMap((selection) =>
      selection.by === "resourceTypes" && takesKind(selection, selectable.arn)
        ? [
            {
              plan,
              conditions: selection.conditions.map((condition): JudgedCondition => ({
                ...condition,
                state: conditionState(condition, tags),
              })),
            },
          ]
        : [],
    ),
  );
}

function inWords(conditions: readonly TagCondition[]): string {
  return conditions.map(conditionInWords).join(" and ");
}

function keysOf(conditions: readonly TagCondition[]): string {
  return [...new Set(conditions.map(({ key }) => `\`${key}\``))].join(" and ");
}

/** Such as ``Set the tag `stage` to a value other than `dev` or `test` ``. */
function demanded(conditions: readonly TagCondition[]): string {
  const keys = [...new Set(conditions.map(({ key }) => key))];
  const demands = keys.map((key) => {
    const own = conditions.filter((condition) => condition.key === key);
    const wanted = own.filter(({ operator }) => !isNegative(operator));
    const unwanted = own.filter(({ operator }) => isNegative(operator));
    const values = (some: readonly TagCondition[], between: string) =>
      some.map(({ operator, value }) => `${isPattern(operator) ? "one like " : ""}\`${value}\``).join(between);
    const what = [
      ...(wanted.length > 0 ? [values(wanted, " and ")] : []),
      ...(unwanted.length > 0 ? [`a value other than ${values(unwanted, " or ")}`] : []),
    ].join(", ");
    return `\`${key}\` to ${what}`;
  });
  return `Set the tag ${demands.join(", and ")}`;
}
