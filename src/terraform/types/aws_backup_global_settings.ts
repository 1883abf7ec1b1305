import { type TerraformResourceType } from "./terraform-type";
import { isObject, type Json, type JsonObject } from "../synthesis";
import { decision, harmless, judged, sameValue, step } from "./meaning";
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
    global_settings: {
      ...judged(["service-opted-out"], "without cross-account backup, copies to the central vault fail"),
      unread: (before, after) => otherSettings(before, after),
    },
  },
  actions: {
    create: harmless("a first deployment creates it"),
    replace: harmless("each attribute that asks for it is judged"),
    destroy: decision("AWS keeps the settings as they are, and from then on nobody notices when they change"),
    forget: decision("AWS keeps the settings as they are, and from then on nobody notices when they change"),
    import: harmless("changes nothing by itself"),
  },
};

/** Source: AWS Backup API Reference, UpdateGlobalSettings. Read 2026-11-21. */
const settings = ["isCrossAccountBackupEnabled", "isDelegatedAdministratorEnabled", "isMpaEnabled"];

/** Those that AWS did not have, which may mean anything. */
function otherSettings(before: Json | undefined, after: Json | undefined): string[] {
  const [old, now] = [before, after].map((value) => (isObject(value) ? value : {})) as [JsonObject, JsonObject];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((name) => !settings.includes(name) && !sameValue(old[name], now[name]))
    .sort()
    .map((name) => `${name} ${step(old[name], now[name])}`);
}
