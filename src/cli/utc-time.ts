import { dateText } from "../date-text";
import { InvalidArgumentError } from "commander";

/** A date, or a date and a time; UTC where no offset is given. */
export function utcTime(text: string): Date {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  const [, day = "", time = "00:00", offset = "Z"] = match ?? [];
  const date = new Date(`${day}T${time}${offset}`);
  const exists =
    new Date(`${day}T00:00Z`).toString() !== "Invalid Date" && new Date(`${day}T00:00Z`).toISOString().startsWith(day);
  if (!match || !exists || Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError("write a time as 2026-01-31 or 2026-01-31T02:00Z");
  }
  return date;
}

/** A day without a time. */
export function utcDay(text: string): Date {
  if (text.includes("T")) {
    throw new InvalidArgumentError("write a day as 2026-01-31");
  }
  return utcTime(text);
}

/** The day in which a time lies. */
export function dayOf(time: Date): Date {
  return utcDay(dateText(time));
}
