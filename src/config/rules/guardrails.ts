/** Rules about guardrails. */

import { firstOf } from "../../first-of";
import { backupServices } from "../../aws/backup-services";
import { contained, kindInWords } from "../../aws/contained";
import { guardrailNames, guardrails } from "../../guardrails/all";
import { optOutValues } from "../../guardrails/require-backup-tag";
import { valuesOfAny } from "../../guardrails/values-of-targets";
import { type ConfigPath } from "../../findings/finding";
import { attachedGuardrails } from "../attached-guardrails";
import { backupTagKeys, guardedConfig } from "../guarded-config";
import { selectedTagValues } from "../selected-tag-values";
import { type Problem, type Rule } from "../rule";
import { type OrgConfig } from "../schema/org-config";
import { accepts, demandsOf, namedValues, takesEveryType, takesType } from "../selected";
import {
  type AccountConfig,
  didYouMean,
  findTarget,
  organizationalUnitsUpward,
  type Target,
  workloadAccountsBelow,
} from "../targets";
import { namesOfTargets, unknownTarget } from "./unknown-target";

const forgeable = guardrailNames.filter((name) => guardrails[name].forgeable);

/** What `plansBySelectedTag` reads. */
const selectedTagsNeeds = [
  "backupPlans",
  "backupPlans[]",
  "backupPlans[].select.**",
  "backupPlans[].targets[*]",
  "accounts[*].purpose",
  "accounts[*].organizationalUnit",
];

export const guardrailRules: readonly Rule[] = [
  {
    id: "guardrail-target-unknown",
    severity: "error",
    what: "Every target of a guardrail is listed.",
    why: "A guardrail without a target protects nothing.",
    needs: namesOfTargets,
    passes: "guardrails: { protectBackups: { targets: [root] } }",
    fails: "guardrails: { protectBackupTag: { targets: [Produktion] } }",
    check: (config) => targetsOf(config).flatMap(({ path, target }) => unknownTarget(config, path, target)),
  },
  {
    id: "guardrail-management",
    severity: "warning",
    what: "No guardrail is attached to the management account.",
    why: "SCPs and RCPs do not reach the management account: the guardrail has no effect there.",
    needs: ["accounts[*].purpose"],
    passes: "guardrails: { protectBackupTag: { targets: [payments] } }",
    fails: "guardrails: { protectBackupTag: { targets: [payments, management] } }",
    check: (config) =>
      targetsOf(config).flatMap(({ path, target }): Problem[] => {
        const found = findTarget(config, target);
        return found?.type === "account" && found.account.purpose === "management"
          ? [
              {
                path,
                message: `\`${target}\` is the management account, which SCPs and RCPs do not reach`,
                hint: "Remove it, and keep the management account free of workloads and people.",
              },
            ]
          : [];
      }),
  },
  {
    id: "guardrail-forgeable",
    severity: "warning",
    what: `protectRoles reaches every target of ${forgeable.join(", ")}.`,
    why: "The guardrails exempt roles by name: where protectRoles does not protect the names, anybody can create such a role.",
    needs: ["guardrails.protectRoles.**"],
    passes: "guardrails: { protectRoles: { targets: [root] } }",
    fails: "guardrails: { protectRoles: { targets: [Production] } }",
    check: (config) => {
      const protectedIds = new Set(
        (config.guardrails.protectRoles?.targets ?? []).map((name) => findTarget(config, name)?.id),
      );
      return forgeable.flatMap((guardrail) =>
        (config.guardrails[guardrail]?.targets ?? []).flatMap((target, index): Problem[] => {
          const found = findTarget(config, target);
          return found && !pathIds(config, found).some((id) => protectedIds.has(id))
            ? [
                {
                  path: ["guardrails", guardrail, "targets", index],
                  message: `${guardrail} is attached to \`${target}\`, which protectRoles does not reach`,
                  hint: `Attach protectRoles to \`${target}\` or above.`,
                },
              ]
            : [];
        }),
      );
    },
  },
  {
    id: "tag-values-match",
    severity: "warning",
    what: `Wherever requireBackupTag allows a value, a backup plan selects it, or takes all of the services whatever their tags, or the value is an opt-out (${optOutValues.join(", ")}).`,
    why: "A resource with the value satisfies the guardrail, but no backup plan backs it up.",
    needs: [
      ...selectedTagsNeeds,
      "serviceOptIn.**",
      "guardrails.requireBackupTag.key",
      "guardrails.requireBackupTag.targets[*]",
      "guardrails.requireBackupTag.services.**",
    ],
    after: ["guardrail-target-unknown", "plan-target-unknown"],
    passes: "guardrails: { requireBackupTag: { values: [daily, disabled] } }",
    fails: "guardrails: { requireBackupTag: { values: [daily, weekly, disabled] } }",
    check: (config) => {
      const required = config.guardrails.requireBackupTag;
      if (!required) {
        return [];
      }
      const plans = plansBySelectedTag(config, required.key);
      const byType = plansByTypeAlone(config);
      const { services, values } = requirement(config, required);
      const named = plans.flatMap(({ demand }) => namedValues(demand) ?? []);
      // Written values hold for all targets alike, and others follow from the plans below each.
      const asked: readonly AskedValues[] = required.values
        ? [{ path: ["guardrails", "requireBackupTag", "values"], targets: required.targets, values: required.values }]
        : required.targets.map((target, index) => ({
            path: ["guardrails", "requireBackupTag", "targets", index],
            targets: [target],
            values: values[findTarget(config, target)?.id ?? ""] ?? [],
          }));
      return asked.flatMap(({ path, targets, values: allowed }) =>
        allowed.flatMap((value, index): Problem[] => {
          const accounts = workloadAccountsBelow(config, targets);
          const selecting = [
            ...plans.filter(({ demand }) => accepts(demand, value)),
            ...byType.filter(({ select }) => services.every((service) => takesType(select, service))),
          ];
          const without = accounts.filter((account) => !selecting.some(({ reached }) => reached.has(account)));
          const others = byType.filter(({ reached }) => without.some((account) => reached.has(account)));
          if (optOutValues.includes(value) || (selecting.length > 0 && without.length === 0)) {
            return [];
          }
          const where = selecting.length > 0 ? ` in ${namesOf(without)}` : "";
          const message = `no backup plan selects \`${required.key}: ${value}\`${where}, and it is not an opt-out${takenAnyway(others)}`;
          return [
            required.values
              ? {
                  path: [...path, index],
                  message,
                  hint: `${didYouMean(value, named)}Select it in a backup plan ${where === "" ? "" : "for these accounts "}or remove it here.`,
                }
              : {
                  path,
                  message,
                  hint: "Plans select it elsewhere below this target. Name targets apart whose plans select other values, or select it in a backup plan for these accounts.",
                },
          ];
        }),
      );
    },
  },
  {
    id: "required-values-unknown",
    severity: "error",
    what: "Where requireBackupTag has no `values`, a backup plan below each of its targets selects a value of its tag.",
    why: "The default is what the backup plans select: without any, nothing could be created but with an opt-out.",
    needs: [...selectedTagsNeeds, "guardrails.requireBackupTag.**"],
    after: ["guardrail-target-unknown", "plan-target-unknown"],
    passes: "guardrails: { requireBackupTag: { key: backup, values: null } }",
    fails: "guardrails: { requireBackupTag: { key: tier, values: null } }",
    check: (config) => {
      const required = config.guardrails.requireBackupTag;
      return !required || required.values
        ? []
        : required.targets.flatMap((target, index): Problem[] =>
            selectedTagValues(config, target, required.key).anywhere.length > 0
              ? []
              : [
                  {
                    path: ["guardrails", "requireBackupTag", "targets", index],
                    message: `no backup plan below \`${target}\` selects a value of \`${required.key}\`, so that requireBackupTag has none to allow`,
                    hint: "Write `values`, select by the tag in a backup plan, or remove the target.",
                  },
                ],
          );
    },
  },
  {
    id: "tag-change-unselected",
    severity: "error",
    what: "Every value of `protectBackupTag.mayChangeTo` is one that a backup plan selects below a target of protectBackupTag.",
    why: "A resource whose tag is changed to it would have no backups any more.",
    needs: [...selectedTagsNeeds, "guardrails.protectBackupTag.**"],
    after: ["guardrail-target-unknown", "plan-target-unknown"],
    passes: "guardrails: { protectBackupTag: { targets: [Production], mayChangeTo: [daily] } }",
    fails: "guardrails: { protectBackupTag: { targets: [Production], mayChangeTo: [daily, disabled] } }",
    check: (config) => {
      const { targets = [], mayChangeTo = [] } = config.guardrails.protectBackupTag ?? {};
      const selected = new Set(
        targets.flatMap((target) =>
          backupTagKeys(config).flatMap((key) => selectedTagValues(config, target, key).anywhere),
        ),
      );
      return mayChangeTo.flatMap((value, index): Problem[] =>
        selected.has(value)
          ? []
          : [
              {
                path: ["guardrails", "protectBackupTag", "mayChangeTo", index],
                message: `no backup plan below the targets of protectBackupTag selects \`${value}\``,
                hint: `${didYouMean(value, [...selected])}Select it in a backup plan, or remove it here.`,
              },
            ],
      );
    },
  },
  {
    id: "tag-value-forbidden",
    severity: "warning",
    what: "requireBackupTag allows every value that a backup plan selects in the same account.",
    why: "The teams of the account cannot create a resource with the value, so the backup plan backs up nothing by it.",
    needs: [...selectedTagsNeeds, "guardrails.requireBackupTag.**"],
    after: ["guardrail-target-unknown", "plan-target-unknown", "tag-wildcard"],
    passes: "guardrails: { requireBackupTag: { values: [daily, monthly, disabled] } }",
    fails: "guardrails: { requireBackupTag: { values: [daily, disabled] } }",
    check: (config) => {
      const required = config.guardrails.requireBackupTag;
      const values = required?.values;
      if (!required || !values) {
        return [];
      }
      const guarded = workloadAccountsBelow(config, required.targets);
      return plansBySelectedTag(config, required.key).flatMap(({ name, index, demand, reached }): Problem[] => {
        const both = guarded.filter((account) => reached.has(account));
        const forbidden = (namedValues(demand) ?? []).filter((value) => !values.includes(value));
        return both.length === 0 || forbidden.length === 0
          ? []
          : [
              {
                path: ["backupPlans", index, "select"],
                message: `\`${name}\` selects ${forbidden.map((value) => `\`${required.key}: ${value}\``).join(", ")}, which requireBackupTag does not allow in ${namesOf(both)}`,
                hint: "Add the value to `guardrails.requireBackupTag.values`, or remove it here.",
              },
            ];
      });
    },
  },
  {
    id: "contained-twice",
    severity: "warning",
    what: "No value that requireBackupTag puts on both a resource and what its backup holds is one by which backup plans select both.",
    why: "AWS Backup backs up the part twice at each start, by itself and with what holds it: as a volume, and with its instance. You pay for both, and can restore from both.",
    needs: [
      ...selectedTagsNeeds,
      "regions[*]",
      "backupPlans[].regions[*]",
      "serviceOptIn.**",
      "guardrails.requireBackupTag.**",
    ],
    after: ["guardrail-target-unknown", "plan-target-unknown"],
    passes: "guardrails: { requireBackupTag: { services: [EC2, RDS] } }",
    fails: "guardrails: { requireBackupTag: { services: [EBS, EC2] } }",
    check: (config) => {
      const required = config.guardrails.requireBackupTag;
      if (!required) {
        return [];
      }
      const { services, values } = requirement(config, required);
      const guarded = workloadAccountsBelow(config, required.targets);
      const plans = plansBySelectedTag(config, required.key);
      return contained
        .filter(
          ({ container, part, alsoAlone }) =>
            alsoAlone === "yes" &&
            [container, part].every((type) => services.includes(type) && config.serviceOptIn.includes(type)),
        )
        .flatMap(({ container, part, what }): Problem[] => {
          const takesBoth = (one: SelectingPlan, other: SelectingPlan) =>
            takesType(one.select, container) &&
            takesType(other.select, part) &&
            valuesOfAny(values).some((value) => accepts(one.demand, value) && accepts(other.demand, value)) &&
            one.regions.some((region) => other.regions.includes(region)) &&
            guarded.some((account) => one.reached.has(account) && other.reached.has(account));
          const selecting = plans
            .filter((plan) => plans.some((other) => takesBoth(plan, other) || takesBoth(other, plan)))
            .map(({ name }) => `\`${name}\``);
          return selecting.length === 0
            ? []
            : [
                {
                  path: ["guardrails", "requireBackupTag"],
                  message: `${kindInWords(container)} and ${kindInWords(part)} must have the tag \`${required.key}\`, and ${selecting.join(", ")} ${selecting.length === 1 ? "selects" : "select"} both by it; a backup of ${backupServices[container].called} holds ${what}: AWS Backup backs these up twice`,
                  hint: `Leave ${part} out of \`guardrails.requireBackupTag.services\`: ${backupServices[part].called} then needs no tag, and is in the backup of what holds it. To back up the part alone, leave ${container} out there.`,
                },
              ];
        });
    },
  },
];

interface AskedValues {
  readonly path: ConfigPath;
  readonly targets: readonly string[];
  readonly values: readonly string[];
}

function requirement(config: OrgConfig, required: NonNullable<OrgConfig["guardrails"]["requireBackupTag"]>) {
  return guardrails.requireBackupTag.options.resolve(required, guardedConfig(config, required.targets));
}

type SelectingPlan = ReturnType<typeof plansBySelectedTag>[number];

/** The backup plans that ask for the tag, with the accounts that they reach. */
function plansBySelectedTag(config: OrgConfig, key: string) {
  return config.backupPlans.flatMap(({ name, select, targets, regions = config.regions }, index) => {
    const demand = demandsOf(select).get(key);
    const reached = new Set(workloadAccountsBelow(config, targets));
    return demand ? [{ name, index, select, regions, demand, reached }] : [];
  });
}

/** The plans that take resources by their type alone, whatever their tags. */
function plansByTypeAlone(config: OrgConfig) {
  return config.backupPlans.flatMap(({ name, select, targets }) => {
    if ("tag" in select || demandsOf(select).size > 0) {
      return [];
    }
    const { resourceTypes, excludeResourceTypes = [] } = select;
    const types = takesEveryType(select) ? `all but ${firstOf(excludeResourceTypes, 3)}` : firstOf(resourceTypes, 3);
    return [{ name, select, types, reached: new Set(workloadAccountsBelow(config, targets)) }];
  });
}

function takenAnyway(plans: ReturnType<typeof plansByTypeAlone>): string {
  const texts = plans.map(({ name, types }) => `\`${name}\` takes ${types}`);
  return texts.length > 0 ? `; whatever the tag, ${firstOf(texts, 3)}` : "";
}

function namesOf(accounts: readonly AccountConfig[]): string {
  return firstOf(
    accounts.map(({ name }) => name),
    3,
  );
}

function targetsOf(config: OrgConfig) {
  return attachedGuardrails(config).flatMap(({ targets, path }) =>
    targets.map((target, index) => ({ target, path: [...path, "targets", index] })),
  );
}

/** Ids of the target and of everything above it. */
function pathIds(config: OrgConfig, target: Target): string[] {
  const above =
    target.type === "account"
      ? target.account.organizationalUnit
      : target.type === "organizationalUnit"
        ? target.unit.parent
        : undefined;
  return [target.id, ...organizationalUnitsUpward(config, above).map(({ id }) => id), config.organization.rootId];
}
