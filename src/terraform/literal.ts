/**
 * Data as Terraform must read it: every string as it is. Where the config or a policy says `${…}` or `%{…}`, it means
 * IAM's policy variables or nothing at all, and Terraform would evaluate it.
 *
 * Source: Terraform language, "Strings and templates", escape sequences.
 */
export function literal<T>(data: T): T {
  return escaped(data) as T;
}

function escaped(value: unknown): unknown {
  if (typeof value === "string") {
    // A function, because `$$` in a replacement string is one `$`.
    return value.replaceAll("${", () => "$${").replaceAll("%{", () => "%%{");
  }
  if (Array.isArray(value)) {
    return value.map(escaped);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, child]) => [escaped(key) as string, escaped(child)]))
    : value;
}
