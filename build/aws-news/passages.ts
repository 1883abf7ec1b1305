/** A paragraph of a comment, or of texts that stand on lines of their own, on one line. */
export interface Passage {
  readonly text: string;
  /** The line of the file, from 1, on which a character of the text stands. */
  readonly lineAt: (index: number) => number;
}

/** What a line is: of a kind that goes on from line to line, or a text within code, which is a passage by itself. */
const kinds = [
  { kind: "comment", line: /^\s*(?:\/\*\*?|\*(?!\/)|\/\/)\s?(?<text>.*?)\s*(?:\*\/)?$/ },
  { kind: "text", line: /^\s*["'`](?<text>.*?)["'`](?:,| \+)?;?$/ },
  { kind: "alone", line: /["'`](?<text>.*)["'`]/ },
] as const;

/** Comments and texts of TypeScript, as Prettier formats it, paragraph by paragraph. */
export function passagesOf(source: string): Passage[] {
  const passages: { kind: string; lines: { number: number; text: string }[] }[] = [];
  let goesOn = false;
  source.split("\n").forEach((line, index) => {
    const { kind, text } = lineOf(line);
    const last = passages.at(-1);
    if (text === "") {
      goesOn = false;
      return;
    }
    if (goesOn && last?.kind === kind && kind !== "alone" && !/^\s*\/\*/.test(line)) {
      last.lines.push({ number: index + 1, text });
    } else {
      passages.push({ kind, lines: [{ number: index + 1, text }] });
    }
    goesOn = true;
  });
  return passages.map(({ lines }) => passage(lines));
}

function lineOf(line: string): { readonly kind: string; readonly text: string } {
  for (const { kind, line: pattern } of kinds) {
    const text = pattern.exec(line)?.groups?.text;
    if (text !== undefined) {
      return { kind, text: text.trim() };
    }
  }
  return { kind: "code", text: "" };
}

function passage(lines: readonly { readonly number: number; readonly text: string }[]): Passage {
  return {
    text: lines.map(({ text }) => text).join(" "),
    lineAt(index) {
      let end = -1;
      return lines.find(({ text }) => (end += text.length + 1) >= index)?.number ?? lines.at(-1)?.number ?? 0;
    },
  };
}
