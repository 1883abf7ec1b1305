import { type Edit } from "./valid";

/** The plan `monthly` of the example, with the rules of a preset instead of its own. */
export const presetInMonthly: Edit = [
  `rules:
      - name: monthly
        schedule: cron(0 4 1 * ? *)
        lifecycle: { deleteAfterDays: 90 }
        copies: [{ to: central, region: eu-west-1, lifecycle: { deleteAfterDays: 2555 } }]`,
  "use: daily-weekly-monthly-7y",
];
