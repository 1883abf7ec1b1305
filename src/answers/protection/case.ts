/** A question with the plans that it is about. */

import { arnLike } from "../../aws/arn";
import { kindInForce } from "../../aws/backup-services";
import { type Question } from "./answer";
import { type AccountBackups, type OrganizationBackups, type Plan } from "./organization-backups";
import { type Selectable, selectionsOf, takesWithoutOptIn } from "./selects";
import { type TagState, tagStateOf } from "./tag-state";
import { selectsValue } from "./tag-values";

export interface Case extends Question {
  readonly organization: OrganizationBackups;
  readonly backups: AccountBackups;
  readonly selectable: Selectable;
  /** The plans of the account that run in the Region. */
  readonly running: readonly Plan[];
  /** Those of them that take the resource. Where none does for want of the opt-in, those that would. */
  readonly taking: readonly Plan[];
  /** Whether the opt-in of the service keeps all of them from taking it. */
  readonly lacksOptIn: boolean;
  readonly tagState: TagState;
  /** The backup tag that the state is of. */
  readonly backupTag: { readonly key: string; readonly value: string } | undefined;
}

export function caseOf(question: Question, organization: OrganizationBackups): Case {
  const backups = organization.of(question.account);
  const { account, region, tags } = question;
  const { organization: partitioned, regionSettings } = organization.deployment;
  const { partition } = partitioned;
  const isOptedIn = regionSettings.optIn[question.resource.type] === true;
  const resource = isOptedIn ? question.resource : kindInForce(question.resource, false);
  const selectable = { arn: arnLike(partition, resource.arnPattern, region, account.id), tags };
  const running = backups.plans.filter(({ regions }) => regions.includes(question.region));
  const selecting = running.filter((plan) => selectionsOf(plan, selectable).length > 0);
  const taking = selecting.filter(
    (plan) => isOptedIn || selectionsOf(plan, selectable).some((selection) => takesWithoutOptIn(selection, resource)),
  );
  const backupTag = backupTagOf(question.tags, organization);
  const isSelected =
    backupTag !== undefined && running.some((plan) => selectsValue(plan, backupTag.key, backupTag.value));
  return {
    ...question,
    resource,
    organization,
    backups,
    selectable,
    running,
    taking: taking.length > 0 ? taking : selecting,
    lacksOptIn: selecting.length > 0 && taking.length === 0,
    tagState: tagStateOf(backupTag?.value, isSelected),
    backupTag,
  };
}

function backupTagOf(tags: ReadonlyMap<string, string>, organization: OrganizationBackups) {
  const key = organization.backupTagKeys.find((candidate) => tags.has(candidate));
  const value = key === undefined ? undefined : tags.get(key);
  return key === undefined || value === undefined ? undefined : { key, value };
}
