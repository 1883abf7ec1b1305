import { DefaultTokenResolver, StringConcat, type TerraformStack, Tokenization } from "cdktf";
import { mayHoldToken } from "./cdktf-internals";

const resolver = new DefaultTokenResolver(new StringConcat());

/**
 * A copy of the value with every token replaced by what Terraform reads, and without members that are undefined: what cdktf
 * makes of it, which is asked only where there is a token.
 * @throws where a token belongs to another stack
 */
export function resolved(value: unknown, stack: TerraformStack): unknown {
  if (typeof value !== "object" || value === null) {
    return mayHoldToken(value) || typeof value === "function" ? byCdktf(value, stack) : value;
  }
  if (Array.isArray(value)) {
    return value.some(mayHoldToken)
      ? byCdktf(value, stack)
      : value.map((item) => resolved(item, stack)).filter((item) => item !== undefined);
  }
  const keys = Object.keys(value);
  if (Object.getPrototypeOf(value) !== Object.prototype || keys.some(mayHoldToken)) {
    return byCdktf(value, stack);
  }
  const copy: Record<string, unknown> = {};
  for (const key of keys) {
    const member = resolved((value as Readonly<Record<string, unknown>>)[key], stack);
    if (member !== undefined) {
      copy[key] = member;
    }
  }
  return copy;
}

/** cdktf tells the app of tokens of other stacks only while it prepares (`Application`). */
function byCdktf(value: unknown, stack: TerraformStack): unknown {
  return Tokenization.resolve(value, { scope: stack, resolver, preparing: true });
}
