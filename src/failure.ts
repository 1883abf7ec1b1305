/** What keeps a command from running that a person can mend: its message says how, so no stack trace is needed. */
export abstract class Failure extends Error {
  /** Exit code of the command that it ends. */
  readonly exitCode: 1 | 2 = 2;
}

/** The command line asks for something that there is not. */
export class UsageError extends Failure {}
