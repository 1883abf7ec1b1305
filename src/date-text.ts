/** The day of a time in UTC, as in `2026-01-01`. */
export function dateText(time: Date): string {
  return time.toISOString().slice(0, "2026-01-01".length);
}
