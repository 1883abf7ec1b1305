/** Shows what runs: a display that is kept up to date in a terminal, a line for each step elsewhere. */

import { createLogUpdate } from "log-update";
import { type Context, type Output } from "./context";

export interface Progress {
  began(stackId: string): void;
  ended(stackId: string, result: string): void;
}

/**
 * Runs work with a display of it on standard error.
 * @param title as in `Planning`
 * @param total how many stacks there are
 */
export async function withProgress<T>(
  title: string,
  total: number,
  { stderr, environment }: Context,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  if (!stderr.isTTY || environment.CI) {
    return work(lines(total, stderr));
  }
  // It writes and asks for the size of the terminal, which any Output of a terminal has.
  const display = createLogUpdate(stderr as NodeJS.WriteStream);
  const running = new Map<string, number>();
  let ended = 0;
  const show = () => {
    const head = `${title} ${total} stacks: ${ended} done`;
    display([head, ...asManyAsFit([...running], (stderr.rows ?? 24) - 2)].join("\n"));
  };
  const clock = setInterval(show, 1000);
  try {
    return await work({
      began: (id) => {
        running.set(id, performance.now());
        show();
      },
      ended: (id) => {
        running.delete(id);
        ended += 1;
        show();
      },
    });
  } finally {
    clearInterval(clock);
    display.done();
  }
}

function asManyAsFit(running: readonly (readonly [string, number])[], rows: number): string[] {
  const shown = running.length > rows ? rows - 1 : running.length;
  const rest = running.length - shown;
  return [
    ...running.slice(0, shown).map(([id, since]) => `  ${id} ${seconds(since)}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ];
}

function lines(total: number, stderr: Output): Progress {
  const since = new Map<string, number>();
  let done = 0;
  return {
    began: (id) => {
      since.set(id, performance.now());
    },
    ended: (id, result) => {
      done += 1;
      const count = String(done).padStart(String(total).length);
      stderr.write(`[${count}/${total}] ${id}: ${result} (${seconds(since.get(id) ?? performance.now())})\n`);
    },
  };
}

function seconds(since: number): string {
  return `${Math.round((performance.now() - since) / 1000)} s`;
}
