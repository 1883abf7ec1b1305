/** What `init` writes into a directory that may hold something already: only what is missing. */

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

/**
 * Never overwrites what a person may have written, nor what lies behind a symbolic link.
 * @param existing path → what is there
 * @param wanted what `initialFiles` gives
 * @param earlier what it gave where it was asked otherwise
 */
export function planInit(
  existing: ReadonlyMap<string, ExistingFile>,
  wanted: Readonly<Record<string, string>>,
  earlier: readonly Readonly<Record<string, string>>[] = [],
): InitPlan {
  const report = Object.entries(wanted).map(([path, content]): InitResult => {
    const found = existing.get(path);
    if (found === undefined) {
      return { path, result: "written", notes: [] };
    }
    if (found.text === content) {
      return { path, result: "unchanged", notes: [] };
    }
    if (!found.isLink && earlier.some((files) => files[path] === found.text)) {
      return { path, result: "updated", notes: [] };
    }
    return path === "package.json" && isOfNpmAlone(found.text, content) && !found.isLink
      ? { path, result: "completed", notes: [] }
      : { path, result: "kept", notes: notesAbout(path, found.text, content) };
  });
  const filesThatAre = (...results: readonly InitResult["result"][]) =>
    Object.fromEntries(
      report.filter(({ result }) => results.includes(result)).map(({ path }) => [path, wanted[path] ?? ""]),
    );
  return { create: filesThatAre("written"), replace: filesThatAre("completed", "updated"), report };
}

/** Whether `npm install` in an empty directory leaves this: the dependency that is wanted, and nothing else. */
function isOfNpmAlone(found: string, wanted: string): boolean {
  const { dependencies } = JSON.parse(wanted) as Manifest;
  return JSON.stringify(manifestOf(found)) === JSON.stringify({ dependencies });
}

/** One line a file, and one more for each note. */
export function initReport({ report }: Pick<InitPlan, "report">): string {
  return report
    .map(({ path, result, notes }) => [`${result.padEnd(9)} ${path}`, ...notes.map((note) => `          ${note}`)])
    .flat()
    .map((line) => `${line}\n`)
    .join("");
}

function notesAbout(path: string, found: string, wanted: string): string[] {
  if (path === "package.json") {
    return notesAboutManifest(found, wanted);
  }
  if (path === ".gitignore") {
    const present = new Set(found.split(/\r?\n/).map((line) => line.trim()));
    const missing = wanted.split("\n").filter((line) => !present.has(line));
    return missing.length > 0 ? [`does not ignore ${missing.join(", ")}`] : [];
  }
  if (path === "README.md") {
    return notesAboutLinks(found, wanted);
  }
  const [calls, release] = [found, wanted].map((text) => /uses: (\S+@[0-9a-f]{40}.*)/.exec(text)?.[1]?.trimEnd());
  return release === undefined || calls === release
    ? []
    : [`calls ${calls ?? "no workflow of a release"}; this is ${release}`];
}

/** Only of links to a repository: without one, they go to what is installed, and nobody asked for that. */
function notesAboutLinks(found: string, wanted: string): string[] {
  const [links, release] = [found, wanted].map((text) => /\]\((\S*\bdocs\/)[\w-]+\.md/.exec(text)?.[1]);
  return links === undefined || links === release || !release?.startsWith("https:")
    ? []
    : [`links to ${links}; this is ${release}`];
}

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function notesAboutManifest(found: string, wanted: string): string[] {
  const { scripts = {}, dependencies = {} } = JSON.parse(wanted) as Manifest;
  const spec = dependencies.strongroom ?? "";
  const manifest = manifestOf(found);
  if (manifest === undefined) {
    return ["is no JSON object: mend it, and run this again"];
  }
  const pinned = manifest.dependencies?.strongroom ?? manifest.devDependencies?.strongroom;
  const missing = Object.entries(scripts).filter(([name]) => manifest.scripts?.[name] === undefined);
  return [
    ...(pinned === undefined
      ? [`does not list strongroom: add to its dependencies: "strongroom": ${JSON.stringify(spec)}`]
      : []),
    ...(pinned !== undefined && pinned !== spec ? [`pins strongroom to ${pinned}; this is ${spec}`] : []),
    ...(missing.length > 0
      ? [
          `lacks scripts: add ${missing.map((entry) => entry.map((text) => JSON.stringify(text)).join(": ")).join(", ")}`,
        ]
      : []),
  ];
}

function manifestOf(text: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
