/** Characters that change how the text around them is shown, or are not shown themselves, made visible. */

/** Controls of terminals but line feed and tab, of the direction of text, and ends of lines that few programs know. */
const hidden = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

/** As in `<U+202E>`, for text that people read. */
export function visible(text: string): string {
  return text.replaceAll(hidden, (character) => `<U+${codeOf(character)}>`);
}

/** As in `\u202e`, for JSON, whose values stay what they are. */
export function visibleJson(json: string): string {
  return json.replaceAll(hidden, (character) => `\\u${codeOf(character).toLowerCase()}`);
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
