/** `npm run generate`, before anything is bundled that reads the index: writes it in the working directory. */

import { readdirSync, writeFileSync } from "node:fs";
import { serviceIndex } from "./service-index";

writeFileSync("src/aws/services/index.ts", serviceIndex(readdirSync("src/aws/services")));
process.stdout.write("src/aws/services/index.ts\n");
