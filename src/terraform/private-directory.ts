/** A directory that nobody else may read, and that is gone afterwards. */

import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** It is gone after an interrupt too, which ends the process without an end of the work. */
export async function inPrivateDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  // `mkdtemp` gives it the mode 0700.
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "strongroom-")));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  process.on("exit", remove);
  try {
    return await work(directory);
  } finally {
    remove();
    process.off("exit", remove);
  }
}
