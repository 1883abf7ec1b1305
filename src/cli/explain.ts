import { Command, InvalidArgumentError, Option } from "commander";
import { backupResources, findResource } from "../aws/backup-services";
import { type Answer, type Encryption, encryptions, type Question } from "../protection/answer";
import { explain } from "../protection/explain";
import { OrganizationBackups } from "../protection/organization-backups";
import { answerAsJson, answerAsText } from "../protection/print";
import { accountNamed, builtConfig, configOption, regionNamed, unknown } from "./built-config";
import { utcTime } from "./utc-time";

const formats = { text: answerAsText, json: answerAsJson } satisfies Record<
  string,
  (question: Question, answer: Answer) => string
>;

interface Options {
  readonly account: string;
  readonly region: string;
  readonly type: string;
  readonly tag: ReadonlyMap<string, string>;
  readonly encryption?: Encryption;
  readonly at?: Date;
  readonly config?: string;
  readonly format: keyof typeof formats;
}

export function explainCommand(): Command {
  return new Command("explain")
    .description(
      "Whether a resource is protected: by which rule, where its copies go and how long; or why not, and the fix.",
    )
    .requiredOption("--account <name>", "account of the config")
    .requiredOption("--region <region>", "Region of the resource")
    .requiredOption("--type <type>", "what the resource is, as docs/services.md names it")
    .option("--tag <key=value>", "tag of the resource; once for each", tagOf, new Map<string, string>())
    .addOption(new Option("--encryption <key>", "how the resource is encrypted").choices(encryptions))
    .option("--at <time>", "UTC time from which the next runs are shown (default: now)", utcTime)
    .option(...configOption)
    .addOption(new Option("--format <format>", "form of the answer").choices(Object.keys(formats)).default("text"))
    .addHelpText("after", "\nExit code 0: protected. 1: not, be it deliberately. 2: wrong usage.")
    .action(({ account, region, type, tag, encryption, at, config, format }: Options) => {
      const resource =
        findResource(type) ??
        unknown(
          `AWS Backup knows no \`${type}\`; docs/services.md lists what it knows`,
          type,
          backupResources.flatMap(({ name, aliases }) => [name, ...aliases]),
        );
      regionNamed(region);
      const built = builtConfig(config);
      if (!built) {
        return;
      }
      const { deployment, documents } = built;
      const question: Question = {
        account: accountNamed(account, deployment),
        region,
        resource,
        tags: tag,
        encryption,
        at: at ?? new Date(),
      };
      const answer = explain(question, new OrganizationBackups(deployment, documents.organizationsPolicies));
      process.stdout.write(formats[format](question, answer));
      process.exitCode = answer.status === "protected" ? 0 : 1;
    });
}

/** The first `=` ends the key. */
function tagOf(text: string, tags: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const end = text.indexOf("=");
  const key = text.slice(0, end);
  if (end < 1) {
    throw new InvalidArgumentError("write a tag as key=value");
  }
  if (tags.has(key)) {
    throw new InvalidArgumentError(`the tag \`${key}\` is given twice`);
  }
  return new Map([...tags, [key, text.slice(end + 1)]]);
}
