import { Command, InvalidArgumentError } from "commander";
import { readText } from "../config/read-source";
import { findingsForStream } from "../findings/print";
import {
  type EffectivePolicyValidationError,
  effectivePolicyValidationErrors,
} from "../policies/effective-backup-policy";
import { EffectivePolicies } from "../policies/effective-policies";
import {
  effectivePolicy,
  type IgnoredOperator,
  type MergedPolicies,
  mergeLevel,
  noPolicies,
} from "../policies/effective-policy";
import { readPolicyFile } from "../policies/policy-file";
import { accountNamed, builtConfig, configOption } from "./built-config";
import { UsageError } from "./failure";

interface Options {
  readonly account?: string;
  readonly config?: string;
  readonly policy?: readonly (readonly string[])[];
}

export function effectivePolicyCommand(): Command {
  return new Command("effective-policy")
    .description("The backup policy that AWS computes for an account, or the management policy that files come to.")
    .option("--account <name>", "account of the config")
    .option(...configOption)
    .option(
      "--policy <files>",
      "policy files of one level, with commas, in order of attachment; once for each level, the root's first",
      levelOf,
    )
    .addHelpText(
      "after",
      "\nThe effective policy goes to standard output, as JSON. Exit code 1: AWS would not apply it.",
    )
    .action(({ account, config, policy }: Options) => {
      if ((account === undefined) === (policy === undefined) || (policy && config !== undefined)) {
        throw new UsageError("name an account with --account (and --config), or files with --policy");
      }
      process.exitCode = policy ? ofFiles(policy) : ofAccount(account ?? "", config);
    });
}

function levelOf(files: string, levels: readonly (readonly string[])[] = []): readonly (readonly string[])[] {
  const level = files.split(",").map((file) => file.trim());
  if (level.includes("")) {
    throw new InvalidArgumentError("a file name between commas is empty");
  }
  return [...levels, level];
}

function ofAccount(name: string, config: string | undefined): number {
  const built = builtConfig(config);
  if (!built) {
    return 1;
  }
  const account = accountNamed(name, built.deployment);
  const policies = built.documents.organizationsPolicies.filter(({ type }) => type === "BACKUP_POLICY");
  const merged = new EffectivePolicies(policies).of(account);
  if (merged === noPolicies) {
    process.stdout.write(`${JSON.stringify({ plans: {} })}\n`);
    process.stderr.write(`No backup policy reaches \`${name}\`.\n`);
    return 0;
  }
  return print(merged, account.id);
}

function ofFiles(levels: readonly (readonly string[])[]): number {
  const read = levels.map((files) =>
    files.map((file) => {
      const text = readText(file, "--policy names files");
      return { ...readPolicyFile(file, text), lines: text.split("\n") };
    }),
  );
  const malformed = read.flat().filter(({ findings }) => findings.length > 0);
  for (const { findings, lines } of malformed) {
    process.stderr.write(findingsForStream(findings, process.stderr, (line) => lines[line - 1] ?? ""));
  }
  if (malformed.length > 0) {
    return 1;
  }
  return print(
    read.reduce(
      (merged, files) =>
        mergeLevel(
          merged,
          files.map(({ policy }) => policy),
        ),
      noPolicies,
    ),
  );
}

function print(merged: MergedPolicies, accountId?: string): number {
  process.stdout.write(`${JSON.stringify(effectivePolicy(merged, accountId), null, 2)}\n`);
  process.stderr.write(merged.ignored.map(ignoredInWords).join(""));
  const errors = effectivePolicyValidationErrors(merged);
  if (errors.length === 0) {
    return 0;
  }
  process.stderr.write(
    `${errors.map(errorInWords).join("")}AWS does not apply this policy: the account keeps its last valid effective policy until all errors are mended.\n`,
  );
  return 1;
}

function ignoredInWords({ policy, path, operator, reason }: IgnoredOperator): string {
  return `ignored: ${operator} of ${policy} at ${path.join("/")}: ${reason}\n`;
}

function errorInWords(error: EffectivePolicyValidationError): string {
  return `${error.ErrorCode} at ${error.PathToError}: ${error.ErrorMessage} (from ${error.ContributingPolicies.join(", ")})\n`;
}
