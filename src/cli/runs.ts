import { Command, InvalidArgumentError, Option } from "commander";
import { OrganizationBackups } from "../protection/organization-backups";
import { runsAsCalendar, runsAsJson, runsAsTable } from "../runs/print";
import { runsOf } from "../runs/runs";
import { accountNamed, builtConfig, configOption, regionNamed } from "./built-config";
import { today, utcDay } from "./utc-time";

const formats = { table: runsAsTable, json: runsAsJson, ics: runsAsCalendar };

/** Rows that a person or a calendar can still take. */
const limit = 10_000;
const maximumDays = 366;

interface Options {
  readonly account: string;
  readonly region: string;
  readonly from?: Date;
  readonly days: number;
  readonly config?: string;
  readonly format: keyof typeof formats;
}

export function runsCommand(): Command {
  return new Command("runs")
    .description("Every backup and copy of an account that will start in a Region, in order.")
    .requiredOption("--account <name>", "account of the config")
    .requiredOption("--region <region>", "Region of the resources")
    .option("--from <date>", "first day, UTC (default: today)", utcDay)
    .option("--days <count>", `days, at most ${maximumDays}`, daysOf, 7)
    .option(...configOption)
    .addOption(
      new Option("--format <format>", "table, JSON or iCalendar").choices(Object.keys(formats)).default("table"),
    )
    .addHelpText(
      "after",
      `\nAt most ${limit} runs are given. A ~ marks the starts of a rate, which AWS counts from when it makes the plan.`,
    )
    .action(({ account: name, region, from, days, config, format }: Options) => {
      regionNamed(region);
      const built = builtConfig(config);
      if (!built) {
        return;
      }
      const { deployment, documents } = built;
      const account = accountNamed(name, deployment);
      const question = { account, region, from: from ?? today(), days };
      const organization = new OrganizationBackups(deployment, documents.organizationsPolicies);
      const runs = runsOf(account, region, { ...question, limit }, organization);
      process.stdout.write(formats[format](question, runs));
      const said = runs.none ?? (runs.runs.length === 0 ? "nothing starts in these days" : undefined);
      process.stderr.write(said === undefined ? "" : `${said}\n`);
      process.stderr.write(runs.isCut ? `These are the first ${limit} runs; ask for fewer --days to see all.\n` : "");
    });
}

function daysOf(text: string): number {
  const days = Number(text);
  if (!/^\d+$/.test(text) || days < 1 || days > maximumDays) {
    throw new InvalidArgumentError(`give 1 to ${maximumDays} days`);
  }
  return days;
}
