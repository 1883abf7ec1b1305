import { type TerraformResourceType } from "./terraform-type";
import { decision, harmless, judged, switchesTurnOff } from "./meaning";
import { identity, region } from "./shared-attributes";

/** Every account has them, in every Region. */
export const awsBackupRegionSettings: TerraformResourceType = {
  read: [{ actions: ["backup:DescribeRegionSettings"] }],
  write: [{ actions: ["backup:UpdateRegionSettings"] }],
  questions: () => [],
  adopt: ({ region }) => ({ importId: region }),
  called: () => "the settings of AWS Backup",
  harm: "backup-settings-weakened",
  partOf: [{ type: "aws_backup_vault" }],
  calls: {
    "backup:UpdateRegionSettings": ["resource_type_opt_in_preference", "resource_type_management_preference"],
  },
  attributes: {
    ...identity,
    ...region,
    resource_type_opt_in_preference: judged(["service-opted-out"], "AWS Backup skips a service that is not opted in"),
    resource_type_management_preference: switchesTurnOff(
      "without full management, backups of the service get no ARN of AWS Backup, no key of the vault and no copies to other accounts",
    ),
  },
  actions: {
    create: harmless("a first deployment creates it"),
    replace: harmless("each attribute that asks for it is judged"),
    destroy: decision("AWS keeps the settings as they are, and from then on nobody notices when they change"),
    forget: decision("AWS keeps the settings as they are, and from then on nobody notices when they change"),
    import: harmless("changes nothing by itself"),
  },
};
