import { isObject, type JsonObject } from "../synthesis";
import { describePrimary, keyType } from "./keys";
import { inWords } from "./question";

export const awsKmsKey = keyType("kms:EnableKeyRotation", (resource, { ask, resources }) => {
  const key = ask(describePrimary(resource, resources))?.KeyMetadata;
  if (!isObject(key)) {
    return "absent";
  }
  const problem = keyProblem(key, resource.region);
  return problem === undefined ? { importId: inWords(key.KeyId) } : { conflict: problem };
});

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
