import { countFindings, findingsForStream } from "../findings/print";
import { type Built, validateFile } from "../answers/validate";
import { type ConfigFile, configFile } from "./config-file";
import { type Context } from "./context";

/** Builds what a config stands for. Where the config has errors, tells its findings on standard error. */
export function builtConfig(config: string | undefined, context: Context): Built | undefined {
  return builtFile(configFile(config, context), context);
}

/** The same for a file that is already found. */
export function builtFile({ path, name }: ConfigFile, { stderr, environment }: Context): Built | undefined {
  const { findings, lineText, result } = validateFile(path, name, environment);
  if (!result) {
    stderr.write(findingsForStream(findings, stderr, lineText));
    stderr.write(`${countFindings(findings)}\n`);
  }
  return result;
}
