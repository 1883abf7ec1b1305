/** What ts-jest leaves: files that the build takes as text, and ES modules of packages, of which Jest has no `require`. */

import { transformSync } from "esbuild";

export default {
  process: (text, file) =>
    transformSync(text, {
      format: "cjs",
      target: "node20",
      loader: /\.(css|browser\.js)$/.test(file) ? "text" : "js",
      // A package's own `Symbol` or `String` would be a second one beside those that Jest passes to every module.
      minifyIdentifiers: file.includes("/node_modules/"),
    }),
};
