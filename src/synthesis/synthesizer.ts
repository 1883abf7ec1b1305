/** Synthesis that leaves the previous output as it was until the new one is complete. */

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { literal } from "../terraform/literal";
import { whileClaimed } from "./claim";
import { type CreateRenderer } from "./renderer";
import { type StackInput } from "./stack-input";
import { stackInputs } from "./stack-inputs";
import { type StackDifferences, type Synthesize } from "./synthesize";
import { checkImports } from "./unknown-imports";

const manifest = "manifest.json";

/**
 * Gives a synthesis of every stack into the output directory. What Terraform keeps beside a stack's configuration stays,
 * stacks that are no more lose their directory, and files that would not change are not touched.
 */
export function synthesizer(createRenderer: CreateRenderer): Synthesize {
  return ({ outputDirectory: named, awsProviderVersion, keepStaleStacks = false, ...built }) => {
    const outputDirectory = resolve(named);
    return whileClaimed(outputDirectory, (workplace) => {
      const renderer = createRenderer(workplace);
      const output = new Output(outputDirectory, workplace);
      const stacks = stackInputs(built, awsProviderVersion);
      const unknownImports = new Map<string, StackInput["imports"]>();
      const changed: string[] = [];
      for (const input of stacks) {
        const { configuration, unknownImports: unknown } = renderer.stack(literal(input));
        unknownImports.set(input.id, unknown);
        if (output.stage(`stacks/${input.id}/cdk.tf.json`, configuration)) {
          changed.push(input.id);
        }
      }
      checkImports(built.deployment.terraform.imports, (stackId) => unknownImports.get(stackId));
      const previous = previousStackIds(outputDirectory);
      const stackIds = stacks.map(({ id }) => id).sort();
      const differences = previous && differencesBetween(previous, stackIds, changed);
      output.publish();
      for (const id of keepStaleStacks ? [] : (differences?.removed ?? [])) {
        rmSync(join(outputDirectory, "stacks", id), { recursive: true, force: true });
      }
      // Last: it never names a stack that is not there, and as long as it is the previous one, a run that died half-way is
      // made up for by the next.
      output.stage(manifest, renderer.manifest(built.deployment.stacks));
      output.publish();
      return { stackIds, differences };
    });
  };
}

/** Files that are written once, and put into their place by a rename when all of them are there. */
class Output {
  private staged: string[] = [];

  constructor(
    private readonly directory: string,
    private readonly workplace: string,
  ) {}

  /** @returns whether the content differs from that of the file */
  stage(file: string, text: string): boolean {
    const content = Buffer.from(text);
    const place = join(this.directory, file);
    if (existsSync(place) && readFileSync(place).equals(content)) {
      return false;
    }
    writeFileSync(join(this.workplace, String(this.staged.length)), content);
    this.staged.push(place);
    return true;
  }

  publish(): void {
    for (const [index, place] of this.staged.entries()) {
      mkdirSync(dirname(place), { recursive: true });
      renameSync(join(this.workplace, String(index)), place);
    }
    this.staged = [];
  }
}

/** The stacks of the run before, and nothing else that may stand in the directory; undefined where there was no run. */
function previousStackIds(outputDirectory: string): string[] | undefined {
  try {
    const { stacks } = JSON.parse(readFileSync(join(outputDirectory, manifest), "utf8")) as { stacks: object };
    return Object.keys(stacks);
  } catch {
    return undefined;
  }
}

function differencesBetween(
  previous: readonly string[],
  stackIds: readonly string[],
  changed: readonly string[],
): StackDifferences {
  return {
    added: stackIds.filter((id) => !previous.includes(id)),
    changed: stackIds.filter((id) => previous.includes(id) && changed.includes(id)),
    removed: previous.filter((id) => !stackIds.includes(id)).sort(),
  };
}
