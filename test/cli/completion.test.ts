/** What shells complete. That the program of a package completes is the matter of the package's tests. */

import { addCompletion } from "../../src/cli/completion";
import { repository } from "../config/valid";
import { run } from "./run";

/** What the library of the command prints: it knows no other stream. */
async function complete(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const log = jest.spyOn(console, "log").mockImplementation((line: string) => lines.push(line));
  try {
    const { exitCode } = await run(["complete", ...args], {}, repository, repository, addCompletion);
    expect(exitCode).toBe(0);
  } finally {
    log.mockRestore();
  }
  return lines.join("\n");
}

test.each(["bash", "zsh", "fish", "powershell"])("prints what makes %s ask the program", async (shell) => {
  expect(await complete(shell)).toMatch(/strongroom complete (--|'--') /);
});

test("completes commands and options", async () => {
  expect(await complete("--", "val")).toContain("validate\t");
  expect(await complete("--", "explain", "--acc")).toContain("--account\t");
});
