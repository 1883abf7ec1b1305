import { Command, InvalidArgumentError, Option } from "commander";
import { OrganizationBackups } from "../answers/protection/organization-backups";
import { mayFailInWords, notMadeInWords, runsAsCalendar, runsAsJson, runsAsTable } from "../answers/runs/print";
import { runsOf } from "../answers/runs/runs";
import { accountNamed, regionNamed } from "../answers/named";
import { type Action } from "./action";
import { builtConfig } from "./built-config";
import { configOption } from "./config-file";
import { type Context } from "./context";
import { example } from "./example";
import { dayOf, utcDay } from "./utc-time";

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

export function runsCommand(action: Action): Command {
  return new Command("runs")
    .description("List every backup and copy that will start in a Region of an account, in order of time.")
    .requiredOption("--account <name>", "account of the config")
    .requiredOption("--region <region>", "Region of the resources")
    .option("--from <date>", "first day, UTC (default: today)", utcDay)
    .option("--days <count>", `days, at most ${maximumDays}`, daysOf, 7)
    .addOption(configOption())
    .addOption(
      new Option("--format <format>", "table, JSON or iCalendar").choices(Object.keys(formats)).default("table"),
    )
    .addHelpText("after", `\nThe command lists at most ${limit} runs.`)
    .addHelpText("after", example("runs --account payments --region eu-central-1 --days 30 --format ics > runs.ics"))
    .action(action(runs));
}

export function runs({ account: name, region, from, days, config, format }: Options, context: Context): number {
  regionNamed(region);
  const built = builtConfig(config, context);
  if (!built) {
    return 1;
  }
  const { deployment, documents } = built;
  const account = accountNamed(name, deployment);
  const question = { account, region, from: from ?? dayOf(context.now()), days };
  const organization = new OrganizationBackups(deployment, documents.organizationsPolicies);
  const list = runsOf(account, region, { ...question, limit }, organization);
  context.stdout.write(formats[format](question, list));
  const said = list.none ?? (list.runs.length === 0 ? "nothing starts in these days" : undefined);
  context.stderr.write(said === undefined ? "" : `${said}\n`);
  // A calendar has no place for what does not start.
  const besides = format === "ics" ? [...notMadeInWords(list.notMade), ...mayFailInWords(list.mayFail)] : [];
  context.stderr.write(besides.map((line) => `${line}\n`).join(""));
  context.stderr.write(list.isCut ? `These are the first ${limit} runs; ask for fewer --days to see all.\n` : "");
  return 0;
}

function daysOf(text: string): number {
  const days = Number(text);
  if (!/^\d+$/.test(text) || days < 1 || days > maximumDays) {
    throw new InvalidArgumentError(`give 1 to ${maximumDays} days`);
  }
  return days;
}
