/**
 * Every key that AWS's syntax of backup policies has, with what may stand under it. What is not here is not in the syntax.
 *
 * The tree is that of AWS Organizations User Guide, "Backup policy syntax and examples". Keys are compared without their
 * case: AWS lower-cases them.
 */

import { type Limit, limits } from "./limits";
import { backupApi, type Source, syntaxPage } from "./source";
import { isPattern, tagConditionPrefix, tagOperatorNames, tagOperators } from "../tag-condition";
import { type ArnOf } from "./arns";
import { type Doubt, type ValueType } from "./values";

export type PolicyPart = KeysPart | EntriesPart | ValuePart;

interface Described {
  readonly source: Source;
  /** Whether the effective policy must have it. */
  readonly required?: boolean;
}

/** A map with keys that AWS knows. */
export interface KeysPart extends Described {
  readonly holds: "keys";
  readonly keys: Readonly<Record<string, PolicyPart>>;
}

/** What the syntax has under a key in any case. */
export function partAt({ keys: known }: KeysPart, key: string): PolicyPart | undefined {
  return Object.entries(known).find(([one]) => one.toLowerCase() === key.toLowerCase())?.[1];
}

/** A map with keys that the author of the policy chooses. */
export interface EntriesPart extends Described {
  readonly holds: "entries";
  /** Stands for the key in paths, as in `<plan>`. */
  readonly called: string;
  readonly name?: ValueType;
  readonly entry: PolicyPart;
  /** How many there may be in the effective policy. */
  readonly count?: Limit;
}

/** What an inheritance operator sets. A list may be written as its only value: public templates do, and AWS does not say that it refuses it. */
export interface ValuePart extends Described {
  readonly holds: "value" | "list";
  readonly type: ValueType;
  readonly count?: Limit;
}

const rulesSection = syntaxPage("Backup syntax: rules");
const selectionsSection = syntaxPage("Backup syntax: selections");
const scanSection = syntaxPage("Backup syntax: scan settings");

function name(limit: Limit): ValueType {
  return { is: "text", limit, pattern: /^[\w.-]+$/, form: "a name out of A-Z a-z 0-9 . _ -" };
}

function text(source: Source, type: Omit<Extract<ValueType, { is: "text" }>, "is">, required = false): ValuePart {
  return { holds: "value", type: { is: "text", ...type }, source, required };
}

function arn(source: Source, of: ArnOf, required = false): ValuePart {
  return { holds: "value", type: { is: "ARN", of }, source, required };
}

function number(limit: Limit): ValuePart {
  return { holds: "value", type: { is: "number", limit }, source: limit.source };
}

function choice(source: Source, choices: readonly string[], required = false): ValuePart {
  return { holds: "value", type: { is: "choice", choices }, source, required };
}

function list(source: Source, type: ValueType, required = false, count?: Limit): ValuePart {
  return { holds: "list", type, source, required, ...(count && { count }) };
}

function keys(source: Source, known: Readonly<Record<string, PolicyPart>>, required = false): KeysPart {
  return { holds: "keys", keys: known, source, required };
}

const reservedKey: Doubt = {
  pattern: /^aws:/i,
  message: "only AWS sets tags that start with `aws:`; AWS does not say whether it refuses it here",
  hint: "Choose another key.",
};

/** Source: AWS Organizations User Guide, "Backup policy syntax and examples", section "Backup syntax: selections". */
const literalAsterisk: Doubt = {
  pattern: /\*/,
  message: "`*` is a wildcard in `string_like` and `string_not_like` alone; here it stands for itself",
  hint: "Name every value, or use a condition with `string_like`.",
};

const keyWithoutPrefix: Doubt = {
  pattern: new RegExp(`^(?!${tagConditionPrefix})`, "i"),
  message: `AWS's examples have \`${tagConditionPrefix}\` before the key of the tag; AWS does not say what it does without it`,
  hint: `Write \`${tagConditionPrefix}KEY\`.`,
};

const lifecycle = keys(rulesSection, {
  move_to_cold_storage_after_days: number(limits.moveToColdStorageAfter),
  delete_after_days: number(limits.deleteAfter),
  opt_in_to_archive_for_supported_resources: { holds: "value", type: { is: "boolean" }, source: rulesSection },
});

/** Tags that AWS Backup sets. Source of the prefix: `limits.tagKey`. */
function tags(source: Source, count?: Limit): EntriesPart {
  return {
    holds: "entries",
    called: "<tag>",
    source,
    ...(count && { count }),
    entry: keys(source, {
      tag_key: text(limits.tagKey.source, { limit: limits.tagKey, doubt: reservedKey }, true),
      tag_value: text(limits.tagValue.source, { limit: limits.tagValue }, true),
    }),
  };
}

const rule = keys(rulesSection, {
  schedule_expression: { holds: "value", type: { is: "schedule" }, source: rulesSection, required: true },
  target_backup_vault_name: text(
    limits.vaultName.source,
    { limit: limits.vaultName, pattern: /^[\w-]+$/, form: "the name of a vault, out of A-Z a-z 0-9 _ -" },
    true,
  ),
  target_logically_air_gapped_backup_vault_arn: arn(rulesSection, "airGappedVault"),
  start_backup_window_minutes: number(limits.startWindow),
  complete_backup_window_minutes: number(limits.completionWindow),
  enable_continuous_backup: { holds: "value", type: { is: "boolean" }, source: rulesSection },
  lifecycle,
  copy_actions: {
    holds: "entries",
    called: "<vault ARN>",
    source: rulesSection,
    count: limits.copyActionsPerRule,
    name: { is: "ARN", of: "vault" },
    entry: keys(rulesSection, { target_backup_vault_arn: arn(rulesSection, "vault", true), lifecycle }),
  },
  recovery_point_tags: tags(rulesSection, limits.recoveryPointTags),
  index_actions: keys(rulesSection, { resource_types: list(rulesSection, { is: "choice", choices: ["EBS", "S3"] }) }),
  scan_actions: keys(rulesSection, {
    GUARDDUTY: keys(scanSection, { scan_mode: choice(scanSection, ["INCREMENTAL_SCAN", "FULL_SCAN"], true) }),
  }),
});

/** @param doubt what hardly anybody means by a value */
function condition(doubt?: Doubt): KeysPart {
  return keys(selectionsSection, {
    condition_key: text(selectionsSection, { doubt: keyWithoutPrefix }),
    condition_value: text(selectionsSection, { limit: limits.tagValue, ...(doubt && { doubt }) }),
  });
}

const conditions = keys(
  limits.conditionsPerSelection.source,
  Object.fromEntries(
    tagOperatorNames.map((name): [string, EntriesPart] => [
      tagOperators[name],
      {
        holds: "entries",
        called: "<condition>",
        source: selectionsSection,
        entry: condition(isPattern(name) ? undefined : literalAsterisk),
      },
    ]),
  ),
);

const iamRoleArn = arn(selectionsSection, "role", true);

const selections = keys(
  selectionsSection,
  {
    tags: {
      holds: "entries",
      called: "<selection>",
      source: selectionsSection,
      count: limits.tagSelectionsPerPlan,
      name: name(limits.selectionName),
      entry: keys(selectionsSection, {
        iam_role_arn: iamRoleArn,
        tag_key: text(limits.tagKey.source, { limit: limits.tagKey }, true),
        tag_value: list(
          selectionsSection,
          { is: "text", limit: limits.tagValue, doubt: literalAsterisk },
          true,
          limits.tagValuesPerSelection,
        ),
        conditions,
      }),
    },
    resources: {
      holds: "entries",
      called: "<selection>",
      source: selectionsSection,
      count: limits.selectionsPerPlan,
      name: name(limits.selectionName),
      entry: keys(selectionsSection, {
        iam_role_arn: iamRoleArn,
        resource_types: list(selectionsSection, { is: "resource type" }, true),
        not_resource_types: list(selectionsSection, { is: "resource type" }),
        conditions,
      }),
    },
  },
  true,
);

const advancedSection = syntaxPage("Backup syntax: advanced backup settings");
const setting = choice(advancedSection, ["enabled", "disabled"]);

const plan = keys(syntaxPage("Backup syntax: Overview"), {
  regions: list(limits.regionsPerPlan.source, { is: "Region" }, true, limits.regionsPerPlan),
  rules: {
    holds: "entries",
    called: "<rule>",
    source: rulesSection,
    required: true,
    count: limits.rulesPerPlan,
    name: name(limits.ruleName),
    entry: rule,
  },
  selections,
  advanced_backup_settings: keys(advancedSection, {
    ec2: keys(advancedSection, { windows_vss: setting }),
    s3: keys(advancedSection, { backup_acls: setting, backup_object_tags: setting }),
  }),
  backup_plan_tags: tags(syntaxPage("Backup syntax: backup plan tags")),
  scan_settings: keys(scanSection, {
    GUARDDUTY: keys(scanSection, {
      resource_types: list(scanSection, { is: "choice", choices: ["EBS", "EC2", "S3", "ALL"] }, true),
      scanner_role_arn: arn(scanSection, "role", true),
    }),
  }),
});

/** The whole document. */
export const backupPolicySyntax: KeysPart = keys(syntaxPage("Backup syntax: Overview"), {
  plans: {
    holds: "entries",
    called: "<plan>",
    source: backupApi("BackupPlan, BackupPlanName"),
    name: name(limits.planName),
    entry: plan,
  },
});
