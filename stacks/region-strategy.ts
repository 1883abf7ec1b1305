/** How a stack reaches its Regions: by a provider each, or by one provider and `region` on each resource. */

import { AwsProvider, type AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import { type Construct } from "constructs";
import { type Partition, regions } from "../src/aws/regions";
import { type TerraformSettings } from "../src/model/deployment";

/** Arguments to spread into a resource. */
export interface Placement {
  readonly provider: AwsProvider;
  /** Set where the provider does not say it: needs version 6 of the AWS provider. */
  readonly region?: string;
}

export interface RegionStrategy {
  /** For a Regional resource. */
  inRegion(region: string): Placement;
  /** For a resource of a global service, such as IAM, which takes no `region`. */
  global(): { readonly provider: AwsProvider };
  /**
   * Regions in which Terraform can let go of what the configuration no longer holds, because their provider is there:
   * with one provider all that the partition has, with a provider each those that are governed. In any other Region, a
   * plan fails for want of a provider, and destroys nothing.
   */
  reachable(governed: readonly string[], partition: Partition): readonly string[];
}

/**
 * The strategy that the config names. Providers come into being when a Region is first used, and every one has an
 * account and a role, so that Terraform never falls back on a provider without them.
 */
export function createRegionStrategy(
  scope: Construct,
  name: TerraformSettings["regionStrategy"],
  homeRegion: string,
  account: Omit<AwsProviderConfig, "alias" | "region">,
): RegionStrategy {
  const providers = new Map<string, AwsProvider>();
  const provider = (id: string, config: AwsProviderConfig): AwsProvider => {
    const created = providers.get(id) ?? new AwsProvider(scope, id, { ...account, ...config });
    providers.set(id, created);
    return created;
  };
  switch (name) {
    case "providerAlias": {
      const aliased = (region: string) => ({ provider: provider(`aws-${region}`, { region, alias: region }) });
      return {
        inRegion: aliased,
        global: () => aliased(homeRegion),
        reachable: (governed) => {
          governed.forEach(aliased);
          return governed;
        },
      };
    }
    case "resourceRegion": {
      const only = () => ({ provider: provider("aws", { region: homeRegion }) });
      return {
        inRegion: (region) => ({ ...only(), region }),
        global: only,
        reachable: (_, partition) => regions.filter((region) => region.partition === partition).map(({ name }) => name),
      };
    }
  }
}
