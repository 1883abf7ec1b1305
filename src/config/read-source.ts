import { readText } from "../text-file";
import { Source } from "./source";

/**
 * Reads a config file.
 * @param name of the file in findings
 * @throws UnreadableFile when the file is missing, is no file, is too large or cannot be opened
 */
export function readSource(file: string, name = file): Source {
  return new Source(name, readText(file, "name another with --config or STRONGROOM_CONFIG"));
}
