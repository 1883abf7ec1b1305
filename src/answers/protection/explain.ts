/** Is it protected? From the effective policy of the account to what AWS Backup does with one resource. */

import { arnLike } from "../../aws/arn";
import { backupServices, type ResourceType } from "../../aws/backup-services";
import { twiceInWords } from "../../aws/contained";
import { comparedTime, cutInWords } from "../../aws/compared-time";
import { firstMeeting, oneContinuousBackup, oneJobAtATime } from "../../aws/meeting-plans";
import { asSnapshots, type PlannedRun, plannedRuns } from "../../aws/overlapping-rules";
import { mostInWords, restorableGap } from "../../aws/restorable";
import { listed, type RuleOverlap, ruleOverlaps } from "../../aws/rule-overlaps";
import { lastStart, parseSchedule, startsFrom } from "../../aws/schedule";
import { conditionInWords } from "../../aws/tag-condition";
import { scheduleInWords } from "../../aws/schedule-in-words";
import { type BackupRule } from "../../model/deployment";
import { type EffectiveSelection } from "../../evaluator/effective-plans";
import { type Answer, type AppliedCopy, type AppliedRule, type Kept, type Question, type Reason } from "./answer";
import { appliedOverlap, isEverMade } from "./applied-overlap";
import { type Case, caseOf } from "./case";
import { type OrganizationBackups, type Plan } from "./organization-backups";
import { reasons } from "./reasons";
import { backupOf, copiesOf } from "./rule-vaults";
import { selectionsOf } from "./selects";
import { whyNotBackedUp } from "./why-not-backed-up";
import { whyNotCopied } from "./why-not-copied";
import { timeInWords } from "./words";

/**
 * Answers from the config alone.
 *
 * A resource is protected when AWS Backup makes every backup and every copy that the plans which take it promise. A
 * backup whose copy cannot be made stays in the account and dies with it: such a resource is not protected.
 */
export function explain(question: Question, organization: OrganizationBackups): Answer {
  const asked = caseOf(question, organization);
  const reason = whyNotBackedUp(asked);
  const rules = reason ? [] : asked.taking.flatMap((plan) => appliedRules(plan, asked));
  const first = reason ?? rules.flatMap(({ copies }) => copies).find((copy) => copy.reason)?.reason;
  return {
    status: first ? reasons[first.id].status : "protected",
    tagState: asked.tagState,
    reason: first,
    until: lastStartOf(rules),
    rules,
    notes: reason ? [] : notesOn(asked, rules),
  };
}

/** The last start of all rules that make backups; undefined where one of them goes on. */
function lastStartOf(rules: readonly AppliedRule[]): Date | undefined {
  const ends = rules
    .filter(({ overlap }) => isEverMade(overlap) || overlap?.isAmongEquals)
    .map(({ schedule }) => {
      const parsed = parseSchedule(schedule);
      return "schedule" in parsed ? lastStart(parsed.schedule) : undefined;
    });
  return ends.reduce((last, end) => (last && end && end > last ? end : end && last), ends[0]);
}

const runsShown = 3;

function appliedRules(plan: Plan, asked: Case): AppliedRule[] {
  const made = rulesFor(plan, asked);
  const overlaps = ruleOverlaps(made, asked.at);
  const planned = overlaps.length === 0 ? [] : plannedIn(made, asked.at);
  const rules = made.map((rule) => applied(plan, rule, asked, overlaps, planned));
  return rules.map((rule) => ({
    ...rule,
    copies: rule.copies.map((copy) =>
      copy.reason || isMade(copy, rule, rules) ? copy : { ...copy, reason: givesWay(copy, rule) },
    ),
  }));
}

/** What has no continuous backups gets snapshots. */
function rulesFor({ rules }: Plan, { resource }: Case): readonly BackupRule[] {
  return resource.features.continuousBackup ? rules : asSnapshots(rules);
}

/** Whether the rule makes its copy at some runs, another one makes it, or it and all of its equals do. */
function isMade({ vaultArn }: AppliedCopy, { overlap }: AppliedRule, rules: readonly AppliedRule[]): boolean {
  const copying = rules.filter(({ copies }) => copies.some((copy) => copy.vaultArn === vaultArn));
  return (
    copying.some((rule) => isEverMade(rule.overlap)) ||
    (overlap?.isAmongEquals === true && overlap.others.every((name) => copying.some(({ rule }) => rule === name)))
  );
}

function givesWay({ account, region }: AppliedCopy, { plan, rule, overlap }: AppliedRule): Reason {
  return {
    id: "rule-gives-way",
    message: `nobody can rely on the copy to ${account.name}, ${region}: in the plan ${plan}, the rule ${rule} ${overlap?.inWords}.`,
    fix: "Choose hours at which the start windows do not meet: `validate` shows some.",
  };
}

/** The runs that are compared next. */
function plannedIn(rules: readonly BackupRule[], at: Date): readonly PlannedRun<BackupRule>[] {
  const [{ from, to }] = comparedTime(rules, at).periods;
  return plannedRuns(rules, from, to);
}

function applied(
  plan: Plan,
  rule: BackupRule,
  asked: Case,
  overlaps: readonly RuleOverlap[],
  planned: readonly PlannedRun<BackupRule>[],
): AppliedRule {
  const { region, backups } = asked;
  const overlap = overlaps.find((one) => one.rule === rule);
  return {
    plan: plan.name,
    rule: rule.name,
    selectedBy: selectionsOf(plan, asked.selectable)
      .map((selection) => selectedBy(selection, asked))
      .join(", "),
    schedule: rule.schedule,
    scheduleInWords: scheduleInWords(rule.schedule),
    nextRuns: overlap ? madeOf(rule, planned) : startsNext(rule, asked.at),
    overlap: overlap && appliedOverlap(overlap),
    continuous: rule.continuousBackup,
    backup: inStorage(backupOf(rule, backups, region), asked),
    copies: copiesOf(rule, asked.organization).map((copy) => ({
      ...inStorage(copy, asked),
      reason: whyNotCopied(copy.region, asked),
    })),
  };
}

/** Of a rule that meets others, only those that make a backup; of equals, each can be the one that does. */
function madeOf(rule: BackupRule, planned: readonly PlannedRun<BackupRule>[]): readonly Date[] {
  return planned
    .filter((run) => run.rule === rule && (run.outcome.is === "made" || run.outcome.is === "one-of"))
    .slice(0, runsShown)
    .map(({ start }) => start);
}

function startsNext({ schedule }: BackupRule, at: Date): readonly Date[] {
  const parsed = parseSchedule(schedule);
  return "schedule" in parsed ? startsFrom(parsed.schedule, at, runsShown) : [];
}

/** What has no cold storage stays warm. */
function inStorage<T extends Pick<Kept, "moveToColdStorageAfterDays">>(kept: T, { resource }: Case): T {
  return resource.features.coldStorage === "yes" ? kept : { ...kept, moveToColdStorageAfterDays: undefined };
}

function selectedBy(selection: EffectiveSelection, { resource, tags }: Case): string {
  return selection.by === "tag"
    ? `${selection.key}=${tags.get(selection.key)}`
    : [`type ${resource.type}`, selection.conditions.map(conditionInWords).join(" and ")]
        .filter(Boolean)
        .join(" with ");
}

function notesOn(asked: Case, rules: readonly AppliedRule[]): string[] {
  const { resource, encryption, tagState, backupTag, taking, organization } = asked;
  const { features, name, type } = resource;
  const hasCopies = rules.some(({ copies }) => copies.some((copy) => !copy.reason));
  const inherits = features.encryption === "inherited" && hasCopies;
  const others = backupServices[type].resources.slice(1).map((other) => other.name);
  const central = organization.deployment.organization.centralBackup;
  const notes: [boolean, string][] = [
    [
      tagState === "disabled" || tagState === "custom",
      `The tag says \`${backupTag?.value}\`, but a backup plan selects the resource by its type.`,
    ],
    [
      rules.every(({ copies }) => copies.length === 0),
      "No backup rule makes a copy: if the account is lost, the backups are lost.",
    ],
    [
      inherits && encryption === undefined,
      "AWS Backup can copy the resource only if it is unencrypted or encrypted with a customer managed key: run again with --encryption.",
    ],
    [
      inherits && encryption === "customer-managed",
      `The policy of that key must allow ${central.name} (${central.id}) to use it.`,
    ],
    [
      inherits && encryption === "none" && features.copiesStayUnencrypted,
      "Copies of an unencrypted cluster stay unencrypted.",
    ],
    [
      features.coldStorage !== "yes" && taking.some(({ rules: all }) => all.some(movesToColdStorage)),
      `${name} has no cold storage in these backup plans: its backups stay in warm storage, at the warm price.`,
    ],
    [
      !features.continuousBackup &&
        taking.some(({ rules: all }) => all.some(({ continuousBackup }) => continuousBackup)),
      `${name} has no continuous backups: AWS Backup makes snapshots instead.`,
    ],
    [features.needs !== undefined, `Assumed: ${features.needs}.`],
    [
      others.length > 0 && resource === backupServices[type].resources[0],
      `${others.join(", ")}: these have other features; run again with that name.`,
    ],
  ];
  return [
    ...notes.flatMap(([holds, note]) => (holds ? [note] : [])),
    ...gapsOf(asked, rules),
    ...cutsOf(asked),
    ...meetingsOf(asked),
    ...continuousTwiceOf(asked),
    ...twiceOf(asked),
  ];
}

/** What is in the backup of another resource with the same tags too, or holds such resources. */
function twiceOf({ resource, running, region, account, tags, organization }: Case): string[] {
  const { regionSettings, organization: own } = organization.deployment;
  const isTaken = (type: ResourceType): boolean =>
    regionSettings.optIn[type] === true &&
    running.some((plan) => {
      const arn = arnLike(own.partition, backupServices[type].resources[0].arnPattern, region, account.id);
      return selectionsOf(plan, { arn, tags }).length > 0;
    });
  // Of a type with several kinds, what holds it and what it holds is the first: an RDS Multi-AZ cluster is in no other.
  return resource !== backupServices[resource.type].resources[0]
    ? []
    : twiceInWords(
        ({ container, part }) =>
          (container === resource.type && isTaken(part)) || (part === resource.type && isTaken(container)),
      );
}

/** Where backups, and copies that are made, expire before the next one starts. A continuous backup has no gaps. */
function gapsOf(asked: Case, applied: readonly AppliedRule[]): string[] {
  return asked.taking.flatMap((taken) => {
    const { name } = taken;
    const own = applied.filter(({ plan }) => plan === name);
    const kept = rulesFor(taken, asked).map((rule) => {
      const { backup, copies = [] } = own.find((one) => one.rule === rule.name) ?? {};
      const all = [backup, ...copies.filter(({ reason }) => reason === undefined)];
      const days = all.map((one) => one?.deleteAfterDays ?? Number.POSITIVE_INFINITY);
      return { ...rule, keptDays: Math.max(...days) };
    });
    const isContinuous = own.some(({ continuous, overlap }) => continuous && overlap === undefined);
    const gap = isContinuous ? 0 : restorableGap(kept);
    return gap > 0
      ? [
          `The backup plan ${name} has no backup to restore for up to ${mostInWords(gap)}: its backups expire before the next one starts.`,
        ]
      : [];
  });
}

function cutsOf({ taking, at }: Case): string[] {
  return taking.flatMap(({ name, rules }) =>
    cutInWords(rules, at).map((words) => `The backup plan ${name}: ${words}.`),
  );
}

/** Where jobs of two plans can be due at once. */
function meetingsOf({ taking, at }: Case): string[] {
  return taking.flatMap((plan, index) =>
    taking.slice(index + 1).flatMap((other) => {
      const meeting = firstMeeting(plan.rules, other.rules, at);
      return meeting
        ? [
            `The start windows of ${meeting.rules[0].name} of ${plan.name} and ${meeting.rules[1].name} of ${other.name} meet, first ${timeInWords(meeting.at)}: one of the two backups can fail, and its copies with it. ${oneJobAtATime}`,
          ]
        : [];
    }),
  );
}

/** Plans of which one makes the continuous backups. */
function continuousTwiceOf({ resource, taking }: Case): string[] {
  const asking = taking.filter(({ rules }) => rules.some(({ continuousBackup }) => continuousBackup));
  return resource.features.continuousBackup && asking.length > 1
    ? [`The backup plans ${listed(asking.map(({ name }) => name))} ask for continuous backups. ${oneContinuousBackup}`]
    : [];
}

function movesToColdStorage({ lifecycle, copies }: BackupRule): boolean {
  return [lifecycle, ...copies.map((copy) => copy.lifecycle)].some(
    (one) => one?.moveToColdStorageAfterDays !== undefined,
  );
}
