/** A package.json that is there already: what npm alone wrote of it, and what a person has to add. */

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * What is wanted, with Strongroom in the list in which it is, and as it is there: `npm install --save-dev` has another one.
 * Undefined where something else is listed too.
 */
export function withPinOf(found: string, wanted: string): string | undefined {
  const { dependencies, devDependencies } = manifestOf(found) ?? {};
  const pins = Object.entries({ dependencies, devDependencies }).filter(([, list]) => list !== undefined);
  const [[name, list] = ["", {}], ...others] = pins;
  if (others.length > 0 || Object.keys(list ?? {}).join() !== "strongroom") {
    return undefined;
  }
  const rest = Object.entries(JSON.parse(wanted) as Manifest).filter(([key]) => key !== "dependencies");
  return `${JSON.stringify(Object.fromEntries([...rest, [name, list]]), null, 2)}\n`;
}

/** Whether `npm install` in an empty directory leaves this: one list of dependencies, and nothing else. */
export function isOfNpmAlone(found: string): boolean {
  return /^(dependencies|devDependencies)$/.test(Object.keys(manifestOf(found) ?? {}).join());
}

/** What it pins otherwise, or does not. */
export function notesAboutPin(found: string, wanted: string): readonly string[] {
  const spec = manifestOf(wanted)?.dependencies?.strongroom ?? "";
  const { dependencies, devDependencies } = manifestOf(found) ?? {};
  const pinned = dependencies?.strongroom ?? devDependencies?.strongroom;
  if (pinned === undefined) {
    return [`does not list strongroom: add to its dependencies: "strongroom": ${JSON.stringify(spec)}`];
  }
  // Yarn writes a path as it was typed.
  return pinned === spec || pinned === spec.replace(/^file:/, "./")
    ? []
    : [`pins strongroom to ${pinned}; this is ${spec}`];
}

/** What it lacks, and how to add it. */
export function notesAboutManifest(found: string, wanted: string): readonly string[] {
  const manifest = manifestOf(found);
  if (manifest === undefined) {
    return ["is not a JSON object: fix it, and run this again"];
  }
  const missing = Object.entries(manifestOf(wanted)?.scripts ?? {}).filter(
    ([name]) => manifest.scripts?.[name] === undefined,
  );
  const lines = missing.map((entry) => entry.map((text) => JSON.stringify(text)).join(": "));
  return [...notesAboutPin(found, wanted), ...(lines.length > 0 ? [`lacks scripts: add ${lines.join(", ")}`] : [])];
}

function manifestOf(text: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
