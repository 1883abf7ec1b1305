/**
 * The text of a JSON value as cdktf writes it: keys in the order of their code units, two spaces a level, and the brackets
 * of what is empty on two lines.
 */
export function stableJson(value: unknown): string {
  return text(value, "\n");
}

/** @param newline what ends a line: a line feed, and the indentation of the level */
function text(value: unknown, newline: string): string {
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(value);
  }
  const below = `${newline}  `;
  let separator = "";
  let result = "";
  if (Array.isArray(value)) {
    for (const item of value) {
      result += separator + below + text(item, below);
      separator = ",";
    }
    return `[${result}${newline}]`;
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(members).sort()) {
    result += `${separator}${below}${JSON.stringify(key)}: ${text(members[key], below)}`;
    separator = ",";
  }
  return `{${result}${newline}}`;
}
