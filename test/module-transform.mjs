/** ES modules of packages, as Jest takes them: it has no `require` of such. */

import { transformSync } from "esbuild";

export default {
  process: (text) => ({ code: transformSync(text, { format: "cjs", target: "node20" }).code }),
};
