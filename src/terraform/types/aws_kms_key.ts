import { isObject, type JsonObject } from "../synthesis";
import { describePrimary, keyType } from "./keys";
import { decision, rises, turnsOff } from "./meaning";
import { inWords } from "./question";
import { timeouts } from "./shared-attributes";
import { type Adoption, type TerraformResourceType } from "./terraform-type";

const otherKey = "a key that exists cannot change so, and the vaults have no other";

const classified = {
  calls: {
    "kms:DisableKey": ["is_enabled"],
    "kms:DisableKeyRotation": ["enable_key_rotation"],
    "kms:EnableKeyRotation": ["enable_key_rotation", "rotation_period_in_days"],
  },
  attributes: {
    ...timeouts,
    custom_key_store_id: decision(otherKey),
    customer_master_key_spec: decision(otherKey),
    enable_key_rotation: turnsOff("AWS no longer makes new material for the key"),
    is_enabled: turnsOff("no backup, copy or restore works with a key that is switched off"),
    key_usage: decision(otherKey),
    multi_region: decision(otherKey),
    rotation_period_in_days: rises(365, "AWS makes new material for the key less often"),
    xks_key_id: decision(otherKey),
  },
  forget: decision("nobody notices when somebody changes its policy, switches it off or schedules its deletion"),
};

export const awsKmsKey = keyType("kms:EnableKeyRotation", findKey, classified);

function findKey(...[resource, { ask, resources }]: Parameters<TerraformResourceType["adopt"]>): Adoption {
  const key = ask(describePrimary(resource, resources))?.KeyMetadata;
  if (!isObject(key)) {
    return "absent";
  }
  const problem = keyProblem(key, resource.region);
  return problem === undefined ? { importId: inWords(key.KeyId) } : { conflict: problem };
}

function keyProblem(key: JsonObject, homeRegion: string): string | undefined {
  const { MultiRegion, KeyState, MultiRegionConfiguration } = key;
  const primary = isObject(MultiRegionConfiguration) ? MultiRegionConfiguration.PrimaryKey : undefined;
  const primaryRegion = isObject(primary) ? primary.Region : undefined;
  if (MultiRegion !== true) {
    return (
      `the alias names ${inWords(key.Arn)}, a single-Region key, which cannot become a multi-Region key. ` +
      "Set another alias in encryption.alias; the key of a vault cannot change."
    );
  }
  if (primaryRegion !== homeRegion) {
    return (
      `the primary of the key is in ${inWords(primaryRegion)}, and homeRegion is ${homeRegion}. Set homeRegion, or make ` +
      `${homeRegion} the primary with \`aws kms update-primary-region\`.`
    );
  }
  return KeyState === "Enabled"
    ? undefined
    : `the key ${inWords(key.Arn)} is ${inWords(KeyState)}. Enable it, or cancel its deletion.`;
}
