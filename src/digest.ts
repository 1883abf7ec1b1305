import { createHash } from "node:crypto";

/** The SHA-256 digest of a text or of the content of a file, in hexadecimal digits. */
export function digestOf(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
