/** Questions to the person at the terminal. */

import { once } from "node:events";
import { createInterface } from "node:readline/promises";

/**
 * Asks, and gives the answer, which is empty where the input ends instead.
 * @param signal ends the question, which then throws
 */
export type Ask = (question: string, signal: AbortSignal) => Promise<string>;

/** Undefined where no person is there: input from a file or a pipe is no answer. */
export function asking(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Ask | undefined {
  return input.isTTY ? (question, signal) => ask(question, signal, input, output) : undefined;
}

async function ask(
  question: string,
  signal: AbortSignal,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<string> {
  const terminal = createInterface({ input, output });
  // It takes Ctrl-C from the terminal: whoever listens for the signal decides.
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    const ended = once(terminal, "close", { signal }).then(() => "");
    return await Promise.race([terminal.question(question, { signal }), ended]);
  } finally {
    terminal.close();
  }
}
