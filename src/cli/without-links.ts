import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * The path with every symbolic link of what exists resolved, as npm resolves the directory in which it runs: a relative
 * path that is to be written there leads elsewhere from the link.
 * @param path absolute
 */
export function withoutLinks(path: string): string {
  if (existsSync(path)) {
    return realpathSync(path);
  }
  const parent = dirname(path);
  return parent === path ? path : join(withoutLinks(parent), basename(path));
}
