import { type ManifestEntry } from "../src/synthesis/renderer";
import { stableJson } from "./stable-json";

/**
 * The text of `manifest.json`, in the bytes that cdktf would write, and cdktf-cli reads.
 * @param version of cdktf
 */
export function manifestText(stacks: readonly ManifestEntry[], version: string): string {
  const entries = stacks.map(({ id, needs }) => [
    id,
    {
      name: id,
      constructPath: id,
      workingDirectory: `stacks/${id}`,
      synthesizedStackPath: `stacks/${id}/cdk.tf.json`,
      stackMetadataPath: `stacks/${id}/metadata.json`,
      annotations: [],
      dependencies: needs,
    },
  ]);
  return stableJson({ version, stacks: Object.fromEntries(entries) });
}
