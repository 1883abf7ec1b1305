/** Whatever stands in a config file, the answer is findings and no exception. `npm run bench` says how soon it comes. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { type Finding } from "../../src/findings/finding";
import { UnreadableFile } from "../../src/text-file";
import { resolveDeployment } from "../../src/model/resolve";
import { buildDocuments } from "../../src/policies/documents";
import { validateFile } from "../../src/answers/validate";
import { check, edit, validText } from "./valid";

const byteMutations = 8_000;
const structureMutations = 2_000;

interface Answer {
  readonly valid: boolean;
  readonly messages: readonly string[];
  /** What is wrong with the answer itself. */
  readonly faults: readonly string[];
}

/** Notes come last. */
function rank({ severity }: Finding): number {
  return ["error", "warning", "note"].indexOf(severity);
}

/** Checks a text, and then the answer. Without `expect` for each finding and each text: it takes longer than the check. */
function examine(text: string): Answer {
  const { config, findings } = check(text);
  const faults: string[] = [];
  const lines = text.split("\n").length;
  const broken = findings.some(({ severity }) => severity === "error");
  if ((config === undefined) !== broken) {
    faults.push(broken ? "gives a config in spite of an error" : "gives no config and no error");
  }
  for (const [index, finding] of findings.entries()) {
    const { file, line, column, severity, rule, message, hint } = finding;
    const previous = findings[index - 1];
    const wellFormed =
      file === "org.yaml" &&
      Number.isInteger(line) &&
      line >= 1 &&
      line <= lines + 1 &&
      Number.isInteger(column) &&
      column >= 1 &&
      ["error", "warning", "note"].includes(severity) &&
      [rule, message, hint].every((words) => words.trim() !== "");
    if (!wellFormed) {
      faults.push(`malformed finding ${JSON.stringify(finding)}`);
    }
    const order = previous ? rank(previous) - rank(finding) || previous.line - line || previous.column - column : 0;
    if (order > 0) {
      faults.push(`finding ${index} stands before the place of the one ahead of it`);
    }
  }
  if (config) {
    buildDocuments(resolveDeployment(config));
  }
  const counted = findings.filter(({ severity }) => severity !== "note");
  return { valid: config !== undefined, messages: counted.map(({ message }) => message), faults };
}

/** Runs the property so many times. Gives how many of the texts were valid. */
function examineAll(texts: fc.Arbitrary<string>, numRuns: number): number {
  let valid = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const answer = examine(text);
      valid += answer.valid ? 1 : 0;
      if (answer.faults.length > 0) {
        throw new Error(answer.faults.join("\n"));
      }
    }),
    { numRuns },
  );
  return valid;
}

/** A place as a share of what there is, so that it stays valid while the text or the tree changes. */
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("bytes", () => {
  const character = fc.oneof(
    fc.constantFrom(..."\t\n\r \"'`{}[]:,-?*&!|>%@#~\\/.=+()<>0123456789aAzZ"),
    fc.constantFrom("\0", "\u0007", "\u001b", "\u007f", "\u0085", "\u00a0", "\u2028", "\ufeff", "\ufffd", "\ud800"),
    fc.constantFrom("é", "ß", "中", "\u0301", "👩‍🚀"),
    fc.constantFrom("---\n", "...\n", "? ", "- ", ": ", "<<: ", "!!int ", "&a ", "*a", "|\n", "%YAML 1.1\n"),
  );
  const span = fc.integer({ min: 1, max: 40 });
  const insertion = fc.array(character, { minLength: 1, maxLength: 6 }).map((characters) => characters.join(""));
  const textEdit = fc.oneof(
    fc.record({ type: fc.constant("insert" as const), at: share, inserted: insertion }),
    fc.record({ type: fc.constant("replace" as const), at: share, length: span, inserted: insertion }),
    fc.record({ type: fc.constant("delete" as const), at: share, length: span }),
    fc.record({ type: fc.constant("duplicate" as const), at: share, length: span, to: share }),
    { weight: 1, arbitrary: fc.record({ type: fc.constant("truncate" as const), at: share }) },
  );

  function applied(text: string, change: typeof textEdit extends fc.Arbitrary<infer T> ? T : never): string {
    const at = Math.floor(change.at * text.length);
    switch (change.type) {
      case "insert":
        return text.slice(0, at) + change.inserted + text.slice(at);
      case "replace":
        return text.slice(0, at) + change.inserted + text.slice(at + change.length);
      case "delete":
        return text.slice(0, at) + text.slice(at + change.length);
      case "duplicate": {
        const to = Math.floor(change.to * text.length);
        return text.slice(0, to) + text.slice(at, at + change.length) + text.slice(to);
      }
      case "truncate":
        return text.slice(0, at);
    }
  }

  test(`${byteMutations} texts with bytes deleted, inserted, replaced, doubled or cut off get an answer`, () => {
    const texts = fc
      .array(textEdit, { minLength: 1, maxLength: 4 })
      .map((changes) => changes.reduce(applied, validText));
    // Some are valid still, in their comments and names: so the stages after the findings were tried too.
    expect(examineAll(texts, byteMutations)).toBeGreaterThan(byteMutations / 50);
  });
});

describe("structure", () => {
  type Container = Record<string | number, unknown>;
  interface Place {
    readonly container: Container;
    readonly key: string | number;
  }

  const base: unknown = parse(validText);
  const nameKey = fc.constantFrom("__proto__", "constructor", "toString", "", "0", "null", "<<", "name", "id", "é 中");
  const value = fc.oneof(
    fc.constantFrom<unknown>(null, true, false, "", "root", "all", "NaN", "~", "x".repeat(10_000), "a\nb: c\n"),
    fc.constantFrom<unknown>(0, -0, 1, -1, 1.5, 30, 1e21, -1e308, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY),
    fc.constantFrom<unknown>(10n ** 30n, new Date(0), [], [[]], [null], [[[["x"]]]], {}, { a: { b: [null, {}] } }),
    nameKey.map((key) => Object.fromEntries([[key, { [key]: [key] }]])),
    fc.constantFrom("eu-west-1", "Production", "payments", "us-gov-west-1", "rate(1 day)", "cron(0 0 31 2 ? *)"),
  );
  const treeEdit = fc.oneof(
    fc.record({ type: fc.constant("replace" as const), at: share, value }),
    fc.record({ type: fc.constant("delete" as const), at: share }),
    fc.record({ type: fc.constant("duplicate" as const), at: share, key: nameKey }),
    fc.record({ type: fc.constant("swap" as const), at: share, with: share }),
    fc.record({ type: fc.constant("rename" as const), at: share, key: nameKey }),
  );

  /** Every value below the root with what holds it. */
  function placesBelow(node: unknown, places: Place[] = []): Place[] {
    if (typeof node === "object" && node !== null && !(node instanceof Date)) {
      const container = node as Container;
      for (const key of Array.isArray(node) ? node.keys() : Object.keys(node)) {
        places.push({ container, key });
        placesBelow(container[key], places);
      }
    }
    return places;
  }

  /** Defines the key, because an assignment to `__proto__` would set the prototype. */
  function put({ container, key }: Place, content: unknown): void {
    Object.defineProperty(container, key, { value: content, enumerable: true, configurable: true, writable: true });
  }

  function remove({ container, key }: Place): void {
    if (Array.isArray(container)) {
      container.splice(Number(key), 1);
    } else {
      Reflect.deleteProperty(container, key);
    }
  }

  function change(root: unknown, treeChange: typeof treeEdit extends fc.Arbitrary<infer T> ? T : never): void {
    const places = placesBelow(root);
    const place = places[Math.floor(treeChange.at * places.length)];
    if (!place) {
      return;
    }
    const { container, key } = place;
    const content = container[key];
    switch (treeChange.type) {
      case "replace":
        put(place, structuredClone(treeChange.value));
        break;
      case "delete":
        remove(place);
        break;
      case "duplicate":
        if (Array.isArray(container)) {
          container.splice(Number(key), 0, structuredClone(content));
        } else {
          put({ container, key: treeChange.key }, structuredClone(content));
        }
        break;
      case "swap": {
        const other = places[Math.floor(treeChange.with * places.length)] ?? place;
        put(place, other.container[other.key]);
        put(other, content);
        break;
      }
      case "rename":
        if (!Array.isArray(container)) {
          remove(place);
          put({ container, key: treeChange.key }, content);
        }
        break;
    }
  }

  /** Numbers that JSON does not have, as YAML writes them. */
  const otherNumbers = new Map<unknown, string>([
    [Number.NaN, ".nan"],
    [Number.POSITIVE_INFINITY, ".inf"],
    [-0, "-0"],
    [10n ** 30n, String(10n ** 30n)],
  ]);

  /** JSON is YAML too, and takes a fraction of the time to write. */
  function asJson(root: unknown): string {
    const text = JSON.stringify(
      root,
      (_key, content: unknown) => {
        const written = Object.is(content, 0) ? undefined : otherNumbers.get(content);
        return written === undefined ? content : `<${written}>`;
      },
      1,
    );
    return text.replace(/"<(\S+?)>"/g, "$1");
  }

  test(`${structureMutations} configs with values replaced, deleted, doubled, swapped or renamed get an answer`, () => {
    const style = fc.oneof({ weight: 3, arbitrary: fc.constant("JSON") }, fc.constant("block"));
    const texts = fc.tuple(style, fc.array(treeEdit, { minLength: 1, maxLength: 3 })).map(([written, changes]) => {
      const root: unknown = structuredClone(base);
      for (const treeChange of changes) {
        change(root, treeChange);
      }
      return written === "JSON" ? asJson(root) : stringify(root, { lineWidth: 0 });
    });
    expect(examineAll(texts, structureMutations)).toBeGreaterThan(structureMutations / 50);
  });
});

describe("hostile texts", () => {
  const nested = 100_000;

  test("aliases that expand to a thousand million nodes are refused", () => {
    const levels = Array.from({ length: 9 }, (_, index) => {
      const items = Array.from({ length: 10 }, () => (index === 0 ? "x" : `*a${index - 1}`));
      return `a${index}: &a${index} [${items.join(", ")}]`;
    });
    expect(examine(levels.join("\n"))).toMatchObject({ valid: false, faults: [] });
  });

  test.each([
    ["lists that nothing closes", "[".repeat(nested)],
    ["lists", `${"[".repeat(nested)}${"]".repeat(nested)}`],
    ["maps", `${"{ a: ".repeat(nested)}${"}".repeat(nested)}`],
    ["block lists", "- ".repeat(nested)],
    ["a value of a key", edit(validText, "homeRegion: eu-central-1", `homeRegion: ${"[".repeat(nested)}`)],
  ])("a nesting of 100,000 is an error: %s", (_what, text) => {
    expect(examine(text)).toMatchObject({ valid: false, faults: [] });
  });

  test.each([100, 190, 500, 1000])("a nesting of %i is an error as well", (depth) => {
    for (const [open, close] of [
      ["[", "]"],
      ["{ a: ", "}"],
    ] as const) {
      const value = `${open.repeat(depth)}${close.repeat(depth)}`;
      for (const text of [
        edit(validText, "homeRegion: eu-central-1", `homeRegion: ${value}`),
        edit(validText, "Owner: platform", `Owner: ${value}`),
        `${validText}unknown: ${value}\n`,
      ]) {
        expect(examine(text)).toMatchObject({ valid: false, faults: [] });
      }
    }
  });

  test("values that aliases nest in each other are an error, however deep they come to be", () => {
    const levels = Array.from({ length: 90 }, (_, index) => {
      const inner = index === 0 ? "x" : `*a${index - 1}`;
      return `a${index}: &a${index} ${"[".repeat(190)}${inner}${"]".repeat(190)}\n`;
    });
    for (const count of [5, 20, 90]) {
      expect(examine(`${validText}${levels.slice(0, count).join("")}`)).toMatchObject({ valid: false, faults: [] });
    }
  });

  test.each(["\t", "\0", '"', "'", "{", "&", "*", "!", "%", "`", ":", ": ", "- ", "\r", "\n", "|\n", "#", "中"])(
    "100,000 times %j is an error",
    (part) => {
      expect(examine(part.repeat(100_000))).toMatchObject({ valid: false, faults: [] });
    },
  );

  test.each(["__proto__", "constructor", "toString"])(
    "a key %s is unknown like any other, and pollutes nothing",
    (key) => {
      for (const text of [
        `${validText}${key}: { polluted: true }\n`,
        edit(validText, "  partition: aws", `  partition: aws\n  ${key}: { polluted: true }`),
      ]) {
        const { messages, ...verdict } = examine(text);
        expect(verdict).toEqual({ valid: false, faults: [] });
        expect(messages.filter((message) => !message.includes("do not reach"))).toEqual([
          expect.stringMatching(/no key|not a key/),
        ]);
      }
      expect({}).not.toHaveProperty("polluted");
    },
  );
});

describe("values that hold themselves", () => {
  test.each([
    ["the whole config", "&a\norganization: *a\n"],
    ["a list", edit(validText, "homeRegion: eu-central-1", "homeRegion: &a [*a]")],
    ["a map", edit(validText, "tags: { Owner: platform }", "tags: &a { Owner: *a }")],
    ["an account", edit(validText, "accounts:\n", "accounts: &a\n  - *a\n")],
    ["an unknown key", `${validText}unknown: &a [*a]\n`],
  ])("%s is an error", (_what, text) => {
    expect(examine(text)).toMatchObject({ valid: false, faults: [] });
  });
});

describe("keys that are no words", () => {
  test.each([
    ["a thousand keys, each in the next", "? ".repeat(1_000)],
    ["a list", "? [a, b]\n: c\n"],
    ["a map", "{ a: b }: c\n"],
  ])("%s: an error", (_what, text) => {
    expect(examine(text)).toMatchObject({ valid: false, faults: [] });
  });

  test("an alias without an anchor is named", () => {
    expect(examine("homeRegion: *nowhere\n").messages).toEqual([expect.stringContaining("nowhere")]);
  });
});

describe("large files", () => {
  const directory = mkdtempSync(join(tmpdir(), "strongroom-fuzz-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  function written(name: string, text: string): string {
    const file = join(directory, name);
    writeFileSync(file, text);
    return file;
  }

  function withAccounts(count: number): string {
    const accounts = Array.from(
      { length: count },
      (_, index) =>
        `  - { name: account-${index}, id: "${100_000_000_000 + index}", organizationalUnit: Production }\n`,
    );
    return edit(validText, "accounts:\n", `accounts:\n${accounts.join("")}`);
  }

  test.each([
    ["of 10 MB", "x".repeat(10_000_000), /: has 9\.5 MiB; a file may have \d+ MiB at the most$/],
    ["of 100,000 accounts", withAccounts(100_000), /: has 7\.\d MiB; a file may have \d+ MiB at the most$/],
  ])("a file %s is refused in words", (_what, text, words) => {
    const file = written("large.yaml", text);
    expect(() => validateFile(file)).toThrow(UnreadableFile);
    expect(() => validateFile(file)).toThrow(words);
  });
});

describe("memory", () => {
  /** The heap that is in use after a collection, in MiB. */
  function usedMebibytes(): number {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    collect();
    return process.memoryUsage().heapUsed / 2 ** 20;
  }

  test("hundreds of checks leave nothing behind", () => {
    const texts = [validText, `${validText}unknown: 1\n`, validText.slice(0, 2_000)];
    const checkAll = (rounds: number) => {
      for (let round = 0; round < rounds; round++) {
        texts.forEach(check);
      }
    };
    // The first rounds fill the caches of the engine and of the modules.
    checkAll(20);
    const before = usedMebibytes();
    checkAll(100);
    expect(usedMebibytes() - before).toBeLessThan(10);
  });
});
