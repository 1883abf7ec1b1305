/** A plan that finds no local state creates everything again: who moved the output is told where the states are. */

import { readdirSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { UsageError } from "../failure";
import { shellWord } from "../shell-word";
import { statesElsewhere } from "../terraform/states-elsewhere";
import { type Synthesis } from "../terraform/synthesis";
import { configFileIfAny } from "./config-file";
import { type Context } from "./context";

/** @throws UsageError with each state that is elsewhere, as far as it is near the project */
export function requireStatesInPlace(
  stackIds: readonly string[],
  synthesis: Synthesis,
  config: string | undefined,
  context: Context,
): void {
  const file = configFileIfAny(config, context);
  const near = placesNear(synthesis, file?.path, context);
  const elsewhere = statesElsewhere(stackIds, synthesis, near, context.environment);
  const [first] = elsewhere;
  if (first === undefined) {
    return;
  }
  const words = elsewhere.map(
    ({ stackId, expected, found }) => `  ${stackId}: ${found}, and Terraform would look for ${expected}\n`,
  );
  const inWords = (path: string) => shellWord(relative(context.workingDirectory, path) || ".");
  const earlier = join(dirname(first.found), basename(synthesis.directory));
  throw new UsageError(
    `local states of this config are elsewhere:\n${words.join("")}` +
      `Move them: strongroom move-state --from ${shellWord(file?.name ?? "org.yaml")} --from-synthesis ${inWords(earlier)} --synthesis ${inWords(synthesis.directory)} --run\n` +
      "Or synthesize into a directory beside them",
  );
}

/** In the directories of the config, the person and the project, in those between the output and the project, and below it. */
function placesNear(
  synthesis: Synthesis,
  config: string | undefined,
  { projectDirectory, workingDirectory }: Context,
): string[] {
  const above = ancestors(synthesis.directory, projectDirectory);
  const named = [projectDirectory, workingDirectory, ...(config === undefined ? [] : [dirname(config)])];
  const below = directoriesIn(projectDirectory);
  return [...new Set([...named, ...above, ...below, ...below.flatMap(directoriesIn)])];
}

function ancestors(directory: string, top: string): string[] {
  const parent = dirname(directory);
  return parent.startsWith(`${top}/`) ? [parent, ...ancestors(parent, top)] : [];
}

/** So many that no project has them in one place, and few enough for a home directory. */
const mostDirectories = 200;

function directoriesIn(directory: string): string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules")
      .slice(0, mostDirectories)
      .map(({ name }) => join(directory, name));
  } catch {
    return [];
  }
}
