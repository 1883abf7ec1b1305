/** Rows that follow from the records of the services: what a guardrail denies by an action of theirs is also tried. */

import { type BackupService, backupServices, ownBackups, resourceTypes } from "../aws/backup-services";
import { type ActionsInWords, type OwnBackup, type TaggedCreation } from "../aws/service-record";
import { grouped } from "../grouped";
import {
  copiedByBackup,
  madeByBackup,
  requiresTagOf,
  tagging,
  untagging,
  withRequiredTag,
  withTagInOtherCase,
  withWrongTag,
} from "./contexts";
import { type ContextOf, type Row } from "./request";
import { everything, inCentralLike, inMemberLike, type ResourceOf } from "./resources";
import { type Scene } from "./scene";

const services = resourceTypes.map((type) => backupServices[type]);

const weakened = ({ expiring, weakening }: OwnBackup) => ({ ...expiring, ...weakening });
const shared = ({ sharing }: OwnBackup) => sharing;

export const weakenedBackups: readonly Row[] = onBackups(weakened, madeBy);
export const sharedBackups: readonly Row[] = onBackups(shared, madeBy);

/** In the central backup account. */
export const weakenedCopies: readonly Row[] = onCopies(weakened);
export const sharedCopies: readonly Row[] = onCopies(shared);

/** What AWS Backup itself must be able to do. */
export const expiredBackups: readonly Row[] = onBackups(
  ({ expiring }) => expiring,
  () => "that has expired",
);

/** With the deployments in which the service's resources must carry the tag. */
interface RowsOfService {
  readonly rows: readonly Row[];
  readonly where: (scene: Scene) => boolean;
}

export const untaggedCreations: readonly RowsOfService[] = services.map((service) => ({
  rows: service.tagging.creations.map(({ action, resource, does, exemption }): Row => [
    `${does} without the backup tag`,
    action,
    resourceOf(service, resource),
    () => exemption?.otherContext ?? {},
  ]),
  where: requiresTagOf(service.name),
}));

/** Of each service one, and those that have statements of their own. */
export const mistaggedCreations: readonly RowsOfService[] = services.map((service) => ({
  rows: firstOfEachKind(service.tagging.creations).flatMap(({ action, resource, does, exemption }) =>
    [
      [`${does} with a tag value that no backup plan selects`, withWrongTag] as const,
      [`${does} with the tag key in capitals`, withTagInOtherCase] as const,
    ].map(([what, tags]): Row => [
      what,
      action,
      resourceOf(service, resource),
      (scene) => ({ ...exemption?.otherContext, ...tags(scene) }),
    ]),
  ),
  where: requiresTagOf(service.name),
}));

export const untaggableCreations: readonly RowsOfService[] = services.map((service) => ({
  rows: untaggableRows(service, (does) => `${does}, which cannot carry the backup tag`),
  where: requiresTagOf(service.name),
}));

/** By the roles that alone may. */
export const untaggableRestores: readonly Row[] = services.flatMap((service) =>
  untaggableRows(service, (does) => does),
);

/** Of which no tag is required. */
export const exemptCreations: readonly Row[] = services.flatMap((service) =>
  service.tagging.creations.flatMap(({ action, resource, exemption }): Row[] =>
    exemption ? [[exemption.does, action, resourceOf(service, resource), () => exemption.context]] : [],
  ),
);

export const taggedCreations: readonly Row[] = services.flatMap((service) =>
  service.tagging.creations.map(({ action, resource, does }): Row => [
    `${does} with the backup tag`,
    action,
    resourceOf(service, resource),
    withRequiredTag,
  ]),
);

export const removedTags: readonly Row[] = services.flatMap((service) =>
  service.tagging.removing.map((action): Row => [
    `removes the backup tag of ${service.called}`,
    action,
    resourceOf(service, service.arnPatterns[0]),
    untagging,
  ]),
);

export const changedTags: readonly Row[] = services.flatMap((service) =>
  service.tagging.setting.map((action): Row => [
    `changes the backup tag of ${service.called} to \`disabled\``,
    action,
    resourceOf(service, service.arnPatterns[0]),
    tagging("first", "daily", "disabled"),
  ]),
);

/** What AWS Backup asks for in the name of somebody who deletes a recovery point. */
export function deletedBackups(which: string, how: ContextOf): Row[] {
  return onBackups(
    ({ expiring }) => expiring,
    () => which,
    how,
  );
}

/** The same by somebody who may not. */
export function deletedBackupsMade(how: string, context: ContextOf): Row[] {
  return onBackups(
    ({ expiring }) => expiring,
    (backup) => `${madeBy(backup)}, ${how}`,
    context,
  );
}

/** Where nothing tells those of AWS Backup from a team's own, the team can delete neither. */
function madeBy({ markedBy }: OwnBackup): string {
  return markedBy === "nothing" ? "that AWS Backup or the team keeps" : "that AWS Backup made";
}

function onBackups(
  actionsOn: (backup: OwnBackup) => ActionsInWords,
  which: (backup: OwnBackup) => string,
  how: ContextOf = () => ({}),
): Row[] {
  return ownBackups.flatMap((backup) =>
    Object.entries(actionsOn(backup)).map(([action, words]): Row => [
      words.replace("{it}", `${backup.called} ${which(backup)}`),
      action,
      inMemberLike(backup.arnPattern),
      (scene) => ({ ...(backup.markedBy === "tag" && madeByBackup(scene)), ...how(scene) }),
    ]),
  );
}

function firstOfEachKind(creations: readonly TaggedCreation[]): TaggedCreation[] {
  const kinds = grouped(creations, ({ exemption, resource }) => exemption?.id ?? (resource === "*" ? resource : ""));
  return [...kinds.values()].flatMap(([first]) => (first ? [first] : []));
}

function untaggableRows(service: BackupService, inWords: (does: string) => string): Row[] {
  return service.tagging.untaggableCreations.map(({ action, resource, does }): Row => [
    inWords(does),
    action,
    resourceOf(service, resource),
  ]);
}

function onCopies(actionsOn: (backup: OwnBackup) => ActionsInWords): Row[] {
  return ownBackups
    .filter(({ markedBy }) => markedBy === "tag")
    .flatMap((backup) =>
      Object.entries(actionsOn(backup)).map(([action, words]): Row => [
        words.replace("{it}", `${backup.called} that AWS Backup copied`),
        action,
        inCentralLike(backup.arnPattern),
        copiedByBackup,
      ]),
    );
}

function resourceOf({ wholePaths = [] }: BackupService, pattern: string): ResourceOf {
  return pattern === "*"
    ? everything
    : inMemberLike(wholePaths.find((wholePath) => wholePath.startsWith(pattern)) ?? pattern);
}
