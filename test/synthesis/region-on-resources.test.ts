import { ProviderTooOld, requireRegionOnResources } from "../../src/synthesis/region-on-resources";

const refused = (strategy: string, version: string | undefined) => {
  try {
    requireRegionOnResources(strategy, version);
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(ProviderTooOld);
    return true;
  }
};

test.each([
  "5.100.0",
  "= 5.100.0",
  "~> 5.31",
  "~> 5.31.2",
  "< 6",
  "< 6.0.0",
  "<= 5.99",
  ">= 5.0, < 6.0",
  "~> 5.31, != 5.40.0",
])("%s has no region on resources", (version) => {
  expect(refused("resourceRegion", version)).toBe(true);
  expect(refused("providerAlias", version)).toBe(false);
});

test.each([
  undefined,
  "6.25.0",
  "~> 6.0",
  "~> 5",
  ">= 5.0",
  ">= 5.0, < 7.0",
  "< 6.1",
  "<= 6",
  "!= 5.1.0",
  "> 4",
  "any",
  "10.0.0",
])("%s may have it", (version) => {
  expect(refused("resourceRegion", version)).toBe(false);
});

test("both are named, and what to do", () => {
  expect(() => requireRegionOnResources("resourceRegion", "5.100.0")).toThrow(
    "regionStrategy resourceRegion needs version 6 of the AWS provider, and its version constraint is 5.100.0: " +
      "set terraform.regionStrategy to providerAlias, or allow version 6",
  );
});
