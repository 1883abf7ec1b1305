/** A whole number as in `10,240`. A locale would say the same, and takes ten milliseconds to load. */
export function numberText(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}
