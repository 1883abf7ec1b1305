import { backupServices, type ResourceType, resourceTypes, servicesThat } from "../aws/backup-services";
import { type FullManagementSetting } from "../aws/service-record";
import { type RegionSettings } from "./deployment";

/**
 * The settings of every governed Region. Services that the config names are in; the others are out where every Region
 * takes their key, and left as they are where some Region would refuse it.
 */
export function resolveRegionSettings(serviceOptIn: readonly ResourceType[]): RegionSettings {
  const named = new Set(serviceOptIn);
  const isStated = (type: ResourceType) => named.has(type) || backupServices[type].optIn !== "whereNamed";
  const managed = (setting: FullManagementSetting) =>
    servicesThat(({ fullManagementSetting }) => fullManagementSetting === setting);
  return {
    optIn: Object.fromEntries(resourceTypes.filter(isStated).map((type) => [type, named.has(type)])),
    leftOptIn: resourceTypes.filter((type) => !isStated(type)),
    management: Object.fromEntries(managed("turnedOn").map((type) => [type, true])),
    leftManagement: managed("left"),
  };
}
