import { didYouMean } from "../config/targets";
import { countFindings, findingsForStream } from "../findings/print";
import { type Built, validateFile } from "../validate";

/**
 * Answers from a config.
 * @returns the exit code of the answer, or 1 where the config has errors, which are then on standard error
 */
export function withValidConfig(file: string, answer: (built: Built) => number): number {
  const { findings, lineText, result } = validateFile(file);
  if (!result) {
    process.stderr.write(findingsForStream(findings, process.stderr, lineText));
    process.stderr.write(`${countFindings(findings)}\n`);
    return 1;
  }
  return answer(result);
}

/** What is wrong with an account's name on the command line, in a line. */
export function unknownAccount(file: string, name: string, accounts: readonly { readonly name: string }[]): string {
  const names = accounts.map((account) => account.name);
  return `${file} lists no account \`${name}\`. ${didYouMean(name, names)}`.trimEnd();
}
