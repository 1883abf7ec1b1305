/** In which Regions something holds. */
export type Extent =
  "everywhere" | "nowhere" | { readonly except: readonly string[] } | { readonly only: readonly string[] };

/** @param regions their names, with spaces between */
export function only(regions: string): Extent {
  return { only: regions.split(" ") };
}

/** @param regions their names, with spaces between */
export function except(regions: string): Extent {
  return { except: regions.split(" ") };
}

export function holdsIn(extent: Extent, region: string): boolean {
  if (typeof extent === "string") {
    return extent === "everywhere";
  }
  return "except" in extent ? !extent.except.includes(region) : extent.only.includes(region);
}
