/** An example of a command, as its help shows it. */
export function example(command: string): string {
  return `\nExample:\n  strongroom ${command}`;
}
