/** Name of a plan without the Region at its end, which a config plan that copies within each Region has for each of them. */
export function entryOf(planName: string, regions: readonly string[]): string {
  const end = `_${regions.join()}`;
  return regions.length === 1 && planName.endsWith(end) ? planName.slice(0, -end.length) : planName;
}
