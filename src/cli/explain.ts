import { Command, InvalidArgumentError, Option } from "commander";
import { type Answer, type Encryption, encryptions, type Question } from "../answers/protection/answer";
import { explain } from "../answers/protection/explain";
import { OrganizationBackups } from "../answers/protection/organization-backups";
import { answerAsJson, answerAsText } from "../answers/protection/print";
import { documentation } from "../about";
import { accountNamed, regionNamed, resourceNamed } from "../answers/named";
import { type Action } from "./action";
import { builtConfig } from "./built-config";
import { configOption } from "./config-file";
import { type Context } from "./context";
import { example } from "./example";
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

export function explainCommand(action: Action): Command {
  return new Command("explain")
    .description(
      "Show whether a resource is protected, by which backup rule, where its copies go and for how long; or why not, and the fix.",
    )
    .requiredOption("--account <name>", "account of the config")
    .requiredOption("--region <region>", "Region of the resource")
    .requiredOption("--type <type>", `type of the resource, as in ${documentation("services.md")}`)
    .option("--tag <key=value>", "tag of the resource; repeat for each tag", tagOf, new Map<string, string>())
    .addOption(new Option("--encryption <key>", "how the resource is encrypted").choices(encryptions))
    .option("--at <time>", "show the next runs after this UTC time (default: now)", utcTime)
    .addOption(configOption())
    .addOption(new Option("--format <format>", "output format").choices(Object.keys(formats)).default("text"))
    .addHelpText(
      "after",
      "\nExit codes: 0 protected; 1 not protected, also if this is intended; 2 the command could not run.",
    )
    .addHelpText("after", example("explain --account payments --region eu-central-1 --type RDS --tag backup=daily"))
    .action(action(explainResource));
}

export function explainResource(options: Options, context: Context): number {
  const { account, region, type, tag, encryption, at, config, format } = options;
  const resource = resourceNamed(type);
  regionNamed(region);
  const built = builtConfig(config, context);
  if (!built) {
    return 1;
  }
  const { deployment, documents } = built;
  const question: Question = {
    account: accountNamed(account, deployment),
    region,
    resource,
    tags: tag,
    encryption,
    at: at ?? context.now(),
  };
  const answer = explain(question, new OrganizationBackups(deployment, documents.organizationsPolicies));
  context.stdout.write(formats[format](question, answer));
  return answer.status === "protected" ? 0 : 1;
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
