import { type TerraformResourceType } from "./terraform-type";
import { decision, harmless, judged } from "./meaning";
import { identity } from "./shared-attributes";

/** Every account has them. */
export const awsBackupGlobalSettings: TerraformResourceType = {
  read: [{ actions: ["backup:DescribeGlobalSettings"] }],
  write: [{ actions: ["backup:UpdateGlobalSettings"] }],
  questions: () => [],
  adopt: ({ accountId }) => ({ importId: accountId }),
  called: () => "the global settings of AWS Backup",
  harm: "backup-settings-weakened",
  calls: {
    "backup:UpdateGlobalSettings": ["global_settings"],
  },
  attributes: {
    ...identity,
    global_settings: judged(["service-opted-out"], "without cross-account backup, copies to the central vault fail"),
  },
  actions: {
    create: harmless("a first deployment creates it"),
    replace: harmless("each attribute that asks for it is judged"),
    destroy: decision("AWS keeps the settings as they are, and from then on nobody notices when they change"),
    forget: decision("AWS keeps the settings as they are, and from then on nobody notices when they change"),
    import: harmless("changes nothing by itself"),
  },
};
