/** What a terminal shows while stacks are planned. */

import { Terminal } from "@xterm/headless";
import { withProgress } from "../../src/cli/progress";
import { type Context } from "../../src/cli/context";

const size = { cols: 60, rows: 10 };

/** A terminal of ten rows, of which a test reads the whole history. */
function terminal() {
  const screen = new Terminal({ ...size, scrollback: 1000, allowProposedApi: true });
  const written = () => new Promise<void>((resolve) => screen.write("", resolve));
  return {
    stderr: {
      isTTY: true,
      columns: size.cols,
      ...size,
      write: (text: string) => screen.write(text.replaceAll(/\r?\n/g, "\r\n")),
    },
    lines: async () => {
      await written();
      const all = Array.from({ length: screen.buffer.active.length }, (_, row) =>
        screen.buffer.active.getLine(row)?.translateToString(true),
      );
      return all.filter((line) => line !== "");
    },
  };
}

const contextOf = (stderr: object, environment = {}) => ({ stderr, environment }) as unknown as Context;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ["setTimeout", "setImmediate", "nextTick", "queueMicrotask"] });
});
afterEach(() => {
  jest.useRealTimers();
});

test("replaces its lines, however long it takes and however many stacks run", async () => {
  const { stderr, lines } = terminal();
  const ids = Array.from({ length: 30 }, (_, index) => `member-${index}`);
  const result = await withProgress("Planning", ids.length, contextOf(stderr), async (progress) => {
    ids.forEach((id) => progress.began(id));
    await jest.advanceTimersByTimeAsync(120_000);
    expect(await lines()).toEqual([
      "Planning 30 stacks: 0 done",
      ...ids.slice(0, 7).map((id) => `  ${id} 120 s`),
      "  and 23 more",
    ]);
    ids.slice(0, 28).forEach((id) => progress.ended(id, "no changes"));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await lines()).toEqual(["Planning 30 stacks: 28 done", "  member-28 121 s", "  member-29 121 s"]);
    ids.slice(28).forEach((id) => progress.ended(id, "no changes"));
    return "all";
  });
  expect(result).toBe("all");
  expect(await lines()).toEqual(["Planning 30 stacks: 30 done"]);
});

test.each([
  ["a pipe", { isTTY: false }, {}],
  ["CI", {}, { CI: "1" }],
])("in %s, each stack that has ended is a line", async (_what, stream, environment) => {
  const { stderr, lines } = terminal();
  await withProgress("Planning", 2, contextOf({ ...stderr, ...stream }, environment), async (progress) => {
    progress.began("encryption");
    progress.ended("encryption", "changes");
    progress.began("organization");
    progress.ended("organization", "no changes");
  });
  expect(await lines()).toEqual(["[1/2] encryption: changes (0 s)", "[2/2] organization: no changes (0 s)"]);
});
