/** A text of JSON with positions, of Strongroom or of others. */

import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { type ConfigPath } from "../findings/finding";
import { type Position } from "./source";

/** What keeps a text from being strict JSON, or a key of it from counting. */
export interface JsonProblem extends Position {
  readonly path: ConfigPath;
  readonly message: string;
  readonly hint: string;
}

/** A parsed text: its value, what is wrong with the text itself, and where its parts stand. */
export class JsonText {
  /** In the order of the text. */
  readonly problems: readonly JsonProblem[];
  /** Undefined where the text is not JSON. */
  readonly value: unknown;
  private readonly tree: Node | undefined;

  /** @param file name of the file in findings */
  constructor(
    readonly file: string,
    private readonly text: string,
  ) {
    const { tree, error } = parse(text);
    this.tree = tree;
    this.value = error ? undefined : (JSON.parse(text) as unknown);
    this.problems = [...(error ? [this.notJson(error.reason, error.offset)] : []), ...this.repeatedKeys(tree, [])];
  }

  /** Where the value at the path stands; where it is missing, the nearest value around it. */
  position(path: ConfigPath): Position {
    for (let length = path.length; length >= 0; length--) {
      const node = this.node(path.slice(0, length));
      if (node) {
        return this.positionAt(node.offset);
      }
    }
    return this.positionAt(0);
  }

  /** Where the key itself stands at the end of the path. */
  keyPosition(path: ConfigPath): Position {
    const property = this.node(path)?.parent;
    return property?.type === "property" ? this.positionAt(property.offset) : this.position(path);
  }

  /** The text of a line, from 1. */
  lineText(line: number): string {
    return this.text.split(/\r?\n/)[line - 1] ?? "";
  }

  private node(path: ConfigPath): Node | undefined {
    return this.tree && findNodeAtLocation(this.tree, [...path]);
  }

  private positionAt(offset: number): Position {
    const lines = this.text.slice(0, offset).split("\n");
    return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
  }

  private notJson(reason: string, offset: number): JsonProblem {
    return {
      ...this.positionAt(offset),
      path: [],
      message: `this is not JSON: ${reason}`,
      hint: "Write strict JSON, without comments.",
    };
  }

  /** JSON.parse keeps the last of two keys; AWS refuses both. */
  private repeatedKeys(node: Node | undefined, path: ConfigPath): JsonProblem[] {
    if (node === undefined || path.length > maximumDepth) {
      return [];
    }
    const seen = new Set<string>();
    return (node.children ?? []).flatMap((child, index) => {
      if (node.type === "array") {
        return this.repeatedKeys(child, [...path, index]);
      }
      const [keyNode, value] = child.children ?? [];
      const key = String(keyNode?.value);
      const below = this.repeatedKeys(value, [...path, key]);
      if (!seen.has(key)) {
        seen.add(key);
        return below;
      }
      const place = { ...this.positionAt(child.offset), path: [...path, key] };
      return [{ ...place, message: `\`${key}\` is here twice`, hint: "Keep one." }, ...below];
    });
  }
}

/** Several times as deep as any policy goes. */
const maximumDepth = 50;

interface Parsed {
  readonly tree: Node | undefined;
  readonly error: { readonly reason: string; readonly offset: number } | undefined;
}

function parse(text: string): Parsed {
  const errors: ParseError[] = [];
  try {
    const tree = parseTree(text, errors, { disallowComments: true });
    // One wrong bracket makes many errors. The first says where it is.
    const [first] = errors;
    return { tree, error: first && { reason: printParseErrorCode(first.error), offset: first.offset } };
  } catch {
    // The parser recurses.
    return { tree: undefined, error: { reason: "nested too deeply", offset: 0 } };
  }
}
