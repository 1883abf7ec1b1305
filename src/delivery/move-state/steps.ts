/** The moves of states as a shell script, which does what `--run` does, one stack after the other. */

import { join } from "node:path";
import { shellWord } from "../../shell-word";
import { lockProbe, runningProviders } from "../../terraform/move-state";
import { type Synthesis } from "../../terraform/synthesis";
import { type StateMove } from "./state-moves";

export function stepsInShell(moves: readonly StateMove[], synthesis: Synthesis): string {
  return moves.length === 0 ? "" : [preamble, ...moves.map((move) => stepsOf(move, synthesis))].join("\n");
}

const preamble = `set -eu
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset TF_WORKSPACE TF_DATA_DIR
# No step asks a provider for anything. Terraform would install that of a state that it reads, unless it runs already.
export TF_REATTACH_PROVIDERS=${shellWord(runningProviders)}
`;

function stepsOf({ stackId, earlierStackId, from, to }: StateMove, synthesis: Synthesis): string {
  const directory = `"$work"/${shellWord(stackId)}`;
  const terraform = (side: string, ...args: readonly string[]) =>
    `terraform -chdir=${directory}/${side} ${args.join(" ")}`;
  const configure = (side: string, terraformBlock: object) =>
    `printf '%s\\n' ${shellWord(JSON.stringify({ terraform: terraformBlock }))} > ${directory}/${side}/main.tf.json`;
  const named = stackId === earlierStackId ? stackId : `${stackId}, before ${earlierStackId}`;
  return [
    `# ${named}: from ${from.words} to ${to.words}`,
    `mkdir -p ${directory}/from ${directory}/to`,
    configure("from", from.terraform),
    configure("to", to.terraform),
    terraform("from", "init -input=false"),
    "# Fails where somebody else has locked the state, and changes nothing.",
    terraform("from", ...lockProbe),
    `${terraform("from", "state pull")} > ${directory}/state.json`,
    terraform("to", "init -input=false"),
    "# Terraform pushes no state over another one. What a run before this one moved is left as it is.",
    `test ! -s ${directory}/state.json || ${terraform("to", "state list")} | grep -q . ||`,
    `  ${terraform("to", "state push")} ${directory}/state.json`,
    "# Else `terraform init` there finds the earlier place, and asks.",
    `rm -f ${shellWord(join(synthesis.stackDirectory(stackId), ".terraform", "terraform.tfstate"))}`,
    "",
  ].join("\n");
}
