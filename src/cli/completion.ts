import tab from "@bomb.sh/tab/commander";
import { type Command } from "commander";

/** Adds the command `complete`, which prints what makes a shell complete the commands and options of the program. */
export function addCompletion(program: Command): void {
  tab(program);
  program.commands
    .find((command) => command.name() === "complete")
    ?.description("Print a completion script for bash, zsh, fish or powershell.")
    .helpGroup("Set up:")
    .addHelpText("after", "\nExample:\n  source <(strongroom complete bash)");
}
