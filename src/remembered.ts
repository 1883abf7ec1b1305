/** Answers that are asked for again and again while one config is looked at. */

/**
 * A function that keeps its answers by their text. It forgets them all once it has so many, because a process that checks
 * one config after the other lives long.
 * @param answer depends on nothing but the text
 */
export function remembered<T>(answer: (text: string) => T, capacity: number): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) {
      return known;
    }
    if (answers.size >= capacity) {
      answers.clear();
    }
    const found = answer(text);
    answers.set(text, found);
    return found;
  };
}
