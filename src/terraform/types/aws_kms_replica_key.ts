import { isObject } from "../synthesis";
import { aliasOf, describeKey, describePrimary, keyType } from "./keys";
import { computed, decision, judged, turnsOff } from "./meaning";
import { inWords, objectsIn } from "./question";
import { type Adoption, type TerraformResourceType } from "./terraform-type";

const classified = {
  calls: {
    "kms:DisableKey": ["enabled"],
    "kms:ReplicateKey": ["create"],
  },
  attributes: {
    enabled: turnsOff("no backup, copy or restore works with a key that is switched off"),
    key_rotation_enabled: computed("follows the primary"),
    key_spec: computed("follows the primary"),
    key_usage: computed("follows the primary"),
    primary_key_arn: decision("the replica would be one of another key"),
  },
  forget: judged(["region-dropped"], "the Region leaves; where the key goes with it, that is judged"),
};

export const awsKmsReplicaKey = keyType("kms:ReplicateKey", findReplica, classified);

function findReplica(...[resource, { ask, resources }]: Parameters<TerraformResourceType["adopt"]>): Adoption {
  const key = ask(describePrimary(resource, resources))?.KeyMetadata;
  const alias = aliasOf(resource, resources);
  const aliased = alias && ask(describeKey(alias, alias.text("name")))?.KeyMetadata;
  if (isObject(aliased) && !(isObject(key) && aliased.KeyId === key.KeyId)) {
    return {
      conflict:
        `${alias?.text("name")} names the key ${inWords(aliased.Arn)} there, which is not a replica of the key of the ` +
        "home Region. Delete that alias, or set another one in encryption.alias.",
    };
  }
  const replicas = isObject(key) ? objectsIn(key.MultiRegionConfiguration, "ReplicaKeys") : [];
  return isObject(key) && replicas.some(({ Region }) => Region === resource.region)
    ? { importId: inWords(key.KeyId) }
    : "absent";
}
