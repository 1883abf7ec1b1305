/** How a person calls Strongroom where this process was called from, for messages that name a command. */
export function invocation({ npm_command: command, npm_package_name: name }: NodeJS.ProcessEnv): string {
  if (command === "run-script" && name === "strongroom") {
    return "npm run -s strongroom --";
  }
  // `--no`: nobody shall get a stranger's package of this name from the registry.
  return command === undefined ? "strongroom" : "npx --no strongroom";
}
