import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** How a person calls Strongroom where this process was called from, for messages that name a command. */
export function invocation({ npm_command: command, npm_package_name: name, PATH = "" }: NodeJS.ProcessEnv): string {
  if (command === "run-script" && name === "strongroom") {
    return "npm run -s strongroom --";
  }
  const isOnPath = PATH.split(delimiter).some((directory) => existsSync(join(directory, "strongroom")));
  // `--no`: nobody shall get a stranger's package of this name from the registry.
  return command === undefined && isOnPath ? "strongroom" : "npx --no strongroom";
}
