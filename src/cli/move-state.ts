import { Command } from "commander";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Built } from "../answers/validate";
import { stepsInShell } from "../delivery/move-state/steps";
import { type StateMove, type StateMoves, stateMoves } from "../delivery/move-state/state-moves";
import { UsageError } from "../failure";
import { checkMove, move, type MoveCheck } from "../terraform/move-state";
import { inPrivateDirectory } from "../terraform/private-directory";
import { readSynthesis, type Synthesis } from "../terraform/synthesis";
import { waves } from "../terraform/waves";
import { visible } from "../visible";
import { type Action } from "./action";
import { builtConfig, builtFile } from "./built-config";
import { configOption } from "./config-file";
import { type Context, pathOf } from "./context";
import { example } from "./example";
import { requireSameConfig } from "./judged-plans";
import { namedSynthesis, synthesisOption } from "./selected-stacks";
import { type BoundOptions, parallelOption, type Session, timeoutOption, withTerraform } from "./terraform-session";

interface Options extends BoundOptions {
  readonly from: string;
  readonly fromSynthesis?: string;
  readonly config?: string;
  readonly synthesis?: string;
  readonly run?: true;
}

export function moveStateCommand(action: Action): Command {
  return new Command("move-state")
    .description("Print the steps that move the state of each stack to where the org file has it, or do them.")
    .requiredOption("--from <file>", "the org file as it was: it says where the states are")
    .option(
      "--from-synthesis <dir>",
      "where its output was: local states are beside it (default: where the output of the new one is)",
    )
    .addOption(configOption())
    .addOption(synthesisOption())
    .option("--run", "do the steps, each with its checks")
    .addOption(parallelOption())
    .addOption(timeoutOption())
    .addHelpText(
      "after",
      "\nNothing is deleted, and no state is overwritten by another one. Where it was stopped, run it again.\nExit codes: 0 every state is where the org file has it, or the steps are printed; 1 a state was not moved; 2 the command could not run.",
    )
    .addHelpText("after", example("move-state --from org.old.yaml --run"))
    .action(action(moveState));
}

export async function moveState(options: Options, context: Context): Promise<number> {
  const synthesis = namedSynthesis(options.synthesis, context);
  const before = builtFile({ name: options.from, path: pathOf(options.from, context) }, context);
  const after = builtConfig(options.config, context);
  if (before === undefined || after === undefined) {
    return 2;
  }
  requireSameOrganization(before, after, options.from);
  requireSameConfig(after, synthesis, context);
  return await inPrivateDirectory(async (directory) => {
    const fromSynthesis = synthesized(before, join(directory, "old.out"), context);
    const moves = stateMoves(
      {
        stacks: before.deployment.stacks,
        synthesis: fromSynthesis,
        outputDirectory:
          options.fromSynthesis === undefined ? synthesis.directory : pathOf(options.fromSynthesis, context),
      },
      { stacks: after.deployment.stacks, synthesis, outputDirectory: synthesis.directory },
      waves(synthesis).flat(),
    );
    context.stderr.write(unmovedInWords(moves));
    if (!options.run) {
      context.stdout.write(stepsInShell(moves.moves, synthesis));
      return 0;
    }
    return await withTerraform(synthesis, options, context, (session) =>
      runMoves(moves.moves, synthesis, directory, session, context),
    );
  });
}

function requireSameOrganization(before: Built, after: Built, from: string): void {
  const [earlier, now] = [before, after].map(({ deployment }) => deployment.organization.id);
  if (earlier !== now) {
    throw new UsageError(`${from} is of the organization ${earlier}, and the new org file of ${now}`);
  }
}

/** The old config's stacks, for where they keep their states. */
function synthesized(built: Built, outputDirectory: string, { environment, synthesize }: Context): Synthesis {
  const awsProviderVersion = environment.STRONGROOM_AWS_PROVIDER_VERSION || undefined;
  synthesize({ ...built, outputDirectory, awsProviderVersion });
  return readSynthesis(outputDirectory);
}

function unmovedInWords({ moves, staying, added, removed }: StateMoves): string {
  const line = (ids: readonly string[], words: string) => (ids.length === 0 ? "" : `${ids.join(", ")}: ${words}\n`);
  return [
    line(staying, "the state stays where it is"),
    line(added, "new in this org file, without a state to move"),
    line(removed, "not in this org file: the state stays where it is, and nothing reads it any more"),
    moves.length === 0 ? "no state to move\n" : "",
  ].join("");
}

type Checked = StateMove & { readonly check: MoveCheck };

/** Moves nothing where one of the states cannot be moved. */
async function runMoves(
  moves: readonly StateMove[],
  synthesis: Synthesis,
  directory: string,
  session: Session,
  context: Context,
): Promise<number> {
  const settingsOf = (stackId: string) => {
    const own = join(directory, "states", stackId);
    mkdirSync(own, { recursive: true });
    return { terraform: session.terraform, directory: own };
  };
  const byId = new Map(moves.map((one) => [one.stackId, one]));
  const checked = await session.forEachStack(
    "Reading",
    [...byId.keys()],
    async (id): Promise<Checked> => {
      const one = known(byId.get(id));
      return { ...one, check: await checkMove(one.from, one.to, settingsOf(id)) };
    },
    ({ check }) => checkInWords(check),
  );
  const refused = checked.flatMap(({ stackId, check }) => (check.kind === "refused" ? [{ stackId, ...check }] : []));
  if (refused.length > 0) {
    refused.forEach(({ stackId, words }) => context.stderr.write(visible(`\n${stackId}: ${words}\n`)));
    context.stderr.write("\nno state was moved\n");
    return 1;
  }
  let failed = 0;
  for (const wave of waves(synthesis)) {
    const results = await session.forEachStack(
      "Moving",
      wave.filter((id) => byId.has(id)),
      async (id) => {
        const one = known(checked.find(({ stackId }) => stackId === id));
        const failure = await moved(one, settingsOf(id));
        if (failure === undefined) {
          forgetEarlierPlace(id, synthesis);
        }
        return { ...one, failure };
      },
      ({ failure }) => (failure === undefined ? "done" : "failed"),
    );
    for (const { stackId, to, check, failure } of results) {
      if (failure === undefined) {
        context.stdout.write(`${stackId}: ${check.kind === "ready" ? `moved to ${to.words}` : checkInWords(check)}\n`);
      } else {
        failed += 1;
        context.stdout.write(`${stackId}: failed\n`);
        context.stderr.write(visible(`\n${stackId}: ${failure}\n`));
      }
    }
  }
  context.stderr.write(failed > 0 ? "Mend it and run the same command again\n" : afterwards);
  return failed > 0 ? 1 : 0;
}

const afterwards =
  "The old states are as they were. Run `strongroom plan`: when no stack has changes, nobody may apply with them any more\n";

async function moved({ check, from, to }: Checked, settings: Parameters<typeof move>[3]): Promise<string | undefined> {
  return check.kind === "ready" ? await move(check.state, from, to, settings) : undefined;
}

/** Terraform remembers there where the state was, and `init` would ask. */
function forgetEarlierPlace(stackId: string, synthesis: Synthesis): void {
  rmSync(join(synthesis.stackDirectory(stackId), ".terraform", "terraform.tfstate"), { force: true });
}

function checkInWords(check: MoveCheck): string {
  switch (check.kind) {
    case "ready":
      return `serial ${check.state.serial} to move`;
    case "moved":
      return `moved already, serial ${check.serial}`;
    case "empty":
      return "nothing was applied, no state to move";
    case "refused":
      return "cannot be moved";
  }
}

function known<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error("a stack without a move would be moved");
  }
  return value;
}
