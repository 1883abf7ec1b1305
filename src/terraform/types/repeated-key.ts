/** Whether a JSON document has a key twice in one object: nobody knows which of the values counts. */
export function repeatsKey(json: string): boolean {
  const open: Set<string>[] = [];
  for (const [token, key] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === "{") {
      open.push(new Set());
    } else if (token === "}") {
      open.pop();
    } else if (key !== undefined) {
      const name = decoded(key);
      if (open.at(-1)?.has(name)) {
        return true;
      }
      open.at(-1)?.add(name);
    }
  }
  return false;
}

/** Escapes may write one key in several ways. What is no JSON has no keys. */
function decoded(key: string): string {
  try {
    return JSON.parse(key) as string;
  } catch {
    return key;
  }
}
