/** A config as YAML with positions. */

import {
  Document,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
  YAMLParseError,
} from "yaml";
import { type ConfigPath } from "../findings/finding";

/** One wrong bracket can be thousands of errors to the parser. */
const maximumSyntaxProblems = 20;

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface SyntaxProblem extends Position {
  readonly rule: "yaml-syntax" | "yaml-duplicate-key";
  readonly message: string;
  readonly hint: string;
}

/** A parsed file: its value, or what keeps it from having one, and where its parts stand. */
export class Source {
  readonly problems: readonly SyntaxProblem[];
  private readonly textLines: readonly string[];
  private readonly lines = new LineCounter();
  private readonly document: Document;

  constructor(
    readonly file: string,
    text: string,
  ) {
    this.textLines = text.split(/\r?\n/);
    this.document = parse(text, this.lines);
    this.problems = [
      ...this.document.errors.slice(0, maximumSyntaxProblems).map((error) => this.problem(error)),
      ...this.unusableKeys(),
    ];
    if (this.problems.length === 0 && !isMap(this.document.contents)) {
      const empty = this.document.contents === null;
      this.problems = [
        {
          ...this.positionAt(this.document.contents?.range?.[0] ?? 0),
          rule: "yaml-syntax",
          message: empty ? "the file is empty" : "the file must hold a map of keys at its top",
          hint: "Start from examples/minimal.yaml.",
        },
      ];
    }
  }

  /** The plain value, or in words why its aliases have none. */
  value(): { readonly value: unknown } | { readonly problem: string } {
    try {
      return { value: this.document.toJS({ maxAliasCount: 100 }) };
    } catch (error) {
      const unresolved = error instanceof ReferenceError && error.message.startsWith("Unresolved alias");
      return { problem: unresolved ? error.message : "its aliases expand without end" };
    }
  }

  /** The text of a line, from 1. */
  lineText(line: number): string {
    return this.textLines[line - 1] ?? "";
  }

  /** Where the value at the path stands; where it is missing, the nearest value around it. */
  position(path: ConfigPath): Position {
    for (let length = path.length; length > 0; length--) {
      const node = this.document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) {
        return this.positionAt(node.range[0]);
      }
    }
    return this.positionAt(this.document.contents?.range?.[0] ?? 0);
  }

  /** Where the key itself stands in the map at the path. */
  keyPosition(path: ConfigPath, key: string): Position {
    const map = path.length === 0 ? this.document.contents : this.document.getIn(path, true);
    if (isMap(map)) {
      for (const pair of map.items) {
        if (isScalar(pair.key) && String(pair.key.value) === key && pair.key.range) {
          return this.positionAt(pair.key.range[0]);
        }
      }
    }
    return this.position(path);
  }

  /** Keys that are no text, and the one that no JavaScript object can hold. */
  private unusableKeys(): SyntaxProblem[] {
    const problems: SyntaxProblem[] = [];
    visit(this.document, {
      Pair: (_, { key }) => {
        const usable = isScalar(key) && key.value !== null && key.value !== "__proto__";
        if (!usable) {
          problems.push({
            ...this.positionAt((isNode(key) ? key.range?.[0] : undefined) ?? 0),
            rule: "yaml-syntax",
            message: "this is no key: keys are words",
            hint: "Write `key: value`.",
          });
        }
      },
    });
    return problems;
  }

  private positionAt(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  private problem(error: YAMLError): SyntaxProblem {
    return {
      ...this.positionAt(error.pos[0]),
      rule: error.code === "DUPLICATE_KEY" ? "yaml-duplicate-key" : "yaml-syntax",
      message: syntaxMessages[error.code] ?? error.message,
      hint: syntaxHints[error.code] ?? "Make the file valid YAML 1.2.",
    };
  }
}

/** The parser recurses: what is nested beyond its stack is an error like any other. */
function parse(text: string, lineCounter: LineCounter): Document {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false });
  } catch {
    const document = new Document();
    document.errors.push(new YAMLParseError([0, 1], "IMPOSSIBLE", "it is nested too deeply"));
    return document;
  }
}

const syntaxMessages: Partial<Record<YAMLError["code"], string>> = {
  DUPLICATE_KEY: "this key stands twice in its map",
  MULTIPLE_DOCS: "the file holds more than one document",
  RESOURCE_EXHAUSTION: "it is nested too deeply",
};

const syntaxHints: Partial<Record<YAMLError["code"], string>> = {
  DUPLICATE_KEY: "Keep one of the two: YAML would silently drop the other.",
  TAB_AS_INDENT: "Indent with spaces; YAML forbids tabs there.",
  MULTIPLE_DOCS: "Keep one document in the file: delete everything from `---` on.",
};
