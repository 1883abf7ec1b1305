import { scheduleInWords } from "../../src/aws/schedule-in-words";

test.each([
  ["cron(0 2 ? * * *)", "At 02:00, every day"],
  ["cron(0 4 1 * ? *)", "At 04:00, on day 1 of the month"],
  ["cron(30 1 L * ? *)", "At 01:30, on the last day of the month"],
  // SUN is 1 to AWS.
  ["cron(0 5 ? * 2-6 *)", "At 05:00, Monday through Friday"],
  ["cron(0 5 ? * 1 *)", "At 05:00, only on Sunday"],
  ["cron(0 5 ? * L *)", "At 05:00, only on Saturday"],
  ["cron(0 5 ? * l *)", "At 05:00, only on Saturday"],
  ["cron(0 2 ? * 6L *)", "At 02:00, on the last Friday of the month"],
  ["cron(0 2 ? * 2#1 *)", "At 02:00, on the first Monday of the month"],
  ["cron(0 8/6 ? * * 2027)", "On the hour, every 6 hours, starting at 08:00, every day, only in 2027"],
  ["rate(12 hours)", "rate(12 hours)"],
  ["every night", "every night"],
])("%s: %s", (expression, words) => {
  expect(scheduleInWords(expression)).toBe(words);
});
