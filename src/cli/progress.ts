/** Shows what runs: a display that is kept up to date in a terminal, a line for each step elsewhere. */

import { Listr } from "listr2";

export interface Progress {
  began(stackId: string): void;
  ended(stackId: string, result: string): void;
}

/**
 * Runs work with a display of it.
 * @param title as in `Planning`
 * @param total how many stacks there are
 */
export async function withProgress<T>(
  title: string,
  total: number,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  // listr2 draws on stdout, which is for the answer alone where it does not go to the terminal.
  if (!process.stdout.isTTY || !process.stderr.isTTY || process.env.CI) {
    return work(lines(total));
  }
  const context: { result?: T } = {};
  const running = new Map<string, number>();
  let ended = 0;
  const list = new Listr<{ result?: T }>(
    {
      title: `${title} ${total} stacks`,
      task: async (shared, task) => {
        const show = () => {
          task.title = `${title} ${total} stacks: ${ended} done`;
          task.output = [...running].map(([id, since]) => `${id} ${seconds(since)}`).join("\n");
        };
        const clock = setInterval(show, 1000);
        try {
          shared.result = await work({
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
        }
      },
      rendererOptions: { outputBar: Number.POSITIVE_INFINITY },
    },
    // Signals are Strongroom's own matter: they also end what Terraform started.
    { ctx: context, registerSignalListeners: false, rendererOptions: { collapseErrors: false } },
  );
  await list.run();
  return context.result as T;
}

function lines(total: number): Progress {
  const since = new Map<string, number>();
  let done = 0;
  return {
    began: (id) => {
      since.set(id, performance.now());
    },
    ended: (id, result) => {
      done += 1;
      const count = String(done).padStart(String(total).length);
      process.stderr.write(`[${count}/${total}] ${id}: ${result} (${seconds(since.get(id) ?? performance.now())})\n`);
    },
  };
}

function seconds(since: number): string {
  return `${Math.round((performance.now() - since) / 1000)} s`;
}
