/**
 * Asks the compiler about src/ and stacks/ with some files changed or added. Takes a list of `{ overlay, files }` as JSON on
 * standard input: texts by path, and the files to ask about, or all where none are named. Gives a list of what is wrong with
 * each, by path. A process of its own, because a program takes much memory.
 */

import { dirname, join, relative } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { config } = ts.readConfigFile(join(repository, "tsconfig.json"), ts.sys.readFile);
const { options, fileNames } = ts.parseJsonConfigFileContent(
  { ...config, include: ["src", "stacks"] },
  ts.sys,
  repository,
  { incremental: false, tsBuildInfoFile: undefined },
);

/** Files that no overlay changes, which the programs share. */
const unchanged = new Map();
let oldProgram;

const answers = JSON.parse(await text(process.stdin)).map(({ overlay, files }) => {
  const program = programWith(overlay);
  oldProgram = program;
  const asked = files ?? program.getRootFileNames().map((file) => relative(repository, file));
  return Object.fromEntries(asked.map((file) => [file, problemsOf(program, file)]));
});
process.stdout.write(JSON.stringify(answers));

function programWith(overlay) {
  const texts = new Map(Object.entries(overlay).map(([file, contents]) => [join(repository, file), contents]));
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  host.getSourceFile = (file, ...rest) => {
    if (texts.has(file)) {
      return getSourceFile(file, ...rest);
    }
    if (!unchanged.has(file)) {
      unchanged.set(file, getSourceFile(file, ...rest));
    }
    return unchanged.get(file);
  };
  return ts.createProgram({ rootNames: [...new Set([...fileNames, ...texts.keys()])], options, host, oldProgram });
}

function problemsOf(program, file) {
  const source = program.getSourceFile(join(repository, file));
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
    ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "),
  );
}
