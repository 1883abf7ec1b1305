/** One synthesis at a time in an output directory. */

import { mkdirSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { Failure } from "../failure";

/** An output directory into which somebody else synthesizes. Its message says who, and what to do. */
export class DirectoryInUse extends Failure {}

/**
 * Lets nobody else synthesize into the output directory meanwhile. It is made where it is not there, and goes again where
 * nothing came of it. What a dead process of this machine left behind is removed.
 * @param use is given an empty directory within the output directory that is gone afterwards
 * @throws DirectoryInUse
 */
export function whileClaimed<T>(outputDirectory: string, use: (workplace: string) => T): T {
  const isNew = mkdirSync(outputDirectory, { recursive: true }) !== undefined;
  const workplace = join(outputDirectory, ownName);
  const leave = () => rmSync(workplace, { recursive: true, force: true });
  let isDone = false;
  try {
    // Left by a process that had the same number.
    leave();
    mkdirSync(workplace, { recursive: true });
    waitForOthers(outputDirectory);
    const result = use(workplace);
    isDone = true;
    return result;
  } finally {
    leave();
    if (isNew && !isDone) {
      removeWhereEmpty(outputDirectory);
    }
  }
}

const prefix = ".strongroom-";
const host = encodeURIComponent(hostname());
const ownName = `${prefix}${process.pid}.${threadId}@${host}`;

/** For processes that began at the same moment: those that give way do so long before. */
const patience = { milliseconds: 200, step: 5 };

/**
 * Everybody leaves a name before looking for those of others, so that of two who begin at once at least one sees the other.
 * The earlier name goes on when the other has given way; who came later, to somebody at work, does not get it.
 */
function waitForOthers(outputDirectory: string): void {
  for (let waited = 0; ; waited += patience.step) {
    const others = claimsOfTheLiving(outputDirectory).filter((name) => name !== ownName);
    const [other] = others;
    if (other === undefined) {
      return;
    }
    if (waited >= patience.milliseconds || others.some((name) => name < ownName)) {
      throw new DirectoryInUse(
        `${outputDirectory}: ${inWords(other)} synthesizes into it. Wait until it is done; ` +
          `if there is no such process any more, delete ${join(outputDirectory, other)}`,
      );
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, patience.step);
  }
}

/** Those of the dead are gone afterwards. Their names are theirs alone, so nobody else's can be removed by mistake. */
function claimsOfTheLiving(outputDirectory: string): string[] {
  const living: string[] = [];
  for (const name of readdirSync(outputDirectory)) {
    const holder = holderOf(name);
    if (holder?.host === host && !isAlive(holder.process)) {
      rmSync(join(outputDirectory, name), { recursive: true, force: true });
    } else if (holder) {
      living.push(name);
    }
  }
  return living;
}

function holderOf(name: string): { readonly process: number; readonly host: string } | undefined {
  const [, number, on] = /^\.strongroom-(\d+)\.\d+@(.+)$/.exec(name) ?? [];
  return number === undefined || on === undefined ? undefined : { process: Number(number), host: on };
}

function inWords(name: string): string {
  const holder = holderOf(name);
  return holder ? `process ${holder.process} on ${decodeURIComponent(holder.host)}` : name;
}

function isAlive(process_: number): boolean {
  try {
    return process.kill(process_, 0);
  } catch (error) {
    // Somebody else's process is one too.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function removeWhereEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // Somebody else has something in it.
  }
}
