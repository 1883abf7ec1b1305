/** Text of plans and configs as Markdown that shows it and does nothing else. */

/**
 * Text in a sentence or a table: no markup, no mention, no reference, no HTML, and on one line.
 * Source: CommonMark 0.31, "Backslash escapes"; GitHub Flavored Markdown, "Tables" and "Autolinks".
 */
export function escaped(text: string): string {
  return (
    oneLine(text)
      .replaceAll(/[&<>]/g, (character) => entities[character] ?? character)
      .replaceAll(/[\\`*_[\]|~$]/g, (character) => `\\${character}`)
      // GitHub looks for these in what Markdown has become: a space without width ends the name before it begins.
      .replaceAll(/[@#](?=\w)/g, (character) => `${character}&#8203;`)
      .replaceAll(/(https?):\/\/|(www)\./gi, (_match, scheme?: string, host?: string) =>
        scheme ? `${scheme}&#58;//` : `${host}&#46;`,
      )
  );
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Text as it is, on one line; a table still needs its bars escaped. */
export function code(text: string): string {
  const line = oneLine(text);
  const fence = "`".repeat(longestRun(line) + 1);
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${space}${line}${space}${fence}`;
}

/** Text as it is, on lines of its own. */
export function codeBlock(text: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}text\n${text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, " ")}\n${fence}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
