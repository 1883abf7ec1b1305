/** A config as YAML with positions. */

import {
  Composer,
  type CST,
  Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  type YAMLError,
  type YAMLMap,
  YAMLParseError,
} from "yaml";
import { documentation } from "../about";
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
  private readonly keys = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

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
          hint: `Start from the file that \`strongroom init\` writes, or from ${documentation("configuration.md")}.`,
        },
      ];
    }
  }

  /** The plain value, or in words why its aliases have none. */
  value(): { readonly value: unknown } | { readonly problem: string } {
    try {
      const value: unknown = this.document.toJS({ maxAliasCount: 100 });
      // Throws where a value holds itself, which nothing after this could print.
      JSON.stringify(value);
      return { value };
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
    return this.positionAt(this.nodesAlong(path).at(-1)?.range?.[0] ?? 0);
  }

  /** Whether the file says the value at the path. */
  holds(path: ConfigPath): boolean {
    return this.nodesAlong(path).length > path.length;
  }

  /** Where the key itself stands in the map at the path. */
  keyPosition(path: ConfigPath, key: string): Position {
    const map = this.nodesAlong(path)[path.length];
    const found = isMap(map) ? this.keysOf(map).get(key) : undefined;
    return isScalar(found?.key) && found.key.range ? this.positionAt(found.key.range[0]) : this.position(path);
  }

  /** The nodes from the top to the one at the path, as far as there are any. */
  private nodesAlong(path: ConfigPath): Node[] {
    const nodes: Node[] = [];
    let node: unknown = this.document.contents;
    for (const key of [...path, undefined]) {
      if (!isNode(node)) {
        break;
      }
      nodes.push(node);
      node = isMap(node)
        ? this.keysOf(node).get(String(key))?.value
        : isSeq(node)
          ? node.items[Number(key)]
          : undefined;
    }
    return nodes;
  }

  /** The pairs of a map by key, each map read once: a search for each key of a large map would take its square. */
  private keysOf(map: YAMLMap): ReadonlyMap<string, Pair> {
    const known = this.keys.get(map);
    if (known) {
      return known;
    }
    const keys = new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])));
    this.keys.set(map, keys);
    return keys;
  }

  /** Keys that stand twice, that are no text, and the one that no JavaScript object can hold. */
  private unusableKeys(): SyntaxProblem[] {
    const problems: SyntaxProblem[] = [];
    const search = (node: unknown): void => {
      if (problems.length >= maximumSyntaxProblems) {
        return;
      }
      if (isSeq(node)) {
        node.items.forEach(search);
      } else if (isMap(node)) {
        problems.push(...this.unusableKeysOf(node).slice(0, maximumSyntaxProblems - problems.length));
        for (const { key, value } of node.items) {
          search(key);
          search(value);
        }
      }
    };
    search(this.document.contents);
    return problems;
  }

  private unusableKeysOf(map: YAMLMap): SyntaxProblem[] {
    const seen = new Set<unknown>();
    return map.items.flatMap(({ key }): SyntaxProblem[] => {
      const usable = isScalar(key) && key.value !== null && key.value !== "__proto__";
      if (usable && !seen.has(key.value)) {
        seen.add(key.value);
        return [];
      }
      const position = this.positionAt((isNode(key) ? key.range?.[0] : undefined) ?? 0);
      return usable
        ? [
            {
              ...position,
              rule: "yaml-duplicate-key",
              message: "this key is in its map twice",
              hint: "Keep one of the two: YAML ignores the other without an error.",
            },
          ]
        : [
            {
              ...position,
              rule: "yaml-syntax",
              message: "this is not a key: keys are words",
              hint: "Write `key: value`.",
            },
          ];
    });
  }

  private positionAt(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  private problem(error: YAMLError): SyntaxProblem {
    return {
      ...this.positionAt(error.pos[0]),
      rule: "yaml-syntax",
      message: syntaxMessages[error.code] ?? error.message,
      hint: syntaxHints[error.code] ?? "Make the file valid YAML 1.2.",
    };
  }
}

/** Far deeper than any key of a config. */
const maximumDepth = 200;

/**
 * Parses a text, as `parseDocument` does, but for what is nested too deeply: composing it would recurse, and where the
 * stack ends while V8 compiles a regular expression, that ends the process.
 */
function parse(text: string, lineCounter: LineCounter): Document {
  const { stackTraceLimit } = Error;
  // Nobody reads the stack traces of its errors, and taking those of tens of thousands takes most of the time.
  Error.stackTraceLimit = 0;
  try {
    const tokens = [...new Parser(lineCounter.addNewLine).parse(text)];
    const offset = tokens.map((token) => offsetOfTooDeep(token)).find((one) => one !== undefined);
    // The parser's own check for keys that stand twice takes the square of their number.
    const composer = new Composer({ uniqueKeys: false });
    const [document, another] = composer.compose(offset === undefined ? tokens : [], true, text.length);
    if (offset !== undefined) {
      document?.errors.push(new YAMLParseError([offset, offset + 1], "RESOURCE_EXHAUSTION", ""));
    } else if (another) {
      document?.errors.push(new YAMLParseError([another.range[0], another.range[1]], "MULTIPLE_DOCS", ""));
    }
    return document ?? new Document();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Where the first key or value stands that is nested too deeply. */
function offsetOfTooDeep(token: CST.Token | null | undefined, depth = 0): number | undefined {
  if (!token || depth > maximumDepth) {
    return token?.offset;
  }
  if (token.type === "document") {
    return offsetOfTooDeep(token.value, depth);
  }
  for (const { key, value } of "items" in token ? token.items : []) {
    const offset = offsetOfTooDeep(key, depth + 1) ?? offsetOfTooDeep(value, depth + 1);
    if (offset !== undefined) {
      return offset;
    }
  }
  return undefined;
}

const syntaxMessages: Partial<Record<YAMLError["code"], string>> = {
  MULTIPLE_DOCS: "the file holds more than one document",
  RESOURCE_EXHAUSTION: "it is nested too deeply",
};

const syntaxHints: Partial<Record<YAMLError["code"], string>> = {
  TAB_AS_INDENT: "Indent with spaces; YAML forbids tabs there.",
  MULTIPLE_DOCS: "Keep one document in the file: delete everything from `---` on.",
};
