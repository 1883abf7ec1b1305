import { type Synthesis } from "./synthesis";

/** Stack ids in waves, each sorted: the stacks of a wave depend on those of earlier waves alone. */
export function waves(synthesis: Synthesis): string[][] {
  const result: string[][] = [];
  const done = new Set<string>();
  while (done.size < synthesis.stackIds.length) {
    const left = synthesis.stackIds.filter((id) => !done.has(id));
    const ready = left.filter((id) => synthesis.dependenciesOf(id).every((dependency) => done.has(dependency)));
    // A manifest with a cycle, or with a dependency that is no stack, was written by somebody else.
    const wave = ready.length > 0 ? ready : left;
    result.push(wave);
    wave.forEach((id) => done.add(id));
  }
  return result;
}
