import { toString as cronInWords } from "cronstrue";
import { parseSchedule } from "./schedule";

/**
 * A schedule as people say it, such as `At 02:00, every day`; the expression itself where it cannot be read. Times are
 * UTC.
 */
export function scheduleInWords(expression: string): string {
  const parsed = parseSchedule(expression);
  if ("problem" in parsed) {
    return expression;
  }
  const [minutes, hours, dayOfMonth, month, dayOfWeek, year] = expression.slice("cron(".length, -1).trim().split(/\s+/);
  return cronInWords(
    // To AWS, the last day of a week is a Saturday.
    [minutes, hours, dayOfMonth, month, dayOfWeek?.toUpperCase() === "L" ? "SAT" : dayOfWeek, year].join(" "),
    { dayOfWeekStartIndexZero: false, use24HourTimeFormat: true, verbose: true },
  );
}
