/** What Terraform says from its first error on, without the frame that it draws. */
export function diagnostics(output: string): string {
  const plain = output.replaceAll(/^[╷│╵] ?/gm, "");
  const from = plain.search(/^Error: /m);
  return plain
    .slice(Math.max(0, from))
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}
