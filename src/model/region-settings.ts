import { backupServices, type ResourceType, resourceTypes } from "../aws/backup-services";
import { type RegionSettings } from "./deployment";

/**
 * The settings of every governed Region. Services that the config names are in; the others are out where every Region
 * takes their key, and left as they are where some Region would refuse it.
 */
export function resolveRegionSettings(serviceOptIn: readonly ResourceType[]): RegionSettings {
  const named = new Set(serviceOptIn);
  const isStated = (type: ResourceType) => named.has(type) || backupServices[type].everyRegion;
  const managed = resourceTypes.filter((type) => backupServices[type].managementSetting);
  return {
    optIn: Object.fromEntries(resourceTypes.filter(isStated).map((type) => [type, named.has(type)])),
    leftOptIn: resourceTypes.filter((type) => !isStated(type)),
    management: Object.fromEntries(
      managed.filter((type) => backupServices[type].advancedFeatures).map((type) => [type, true]),
    ),
    leftManagement: managed.filter((type) => !backupServices[type].advancedFeatures),
  };
}
