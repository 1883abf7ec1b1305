/**
 * Every key that AWS's syntax of backup policies has, with what may stand under it. What is not here is not in the syntax.
 *
 * The tree is that of AWS Organizations User Guide, "Backup policy syntax and examples". Keys are compared without their
 * case: AWS lower-cases them.
 */

import { type Limit, limits } from "./limits";
import { backupApi, type Source, syntaxPage } from "./source";
import { type ValueType, type Variable } from "./values";

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

/** An account id, or `$account`. Every partition has ARNs of this form; GovCloud's and China's name theirs. */
const arnStart = String.raw`^arn:aws(-[a-z]+)*`;
const vaultArn = {
  pattern: new RegExp(
    String.raw`${arnStart}:backup:[a-z]{2,4}(-[a-z]+)+-\d:(\d{12}|\$account):backup-vault:[\w-]{2,50}$`,
  ),
  form: "an ARN of a backup vault, as in `arn:aws:backup:eu-west-1:111122223333:backup-vault:central`",
  variables: ["$account"] as readonly Variable[],
};
const airGappedVaultArn = {
  pattern: new RegExp(String.raw`${arnStart}:backup:\$region:\$account:backup-vault:[\w-]{2,50}$`),
  form: "`arn:aws:backup:$region:$account:backup-vault:NAME`, with both placeholders",
  variables: ["$account", "$region"] as readonly Variable[],
};
const roleArn = {
  pattern: new RegExp(String.raw`${arnStart}:iam::(\d{12}|\$account):role/([\w+=,.@-]+/)*[\w+=,.@-]{1,64}$`),
  form: "an ARN of a role, as in `arn:aws:iam::$account:role/Backup`",
  variables: ["$account"] as readonly Variable[],
};

const lifecycle = keys(rulesSection, {
  move_to_cold_storage_after_days: number(limits.moveToColdStorageAfter),
  delete_after_days: number(limits.deleteAfter),
  opt_in_to_archive_for_supported_resources: { holds: "value", type: { is: "boolean" }, source: rulesSection },
});

function tags(source: Source, count?: Limit): EntriesPart {
  return {
    holds: "entries",
    called: "<tag>",
    source,
    ...(count && { count }),
    entry: keys(source, {
      tag_key: text(limits.tagKey.source, { limit: limits.tagKey }, true),
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
  target_logically_air_gapped_backup_vault_arn: text(rulesSection, airGappedVaultArn),
  start_backup_window_minutes: number(limits.startWindow),
  complete_backup_window_minutes: number(limits.completionWindow),
  enable_continuous_backup: { holds: "value", type: { is: "boolean" }, source: rulesSection },
  lifecycle,
  copy_actions: {
    holds: "entries",
    called: "<vault ARN>",
    source: rulesSection,
    count: limits.copyActionsPerRule,
    name: { is: "text", ...vaultArn },
    entry: keys(rulesSection, { target_backup_vault_arn: text(rulesSection, vaultArn, true), lifecycle }),
  },
  recovery_point_tags: tags(rulesSection, limits.recoveryPointTags),
  index_actions: keys(rulesSection, { resource_types: list(rulesSection, { is: "choice", choices: ["EBS", "S3"] }) }),
  scan_actions: keys(rulesSection, {
    GUARDDUTY: keys(scanSection, { scan_mode: choice(scanSection, ["INCREMENTAL_SCAN", "FULL_SCAN"], true) }),
  }),
});

const condition = keys(selectionsSection, {
  condition_key: text(selectionsSection, {}),
  condition_value: text(selectionsSection, { limit: limits.tagValue }),
});

const conditions = keys(
  limits.conditionsPerSelection.source,
  Object.fromEntries(
    ["string_equals", "string_not_equals", "string_like", "string_not_like"].map((operator): [string, EntriesPart] => [
      operator,
      { holds: "entries", called: "<condition>", source: selectionsSection, entry: condition },
    ]),
  ),
);

const iamRoleArn = text(selectionsSection, roleArn, true);

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
        tag_value: list(selectionsSection, { is: "text", limit: limits.tagValue }, true, limits.tagValuesPerSelection),
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
      scanner_role_arn: text(scanSection, roleArn, true),
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
