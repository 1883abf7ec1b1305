import { join } from "node:path";
import { type Context, pathOf } from "./context";

/** The absolute path of the output of a synthesis: what is named, else CDKTF_OUTDIR, else `cdktf.out` of the project. */
export function outputDirectory(named: string | undefined, context: Context): string {
  const name = named || context.environment.CDKTF_OUTDIR;
  return name ? pathOf(name, context) : join(context.projectDirectory, "cdktf.out");
}
