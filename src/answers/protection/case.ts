/** A question with the plans that it is about. */

import { arnLike } from "../../aws/arn";
import { type Question } from "./answer";
import { type AccountBackups, type OrganizationBackups, type Plan } from "./organization-backups";
import { type Selectable, selectionsOf } from "./selects";
import { type TagState, tagStateOf } from "./tag-state";
import { selectsValue } from "./tag-values";

export interface Case extends Question {
  readonly organization: OrganizationBackups;
  readonly backups: AccountBackups;
  readonly selectable: Selectable;
  /** The plans of the account that run in the Region. */
  readonly running: readonly Plan[];
  /** Those of them that take the resource. */
  readonly taking: readonly Plan[];
  readonly tagState: TagState;
  /** The backup tag that the state is of. */
  readonly backupTag: { readonly key: string; readonly value: string } | undefined;
}

export function caseOf(question: Question, organization: OrganizationBackups): Case {
  const backups = organization.of(question.account);
  const { account, region, resource, tags } = question;
  const { partition } = organization.deployment.organization;
  const selectable = { arn: arnLike(partition, resource.arnPattern, region, account.id), tags };
  const running = backups.plans.filter(({ regions }) => regions.includes(question.region));
  const taking = running.filter((plan) => selectionsOf(plan, selectable).length > 0);
  const backupTag = backupTagOf(question.tags, organization);
  const isSelected =
    backupTag !== undefined && running.some((plan) => selectsValue(plan, backupTag.key, backupTag.value));
  return {
    ...question,
    organization,
    backups,
    selectable,
    running,
    taking,
    tagState: tagStateOf(backupTag?.value, isSelected),
    backupTag,
  };
}

function backupTagOf(tags: ReadonlyMap<string, string>, organization: OrganizationBackups) {
  const key = organization.backupTagKeys.find((candidate) => tags.has(candidate));
  const value = key === undefined ? undefined : tags.get(key);
  return key === undefined || value === undefined ? undefined : { key, value };
}
