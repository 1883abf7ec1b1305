import { isObject } from "../synthesis";
import { aliasOf, describeKey, describePrimary, keyType } from "./keys";
import { inWords, objectsIn } from "./question";

export const awsKmsReplicaKey = keyType("kms:ReplicateKey", (resource, { ask, resources }) => {
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
});
