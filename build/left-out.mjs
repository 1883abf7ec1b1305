import { dirname } from "node:path";

/**
 * Parts of packages that the program never runs, a quarter of the bundle, which every command would read: in place of each
 * file, what stands there instead.
 */
const leftOut = [
  {
    // cdktf packs assets with it, and stacks/integrity.ts refuses assets.
    file: /node_modules\/archiver\/index\.js$/,
    contents: 'module.exports = () => { throw new Error("assets are left out"); };',
  },
  {
    // Messages in other languages than English.
    file: /node_modules\/zod\/v4\/locales\/index\.js$/,
    contents: 'export { default as en } from "./en.js";',
  },
];

/** For esbuild. Fails where a package no longer has such a file. */
export const leaveOut = {
  name: "leave-out",
  setup(build) {
    const found = new Set();
    for (const { file, contents } of leftOut) {
      build.onLoad({ filter: file }, ({ path }) => {
        found.add(file);
        return { contents, loader: "js", resolveDir: dirname(path) };
      });
    }
    build.onEnd(() => {
      const missing = leftOut.filter(({ file }) => !found.has(file));
      if (missing.length > 0) {
        throw new Error(`nothing to leave out at ${missing.map(({ file }) => file).join(", ")}`);
      }
    });
  },
};
