/** One synthesis at a time in an output directory, also where the one before died. */

import { buildSync } from "esbuild";
import { type ChildProcess, spawn as spawnProcess, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { DirectoryInUse, whileClaimed } from "../../src/synthesis/claim";
import { repository } from "../config/valid";

const directory = mkdtempSync(join(tmpdir(), "strongroom-claim-"));
let outputs = 0;

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function newDirectory(): string {
  return join(directory, `${(outputs += 1)}`);
}

/** Somebody's claim on an output directory, with what he has not published yet. */
function claimOf(outputDirectory: string, process: number | undefined, host = hostname()): string {
  const claim = join(outputDirectory, `.strongroom-${process}.0@${encodeURIComponent(host)}`);
  mkdirSync(claim, { recursive: true });
  writeFileSync(join(claim, "0"), "half");
  return claim;
}

/** The number of a process that has ended. */
function deadProcess(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

test("the holder works in an empty directory of his own, which is gone afterwards", () => {
  const outputDirectory = newDirectory();
  const seen = whileClaimed(outputDirectory, (workplace) => {
    expect(workplace.startsWith(join(outputDirectory, `.strongroom-${process.pid}.`))).toBe(true);
    writeFileSync(join(workplace, "file"), "");
    return readdirSync(workplace);
  });
  expect(seen).toEqual(["file"]);
  expect(readdirSync(outputDirectory)).toEqual([]);
});

test("what fails leaves no directory where there was none, and one that was there as it was", () => {
  const fail = () => {
    throw new Error("no");
  };
  const outputDirectory = newDirectory();
  expect(() => whileClaimed(outputDirectory, fail)).toThrow("no");
  expect(existsSync(outputDirectory)).toBe(false);
  mkdirSync(outputDirectory);
  expect(() => whileClaimed(outputDirectory, fail)).toThrow("no");
  expect(readdirSync(outputDirectory)).toEqual([]);
});

describe("somebody else's", () => {
  let other: ChildProcess;

  beforeAll(() => {
    other = spawnProcess(process.execPath, ["-e", "setInterval(() => undefined, 1000)"], { stdio: "ignore" });
  });
  afterAll(() => other.kill());

  test("is said with who has it and what to do, and stays", () => {
    const outputDirectory = newDirectory();
    const claim = claimOf(outputDirectory, other.pid);
    const use = jest.fn();
    expect(() => whileClaimed(outputDirectory, use)).toThrow(DirectoryInUse);
    expect(() => whileClaimed(outputDirectory, use)).toThrow(
      `${outputDirectory}: process ${other.pid} on ${hostname()} synthesizes into it. Wait until it is done; ` +
        `if there is no such process any more, delete ${claim}`,
    );
    expect(use).not.toHaveBeenCalled();
    expect(readdirSync(claim)).toEqual(["0"]);
    expect(readdirSync(outputDirectory)).toHaveLength(1);
  });

  test("on another machine is believed, because nobody here can tell whether it is dead", () => {
    const outputDirectory = newDirectory();
    const claim = claimOf(outputDirectory, deadProcess(), "elsewhere.example");
    expect(() => whileClaimed(outputDirectory, jest.fn())).toThrow(/process \d+ on elsewhere\.example synthesizes/);
    expect(existsSync(claim)).toBe(true);
  });
});

test.each([
  ["by a dead process", deadProcess],
  ["by a dead process that had the number of this one", () => process.pid],
])("what is left %s is taken over", (_whose, holder) => {
  const outputDirectory = newDirectory();
  claimOf(outputDirectory, holder());
  writeFileSync(join(outputDirectory, ".strongroom-notes"), "a user's");
  expect(whileClaimed(outputDirectory, (workplace) => readdirSync(workplace))).toEqual([]);
  expect(readdirSync(outputDirectory)).toEqual([".strongroom-notes"]);
});

/** Each process writes a file that must not be there, waits, and removes it: again where another one has the directory. */
const contender = `
  import { existsSync, rmSync, writeFileSync } from "node:fs";
  import { join } from "node:path";
  import { DirectoryInUse, whileClaimed } from "./src/synthesis/claim";
  const directory = process.argv[2] ?? "";
  const wait = (milliseconds: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
  for (let done = 0; done < 5; ) {
    try {
      whileClaimed(directory, () => {
        writeFileSync(join(directory, "inside"), "", { flag: "wx" });
        wait(3);
        rmSync(join(directory, "inside"));
        done += 1;
      });
    } catch (error) {
      if (!(error instanceof DirectoryInUse)) throw error;
      wait(1 + (process.pid % 5));
    }
  }
`;

test("of several processes at once, beside what a dead one left, never two have it, and everybody gets it", async () => {
  const outputDirectory = newDirectory();
  claimOf(outputDirectory, deadProcess());
  const program = join(directory, "contender.cjs");
  buildSync({
    stdin: { contents: contender, loader: "ts", resolveDir: repository },
    bundle: true,
    platform: "node",
    outfile: program,
  });
  const ends = Array.from({ length: 6 }, () => {
    const child = spawnProcess(process.execPath, [program, outputDirectory], { stdio: ["ignore", "ignore", "pipe"] });
    return new Promise<string>((resolve) => {
      let errors = "";
      child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
      child.on("close", (code) => resolve(`${code} ${errors}`));
    });
  });
  expect(await Promise.all(ends)).toEqual(ends.map(() => "0 "));
  expect(readdirSync(outputDirectory)).toEqual([]);
}, 60_000);
