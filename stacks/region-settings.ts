import { BackupRegionSettings } from "@cdktf/provider-aws/lib/backup-region-settings";
import { type Construct } from "constructs";
import { type RegionSettings } from "../src/model/deployment";
import { type Placement } from "./region-strategy";

/**
 * AWS Backup's settings of one account and Region. AWS returns every service that it knows there, so those that the
 * settings leave alone are ignored one by one.
 */
export function createRegionSettings(
  scope: Construct,
  region: string,
  { optIn, management, leftOptIn, leftManagement }: RegionSettings,
  placement: Placement,
): void {
  new BackupRegionSettings(scope, `region-settings-${region}`, {
    ...placement,
    resourceTypeOptInPreference: { ...optIn },
    resourceTypeManagementPreference: { ...management },
    lifecycle: {
      ignoreChanges: [
        ...leftOptIn.map((service) => `resource_type_opt_in_preference["${service}"]`),
        ...leftManagement.map((service) => `resource_type_management_preference["${service}"]`),
      ],
    },
  });
}
