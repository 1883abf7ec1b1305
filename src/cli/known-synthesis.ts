import { Command } from "commander";
import { foreignParts } from "../terraform/foreign-synthesis";
import { visible } from "../visible";
import { type Action } from "./action";
import { type Context, pathOf } from "./context";
import { example } from "./example";

export function knownSynthesisCommand(action: Action): Command {
  return new Command("known-synthesis")
    .description(
      "Check that `terraform plan` of a synthesis that other code wrote would run nothing, and read nothing but AWS.",
    )
    .argument("<DIR>", "output directory")
    .addHelpText("after", "\nExit codes: 0 nothing found; 1 something is not known; 2 the command could not run.")
    .addHelpText("after", example("known-synthesis cdktf.out"))
    .action(action(knownSynthesis));
}

export function knownSynthesis(directory: string, _options: object, { stderr, ...context }: Context): number {
  const parts = foreignParts(pathOf(directory, { ...context }));
  for (const words of parts) {
    stderr.write(visible(`${words}\n`));
  }
  return parts.length === 0 ? 0 : 1;
}
