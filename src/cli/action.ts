import { type Context } from "./context";

/* eslint-disable @typescript-eslint/no-explicit-any -- commander gives the arguments that the command declares */
/**
 * Makes the action of a command from a function of the command's arguments, its options and the context, which gives the
 * exit code: 0 fine, 1 the check failed, 2 it could not run.
 */
export type Action = (command: (...args: any[]) => number | Promise<number>) => (...args: any[]) => Promise<void>;

/** @param ended is told the exit code */
export function actionIn(context: Context, ended: (exitCode: number) => void): Action {
  return (command) =>
    async (...args) => {
      // The last of them is the command itself.
      ended(await command(...args.slice(0, -1), context));
    };
}
