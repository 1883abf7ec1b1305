/** Gives every property test of this file the seed of the run. */

import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.STRONGROOM_SEED) });
