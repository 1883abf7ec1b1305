import { Command } from "commander";
import { Document, type YAMLMap, type YAMLSeq } from "yaml";
import { type Adoptions, findAdoptions, questionsAbout, type Remark } from "../delivery/adoption/import-blocks";
import { inventoryScript, readInventory } from "../delivery/adoption/inventory";
import { roleArn } from "../aws/arn";
import { findRegion } from "../aws/regions";
import { readText } from "../text-file";
import { didYouMean } from "../config/targets";
import { awsResources, type SynthesizedResource } from "../terraform/resources";
import { UsageError } from "../failure";
import { type Action } from "./action";
import { type Context, pathOf } from "./context";
import { example } from "./example";
import { namedSynthesis, synthesisOption } from "./selected-stacks";

interface Options {
  readonly synthesis?: string;
  readonly script?: boolean;
  readonly role?: string;
  readonly stack?: readonly string[];
}

export function importBlocksCommand(action: Action): Command {
  return new Command("import-blocks")
    .description("Print import blocks for resources of the stacks that already exist in AWS.")
    .argument("[INVENTORY]", "output of the script")
    .option("--script", "print a read-only shell script that asks AWS what exists")
    .option("--role <name>", "role that the script assumes in every account (default: the role of the stacks)")
    .option("--stack <id...>", "only these stacks")
    .addOption(synthesisOption())
    .addHelpText(
      "after",
      "\nThe command prints the section `terraform.imports` to standard output, as YAML. Exit code 1: a resource cannot be adopted as it is.",
    )
    .addHelpText("after", example("import-blocks --script > inventory.sh"))
    .addHelpText("after", example("import-blocks inventory.jsonl > imports.yaml"))
    .action(action(importBlocks));
}

export function importBlocks(inventory: string | undefined, options: Options, context: Context): number {
  if ((inventory === undefined) !== (options.script === true) || (inventory !== undefined && options.role)) {
    throw new UsageError("use --script (and --role), or give the file with the output of the script");
  }
  const selection = selectResources(options, context);
  return inventory === undefined
    ? printScript(selection, options.role, context)
    : printBlocks(selection, inventory, context);
}

interface Selection {
  /** What vaults need to know of the key is asked about even where only the vaults are selected. */
  readonly all: readonly SynthesizedResource[];
  readonly selected: readonly SynthesizedResource[];
}

function selectResources({ synthesis: directory, stack: wanted }: Options, context: Context): Selection {
  const synthesis = namedSynthesis(directory, context);
  for (const id of wanted ?? []) {
    if (!synthesis.stackIds.includes(id)) {
      throw new UsageError(
        `${synthesis.directory} has no stack \`${id}\`. ${didYouMean(id, synthesis.stackIds)}`.trimEnd(),
      );
    }
  }
  const all = awsResources(synthesis);
  return { all, selected: all.filter(({ stackId }) => wanted?.includes(stackId) ?? true) };
}

function printScript({ all, selected }: Selection, role: string | undefined, { stdout }: Context): number {
  const roles = new Map(
    all.map(({ accountId, region, roleArn: assumed }) => [
      accountId,
      role === undefined ? assumed : roleArn(findRegion(region)?.partition ?? "aws", accountId, role),
    ]),
  );
  if ([...roles.values()].includes(undefined)) {
    throw new UsageError("HCP Terraform runs these stacks, so they contain no role: name one with --role");
  }
  stdout.write(inventoryScript(questionsAbout(selected, all), (accountId) => roles.get(accountId) ?? ""));
  return 0;
}

function printBlocks({ all, selected }: Selection, file: string, context: Context): number {
  const text = readText(pathOf(file, context), "print the script with --script, and run it", inventoryMebibytes);
  const adoptions = findAdoptions(selected, all, readInventory(file, text));
  context.stdout.write(asYaml(adoptions));
  context.stderr.write(inWords(adoptions));
  return adoptions.conflicts.length === 0 ? 0 : 1;
}

/** Some kilobytes for each vault policy and role, in thousands of accounts. */
const inventoryMebibytes = 256;

/** One line for each entry, to be read in a review. */
function asYaml({ imports }: Adoptions): string {
  const document = new Document({ terraform: { imports } });
  for (const entry of (document.getIn(["terraform", "imports"]) as YAMLSeq<YAMLMap>).items) {
    entry.flow = true;
  }
  return document.toString({ lineWidth: 0 });
}

function inWords({ imports, absent, overwritten, conflicts }: Adoptions): string {
  const lines = (kind: string, remarks: readonly Remark[]) =>
    remarks.map(({ resource, text }) => `${kind}: ${resource.stackId}: ${resource.address}: ${text}\n`);
  return [
    ...absent.map(({ stackId, address }) => `create: ${stackId}: ${address}\n`),
    ...lines("overwrite", overwritten),
    ...lines("conflict", conflicts),
    `${imports.length} to import, ${absent.length} to create, ${overwritten.length} to overwrite, ${conflicts.length} in conflict\n`,
  ].join("");
}
