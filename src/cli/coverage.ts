import { Command, Option } from "commander";
import { type Coverage, coverageOf } from "../answers/coverage/coverage";
import { coverageAsHtml } from "../answers/coverage/html/report";
import { coverageAsJson } from "../answers/coverage/json";
import { coverageAsMarkdown } from "../answers/coverage/markdown";
import { OrganizationBackups } from "../answers/protection/organization-backups";
import { type Action } from "./action";
import { builtConfig } from "./built-config";
import { configOption } from "./config-file";
import { type Context } from "./context";
import { example } from "./example";
import { dayOf, utcDay } from "./utc-time";

const formats = {
  markdown: coverageAsMarkdown,
  json: coverageAsJson,
  html: coverageAsHtml,
} satisfies Record<string, (coverage: Coverage, from: Date) => string>;

interface Options {
  readonly from?: Date;
  readonly config?: string;
  readonly format: keyof typeof formats;
}

export function coverageCommand(action: Action): Command {
  return new Command("coverage")
    .description(
      "Report what is backed up in every account and Region, for how long, where copies go, and under which lock.",
    )
    .option("--from <date>", "first day of the year in the HTML, UTC (default: today)", utcDay)
    .addOption(configOption())
    .addOption(new Option("--format <format>", "form of the report").choices(Object.keys(formats)).default("markdown"))
    .addHelpText("after", example("coverage --format html > coverage.html"))
    .action(action(coverage));
}

export function coverage({ from, config, format }: Options, context: Context): number {
  const built = builtConfig(config, context);
  if (!built) {
    return 1;
  }
  const { deployment, documents } = built;
  const covered = coverageOf(new OrganizationBackups(deployment, documents.organizationsPolicies));
  context.stdout.write(formats[format](covered, from ?? dayOf(context.now())));
  return 0;
}
