import { Command, Option } from "commander";
import { type Coverage, coverageOf } from "../coverage/coverage";
import { coverageAsHtml } from "../coverage/html/report";
import { coverageAsJson } from "../coverage/json";
import { coverageAsMarkdown } from "../coverage/markdown";
import { OrganizationBackups } from "../protection/organization-backups";
import { builtConfig, configOption } from "./built-config";
import { today, utcDay } from "./utc-time";

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

export function coverageCommand(): Command {
  return new Command("coverage")
    .description("What is backed up in every account and Region, for how long, and where copies go under which lock.")
    .option("--from <date>", "first day of the year that the HTML draws, UTC (default: today)", utcDay)
    .option(...configOption)
    .addOption(new Option("--format <format>", "form of the report").choices(Object.keys(formats)).default("markdown"))
    .action(({ from, config, format }: Options) => {
      const built = builtConfig(config);
      if (built) {
        const { deployment, documents } = built;
        const coverage = coverageOf(new OrganizationBackups(deployment, documents.organizationsPolicies));
        process.stdout.write(formats[format](coverage, from ?? today()));
      }
    });
}
