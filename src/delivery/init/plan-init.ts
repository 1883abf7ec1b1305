/** What `init` writes into a directory that may hold something already: only what is missing. */

import { isOfNpmAlone, notesAboutManifest, notesAboutPin, withPinOf } from "./manifest";

export interface ExistingFile {
  readonly text: string;
  /** Whether it is one by a symbolic link, so that it may be elsewhere. */
  readonly isLink: boolean;
}

export interface InitPlan {
  /** Path → content of files that are not there. */
  readonly create: Readonly<Record<string, string>>;
  /** Path → content of files that are. */
  readonly replace: Readonly<Record<string, string>>;
  readonly report: readonly InitResult[];
}

export interface InitResult {
  readonly path: string;
  /**
   * `unchanged`: it is there as it would be written. `kept`: it is there, and somebody else's. `completed`: it is there, and
   * holds nothing but what `npm install` wrote. `updated`: it is there as it was written with other options.
   */
  readonly result: "written" | "completed" | "updated" | "unchanged" | "kept";
  /** What a file that is kept lacks, and how to add it. */
  readonly notes: readonly string[];
}

type Earlier = readonly Readonly<Record<string, string>>[];

/**
 * Never overwrites what a person may have written, nor what lies behind a symbolic link.
 * @param existing path → what is there
 * @param wanted what `initialFiles` gives
 * @param earlier what it gave where it was asked otherwise
 */
export function planInit(
  existing: ReadonlyMap<string, ExistingFile>,
  wanted: Readonly<Record<string, string>>,
  earlier: Earlier = [],
): InitPlan {
  const decided = Object.entries(wanted).map(([path, content]) => decide(path, content, existing.get(path), earlier));
  const replaced = decided.filter(({ result }) => result === "completed" || result === "updated");
  return {
    create: contents(decided.filter(({ result }) => result === "written")),
    replace: contents(replaced),
    report: decided.map(({ path, result, notes }) => ({ path, result, notes })),
  };
}

interface Decided extends InitResult {
  /** What it is to be, where it is written. */
  readonly content: string;
}

function decide(path: string, content: string, found: ExistingFile | undefined, earlier: Earlier): Decided {
  if (found === undefined) {
    return { path, content, result: "written", notes: [] };
  }
  const { text, isLink } = found;
  if (text === content) {
    return { path, content, result: "unchanged", notes: [] };
  }
  if (!isLink && earlier.some((files) => files[path] === text)) {
    return { path, content, result: "updated", notes: [] };
  }
  const completed = path === "package.json" ? withPinOf(text, content) : undefined;
  if (completed !== undefined && !isLink && isOfNpmAlone(text)) {
    return { path, content: completed, result: "completed", notes: notesAboutPin(text, content) };
  }
  const notes = notesAbout(path, text, content);
  return { path, content, result: text === completed && notes.length === 0 ? "unchanged" : "kept", notes };
}

function contents(files: readonly Decided[]): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

/** One line a file, and one more for each note. */
export function initReport({ report }: Pick<InitPlan, "report">): string {
  return report
    .map(({ path, result, notes }) => [`${result.padEnd(9)} ${path}`, ...notes.map((note) => `          ${note}`)])
    .flat()
    .map((line) => `${line}\n`)
    .join("");
}

function notesAbout(path: string, found: string, wanted: string): readonly string[] {
  if (path === "package.json") {
    return notesAboutManifest(found, wanted);
  }
  if (path === ".gitignore") {
    return notesAboutIgnored(found, wanted);
  }
  if (path === "README.md") {
    return notesAboutLinks(found, wanted);
  }
  const [calls, release] = [found, wanted].map((text) => /uses: (\S+@[0-9a-f]{40}.*)/.exec(text)?.[1]?.trimEnd());
  return release === undefined || calls === release
    ? []
    : [`calls ${calls ?? "no workflow of a release"}; this is ${release}`];
}

/** A pattern means the same of what is wanted, with a slash before or behind it or without. */
function notesAboutIgnored(found: string, wanted: string): string[] {
  const [present, needed] = [found, wanted].map((text) => text.split("\n").map((line) => line.trim()));
  const bare = (pattern: string) => pattern.replace(/^\/|\/$/g, "");
  const ignored = new Set(present?.map(bare));
  const missing = needed?.filter((pattern) => pattern !== "" && !ignored.has(bare(pattern))) ?? [];
  return missing.length > 0 ? [`does not ignore ${missing.join(", ")}: add a line for each`] : [];
}

/** Only of links to a repository: without one, they go to what is installed, and nobody asked for that. */
function notesAboutLinks(found: string, wanted: string): string[] {
  const [links, release] = [found, wanted].map((text) => /\]\((\S*\bdocs\/)[\w-]+\.md/.exec(text)?.[1]);
  return links === undefined || links === release || !release?.startsWith("https:")
    ? []
    : [`links to ${links}; this is ${release}`];
}
