/** The services that AWS Backup protects, and the resources of each, from the records in `services/`. */

import { type BackupFeatures } from "./backup-features";
import { type Partition } from "./regions";
import { type OwnBackup, type ServiceRecord, type UncopyableReason } from "./service-record";
import * as services from "./services";

type Service = (typeof services)[keyof typeof services];

/** Name of a service. */
export type ResourceType = Service["name"];

/** Id of the reason why a kind of resource cannot be copied, where others of its type can. */
export type UncopyableId = Extract<Service["resources"][number], { readonly uncopyable: unknown }>["uncopyable"]["id"];

export interface BackupService extends Omit<ServiceRecord, "resources"> {
  readonly name: ResourceType;
  /** The first is what the service's own name stands for. */
  readonly resources: readonly [BackupResource, ...BackupResource[]];
}

/** A kind of resource with features of its own. */
export interface BackupResource {
  readonly name: string;
  /** Other names under which people ask for it. */
  readonly aliases: readonly string[];
  readonly type: ResourceType;
  readonly arnPattern: string;
  readonly features: BackupFeatures;
  /** Why it cannot be copied, where others of its type can. */
  readonly uncopyable: (UncopyableReason & { readonly id: UncopyableId }) | undefined;
}

/** Every service by its name, sorted. */
export const backupServices = Object.fromEntries(
  Object.values(services)
    .map((service) => [service.name, backupService(service)] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1)),
) as Readonly<Record<ResourceType, BackupService>>;

/** Sorted. */
export const resourceTypes = Object.keys(backupServices) as ResourceType[];

/** What a selection says for every type, those that AWS Backup learns later too. */
export const everyResourceType = "*";

/** What a selection by type may name. */
export type SelectableType = ResourceType | typeof everyResourceType;

/** Every kind of resource, in the order of the services. */
export const backupResources: readonly BackupResource[] = resourceTypes.flatMap(
  (type) => backupServices[type].resources,
);

/** Services whose new resources can carry a tag from the first moment on. */
export const taggedServices = servicesThat(({ tagging }) => tagging.creations.length > 0);

/** The recovery points that are snapshots and images of their services, each once. */
export const ownBackups: readonly OwnBackup[] = [
  ...new Set(resourceTypes.flatMap((type) => backupServices[type].ownBackups)),
];

/** Names of the services of which something holds, sorted. */
export function servicesThat(holds: (service: BackupService) => boolean): ResourceType[] {
  return resourceTypes.filter((type) => holds(backupServices[type]));
}

/** What the services have of one thing, each once, sorted. */
export function ofEveryService(things: (service: BackupService) => readonly string[]): string[] {
  return [...new Set(resourceTypes.flatMap((type) => things(backupServices[type])))].sort();
}

/** What the name of a service stands for, where it has several kinds of resources. */
export function featuresOf(type: ResourceType): BackupFeatures {
  return backupServices[type].resources[0].features;
}

/** Whether a selection by type skips the type where it has no opt-in. */
export function needsOptIn(type: ResourceType): boolean {
  return backupServices[type].typeNeedsOptIn === true;
}

/**
 * The kind that a resource is of where Strongroom turns on full management for its service, and where it cannot: the
 * setting counts with the opt-in only. Source: AWS Backup Developer Guide, "Advanced DynamoDB backup". Read 2026-11-26.
 */
export function kindInForce(kind: BackupResource, isOptedIn: boolean): BackupResource {
  const { fullManagementSetting, resources } = backupServices[kind.type];
  return fullManagementSetting === "turnedOn" && kind.features.fullManagement !== isOptedIn
    ? (resources.find(({ features }) => features.fullManagement === isOptedIn) ?? kind)
    : kind;
}

/** The kind of resource with this name or alias. Letters and digits count, their case does not. */
export function findResource(name: string): BackupResource | undefined {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  return backupResources.find((resource) =>
    [resource.name, ...resource.aliases].some((known) => plain(known) === plain(name)),
  );
}

/** The ARN patterns of the types, sorted, each once. Every type has `*` in all partitions. */
export function resourceTypeArns(partition: Partition, types: readonly SelectableType[]): string[] {
  if (types.includes(everyResourceType)) {
    return [everyResourceType];
  }
  const patterns = types.flatMap((type) => (type === everyResourceType ? [] : backupServices[type].arnPatterns));
  return [...new Set(patterns.map((pattern) => `arn:${partition}:${pattern}`))].sort();
}

function backupService(service: Omit<ServiceRecord, "name"> & { readonly name: ResourceType }): BackupService {
  const [first, ...others] = service.resources;
  const resourceOf = ({ name, aliases = [], arnPattern, features, uncopyable }: typeof first): BackupResource => ({
    name: name ?? service.name,
    aliases,
    type: service.name,
    arnPattern: arnPattern ?? service.arnPatterns[0],
    features,
    // The ids are those of the records, whose type here says only that they are texts.
    uncopyable: uncopyable as BackupResource["uncopyable"],
  });
  return { ...service, resources: [resourceOf(first), ...others.map(resourceOf)] };
}
