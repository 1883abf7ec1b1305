import { PassThrough } from "node:stream";
import { asking } from "../../src/cli/ask";

function terminal(isTTY: boolean) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = new PassThrough();
  const interruption = new AbortController();
  const ask = asking(input as unknown as NodeJS.ReadStream, output as unknown as NodeJS.WriteStream);
  return { input, output, interruption, answer: ask?.("Apply? ", interruption.signal) };
}

test("gives the line that somebody writes", async () => {
  const { input, output, answer } = terminal(true);
  expect(String(output.read())).toContain("Apply? ");
  input.write("yes\n");
  expect(await answer).toBe("yes");
});

test("the end of the input is no yes", async () => {
  const { input, answer } = terminal(true);
  input.end();
  expect(await answer).toBe("");
});

test("an interrupt ends the question", async () => {
  const { interruption, answer } = terminal(true);
  interruption.abort();
  await expect(answer).rejects.toThrow();
});

test("nobody answers from a pipe", () => {
  expect(terminal(false).answer).toBeUndefined();
});
