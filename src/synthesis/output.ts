/** Files that are made only where they must be, written once, and put into their places when all of them are there. */

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { digestOf } from "../digest";
import { indexFile, indexText, type Made, type MadeFiles, readIndex } from "./synthesis-index";

export class Output {
  private readonly known: MadeFiles;
  private readonly made = new Map<string, Made>();
  /** Where the new content of a file is. */
  private readonly staged = new Map<string, string>();

  /**
   * @param workplace an empty directory in the same file system
   * @param tool digest of the program that makes the files; undefined where it cannot be told, and then all are made
   */
  constructor(
    private readonly directory: string,
    private readonly workplace: string,
    private readonly tool: string | undefined,
  ) {
    this.known = tool === undefined ? new Map() : readIndex(join(directory, indexFile), tool);
  }

  /**
   * Makes a file from an input, and from nothing else: what the input leaves out would not be noticed when it changes.
   * Where the file is what became of the same input before, it is left alone.
   * @param make gets the input as it survives JSON
   * @returns whether the content differs from that of the file
   */
  stage<Input>(file: string, input: Input, make: (input: Input) => string): boolean {
    if (this.made.has(file)) {
      throw new Error(`${file} would be made twice`);
    }
    const text = JSON.stringify(input);
    const digest = digestOf(text);
    const present = this.read(file);
    const known = this.known.get(file);
    if (present && known?.input === digest && known.output === digestOf(present)) {
      this.made.set(file, known);
      return false;
    }
    const content = Buffer.from(make(JSON.parse(text) as Input));
    this.made.set(file, { input: digest, output: digestOf(content) });
    return this.stageContent(file, content, present);
  }

  /** Stages the index of everything that was made. */
  stageIndex(): void {
    if (this.tool !== undefined) {
      this.stageContent(indexFile, Buffer.from(indexText(this.tool, this.made)), this.read(indexFile));
    }
  }

  /** Puts a file into its place, where its content is new. */
  publish(file: string): void {
    const staged = this.staged.get(file);
    if (staged !== undefined) {
      const place = join(this.directory, file);
      mkdirSync(dirname(place), { recursive: true });
      renameSync(staged, place);
    }
  }

  private stageContent(file: string, content: Buffer, present: Buffer | undefined): boolean {
    if (present?.equals(content)) {
      return false;
    }
    const staged = join(this.workplace, String(this.staged.size));
    writeFileSync(staged, content);
    this.staged.set(file, staged);
    return true;
  }

  private read(file: string): Buffer | undefined {
    const place = join(this.directory, file);
    return existsSync(place) ? readFileSync(place) : undefined;
  }
}
