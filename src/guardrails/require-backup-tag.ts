import { z } from "zod";
import { grouped } from "../grouped";
import { backupServices, type ResourceType, servicesThat, taggedServices } from "../aws/backup-services";
import { type Condition, type Statement } from "../aws/policy-statement";
import { type Partition } from "../aws/regions";
import { type TaggedCreation } from "../aws/service-record";
import { nonEmptyList, tagKey, tagValue } from "../config/schema/primitives";
import { type GuardedDeployment } from "./guarded-deployment";
import { type Guardrail } from "./guardrail";
import { backupRoles, exceptRoles } from "./principals";
import { valuesOfAny, type ValuesOfTargets, valuesOfOthers } from "./values-of-targets";
import { sortedSet } from "../sorted-set";

/** Values of the backup tag that say: no plan, on purpose. */
export const optOutValues: readonly string[] = ["disabled", "custom"];

const rarelyTaggedServices = servicesThat(({ tagging }) => tagging.rarelyAtCreation === true);

const shape = {
  key: tagKey.meta({ description: "Tag key that a new stateful resource must carry." }),
  values: nonEmptyList(tagValue)
    .optional()
    .meta({
      description:
        "Allowed tag values. Default, for each target: those that backup plans select below it, and the opt-outs " +
        `${optOutValues.map((value) => `\`${value}\``).join(" and ")}.`,
    }),
  services: nonEmptyList(z.enum(taggedServices))
    .optional()
    .meta({
      description:
        "Services whose new resources must carry it. Default: the services of `serviceOptIn` that can require it, except " +
        `${rarelyTaggedServices.join(", ")}: many tools tag those only after they create them.`,
    }),
};

export const requireBackupTag: Guardrail<typeof shape, BackupTagRequirement> = {
  description: "Denies creating a stateful resource without the backup tag.",
  options: {
    shape,
    standIns: { key: "unreadable" },
    resolve: ({ key, values, services }, { serviceOptIn, targets }) => ({
      key,
      values: Object.fromEntries(
        targets.map(({ id, valuesOf }) => [id, sortedSet(values ?? [...valuesOf(key).anywhere, ...optOutValues])]),
      ),
      services: [...new Set(services ?? servicesByDefault(serviceOptIn))].sort(),
    }),
  },
  forgeable: false,
  initially: {
    targets: "workloads",
    options: "key: backup, services: [Aurora, DynamoDB, EC2, EFS, RDS]",
    caution:
      "Denies creating a resource without the tag, so tell the teams before. Not EBS: a backup of an instance holds its volumes.",
  },
  statements,
  statementsOfTarget,
};

interface BackupTagRequirement {
  readonly key: string;
  /** Sorted. */
  readonly values: ValuesOfTargets;
  /** Services whose new resources must carry the tag, sorted. */
  readonly services: readonly ResourceType[];
}

function servicesByDefault(serviceOptIn: readonly ResourceType[]): ResourceType[] {
  return taggedServices.filter((service) => serviceOptIn.includes(service) && !rarelyTaggedServices.includes(service));
}

/**
 * The value and the key take a statement each. `aws:RequestTag` matches keys whatever their case, so that `BACKUP` would
 * do for `backup`, but AWS Backup selects by the exact key: `aws:TagKeys` compares that. Each statement also denies where
 * the tag is missing. AWS Backup does not copy tags when it restores: the backup and restore roles are exempt, and they
 * alone make what cannot carry a tag.
 *
 * Source: IAM User Guide, "Controlling access to AWS resources using tags", "Controlling access based on tag keys".
 * Read 2026-11-21.
 */
function statements(deployment: GuardedDeployment, { key, values, services }: BackupTagRequirement): Statement[] {
  const { organization } = deployment;
  const exempt = exempted(deployment);
  const creations = services.flatMap((service) => backupServices[service].tagging.creations);
  const untaggable = services.flatMap((service) => backupServices[service].tagging.untaggableCreations);
  const conditions = {
    RequireBackupTag: { StringNotEquals: { [`aws:RequestTag/${key}`]: valuesOfAny(values) } },
    RequireBackupTagKey: { "ForAllValues:StringNotEquals": { "aws:TagKeys": key } },
  };
  return [
    ...[...grouped(creations, kindOf)]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([kind, alike]) =>
        Object.entries(conditions).map(([sid, condition]): Statement => ({
          Sid: `${sid}${kind}`,
          Effect: "Deny",
          Action: sortedSet(alike.map(({ action }) => action)),
          Resource: resourcesOf(organization.partition, alike),
          Condition: combined(exempt, condition, alike[0]?.exemption?.unless ?? {}),
        })),
      ),
    ...(untaggable.length === 0
      ? []
      : [
          {
            Sid: "CreateNothingUntaggable",
            Effect: "Deny" as const,
            Action: sortedSet(untaggable.map(({ action }) => action)),
            Resource: "*",
            Condition: exempt,
          },
        ]),
  ];
}

/** Values that other targets alone may have. Without the tag, the policy of all targets denies already. */
function statementsOfTarget(
  deployment: GuardedDeployment,
  { key, values, services }: BackupTagRequirement,
  targetId: string,
): Statement[] {
  const others = valuesOfOthers(values, targetId);
  const creations = services.flatMap((service) => backupServices[service].tagging.creations);
  return others.length === 0
    ? []
    : [
        {
          Sid: "RequireBackupTagOfTarget",
          Effect: "Deny",
          Action: sortedSet(creations.map(({ action }) => action)),
          Resource: "*",
          Condition: { ...exempted(deployment), StringEquals: { [`aws:RequestTag/${key}`]: others } },
        },
      ];
}

function exempted(deployment: GuardedDeployment): Condition {
  return exceptRoles(deployment, [...backupRoles(deployment), deployment.roles.restore]);
}

/** What has statements of its own, as their ids have it: other conditions, or nothing that carries the tag. */
function kindOf({ resource, exemption }: TaggedCreation): string {
  return exemption ? `Unless${exemption.id}` : resource === "*" ? "WithoutResource" : "";
}

function resourcesOf(partition: Partition, creations: readonly TaggedCreation[]): string | readonly string[] {
  const resources = sortedSet(creations.map(({ resource }) => resource));
  return resources.includes("*") ? "*" : resources.map((resource) => `arn:${partition}:${resource}`);
}

/** One condition out of several that have no key in common. */
function combined(...conditions: readonly Condition[]): Condition {
  const operators = new Set(conditions.flatMap((condition) => Object.keys(condition)));
  return Object.fromEntries(
    [...operators].map((operator) => [operator, Object.assign({}, ...conditions.map((one) => one[operator]))]),
  );
}
