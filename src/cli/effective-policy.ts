import { Command, InvalidArgumentError } from "commander";
import { readText } from "../text-file";
import { findingsForStream } from "../findings/print";
import {
  type EffectivePolicyValidationError,
  effectivePolicyValidationErrors,
} from "../evaluator/effective-backup-policy";
import { EffectivePolicies } from "../evaluator/effective-policies";
import {
  effectivePolicy,
  type IgnoredOperator,
  type MergedPolicies,
  mergeLevel,
  noPolicies,
} from "../evaluator/effective-policy";
import { readPolicyFile, refusedValuesOf } from "../evaluator/policy-file";
import { whoRefuses } from "../evaluator/refused-values";
import { UsageError } from "../failure";
import { accountNamed } from "../answers/named";
import { type Action } from "./action";
import { builtConfig } from "./built-config";
import { configOption } from "./config-file";
import { type Context, pathOf } from "./context";
import { example } from "./example";

interface Options {
  readonly account?: string;
  readonly config?: string;
  readonly policy?: readonly (readonly string[])[];
}

export function effectivePolicyCommand(action: Action): Command {
  return new Command("effective-policy")
    .description("Print the backup policy that AWS computes for an account, or the effective policy of policy files.")
    .option("--account <name>", "account of the config")
    .addOption(configOption())
    .option(
      "--policy <files>",
      "policy files of one level, separated by commas, in order of attachment; repeat for each level, root first",
      levelOf,
    )
    .addHelpText(
      "after",
      "\nThe command prints the effective policy to standard output, as JSON. Exit code 1: AWS would not apply it.",
    )
    .addHelpText("after", example("effective-policy --account payments"))
    .addHelpText("after", example("effective-policy --policy root.json --policy ou.json,another-on-the-ou.json"))
    .action(action(effectivePolicyOf));
}

export function effectivePolicyOf({ account, config, policy }: Options, context: Context): number {
  if ((account === undefined) === (policy === undefined) || (policy && config !== undefined)) {
    throw new UsageError("name an account with --account (and --config), or files with --policy");
  }
  return policy ? ofFiles(policy, context) : ofAccount(account ?? "", config, context);
}

function levelOf(files: string, levels: readonly (readonly string[])[] = []): readonly (readonly string[])[] {
  const level = files.split(",").map((file) => file.trim());
  if (level.includes("")) {
    throw new InvalidArgumentError("a file name between commas is empty");
  }
  return [...levels, level];
}

function ofAccount(name: string, config: string | undefined, context: Context): number {
  const built = builtConfig(config, context);
  if (!built) {
    return 1;
  }
  const account = accountNamed(name, built.deployment);
  const policies = built.documents.organizationsPolicies.filter(({ type }) => type === "BACKUP_POLICY");
  const merged = new EffectivePolicies(policies).of(account);
  if (merged === noPolicies) {
    context.stdout.write(`${JSON.stringify({ plans: {} })}\n`);
    context.stderr.write(`No backup policy reaches \`${name}\`.\n`);
    return 0;
  }
  return print(merged, context, account.id);
}

function ofFiles(levels: readonly (readonly string[])[], context: Context): number {
  const read = levels.map((files) =>
    files.map((file) => readPolicyFile(file, readText(pathOf(file, context), "--policy names files"))),
  );
  const merged = read.reduce(
    (inherited, files) =>
      mergeLevel(
        inherited,
        files.map(({ policy }) => policy),
      ),
    noPolicies,
  );
  const files = read.flat();
  const findings = [
    ...new Map(files.map((file) => [file.policy.name, file.findings])).values(),
    refusedValuesOf(merged, files),
  ].flat();
  const lines = (line: number, file: string) =>
    files.find(({ policy }) => policy.name === file)?.text.lineText(line) ?? "";
  context.stderr.write(findingsForStream(findings, context.stderr, lines));
  const rules = new Set(findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule));
  const words = new Map(Object.entries(whoRefuses));
  context.stderr.write([...words].map(([rule, text]) => (rules.has(rule) ? text : "")).join(""));
  // AWS takes no such file, so there is nothing that it could come to.
  const isRefused = [...rules].some((rule) => !words.has(rule));
  const exitCode = isRefused ? 1 : print(merged, context);
  return rules.size > 0 ? 1 : exitCode;
}

function print(merged: MergedPolicies, { stdout, stderr }: Context, accountId?: string): number {
  stdout.write(`${JSON.stringify(effectivePolicy(merged, accountId), null, 2)}\n`);
  stderr.write(merged.ignored.map(ignoredInWords).join(""));
  const errors = effectivePolicyValidationErrors(merged);
  if (errors.length === 0) {
    return 0;
  }
  stderr.write(
    `${errors.map(errorInWords).join("")}AWS does not apply this policy: the account keeps its last valid effective policy until you fix all errors.\n`,
  );
  return 1;
}

function ignoredInWords({ policy, path, operator, reason }: IgnoredOperator): string {
  return `ignored: ${operator} of ${policy} at ${path.join("/")}: ${reason}\n`;
}

function errorInWords(error: EffectivePolicyValidationError): string {
  return `${error.ErrorCode} at ${error.PathToError}: ${error.ErrorMessage} (from ${error.ContributingPolicies.join(", ")})\n`;
}
