/** What CONTRIBUTING.md says that a change touches. */

import { textOf } from "../config/valid";

interface Documented {
  readonly count: number;
  /** Patterns, as in `src/aws/services/<service>.ts`. */
  readonly files: readonly string[];
}

/** Its row: how many files, and which. */
export function documented(change: string): Documented {
  const row = textOf("CONTRIBUTING.md")
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .find(([, first]) => first === change);
  return {
    count: Number(row?.[2]),
    files: [...(row?.[3] ?? "").matchAll(/`([^` ]+\/[^` ]+)`/g)].map(([, name = ""]) => name),
  };
}

/** Whether a file is one that the pattern stands for. */
export function describes(pattern: string, file: string): boolean {
  const parts = pattern.split(/<[\w-]+>/).map((part) => part.replaceAll(".", "\\."));
  return new RegExp(`^${parts.join("[\\w-]+")}$`).test(file);
}
