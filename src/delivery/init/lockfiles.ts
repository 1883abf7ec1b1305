/** Lockfiles of other package managers than npm, for which everything that `init` writes is. */

const lockfiles: Readonly<Record<string, string>> = {
  "pnpm-lock.yaml": "pnpm",
  "yarn.lock": "Yarn",
  "bun.lock": "Bun",
  "bun.lockb": "Bun",
};

/** What goes by npm where another package manager is in use; undefined where there is no sign of one. */
export function whatNeedsNpm(exists: (path: string) => boolean): string | undefined {
  const lockfile = Object.keys(lockfiles).find(exists);
  return lockfile === undefined
    ? undefined
    : `${lockfile} is of ${lockfiles[lockfile]}: the commands in README.md, the workflows and \`affected --since\` use npm and its package-lock.json, so run \`npm install\` too, and commit that file`;
}
