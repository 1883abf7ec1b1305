import { Command } from "commander";
import { type Action } from "./action";

export function initCommand(action: Action): Command {
  return new Command("init").action(action(() => 2));
}
