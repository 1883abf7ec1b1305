/** Texts in a row; of more than `most`, the first ones and how many more: `a, b and 3 more`. */
export function firstOf(texts: readonly string[], most: number): string {
  const shown = texts.slice(0, most).join(", ");
  return texts.length > most ? `${shown} and ${texts.length - most} more` : shown;
}
