/**
 * What is known of cdktf beyond its interface, with `stack-trace.ts`: here alone, and looked at before it is relied on, so
 * that another version that does it in another way fails instead of writing something else.
 */

import { Lazy, type TerraformStack } from "cdktf";

/** What was passed to `addOverride` of the stack. cdktf gives it to nobody but its own synthesis. */
export function overridesOf(stack: TerraformStack): Readonly<Record<string, unknown>> {
  const overrides: unknown = Reflect.get(stack, "rawOverrides");
  if (typeof overrides !== "object" || overrides === null) {
    throw new Error("this version of cdktf keeps the overrides of a stack elsewhere");
  }
  return overrides as Readonly<Record<string, unknown>>;
}

/**
 * Whether cdktf must be asked what a text or a number stands for. It saves two thirds of a synthesis: cdktf itself looks
 * into every value, by three regular expressions each. Texts hold tokens between markers, and those for numbers as
 * huge numbers.
 */
export function mayHoldToken(value: unknown): boolean {
  return typeof value === "string"
    ? value.includes("TfToken[") || value.includes("e+")
    : typeof value === "number" && value < Number.MIN_SAFE_INTEGER;
}

/**
 * Lets go of the tokens that come into being meanwhile, and with them of the stack that they refer to. cdktf keeps them until
 * the process ends: 0.1 MB for an account in five Regions. What others keep in the same place stays: all copies of cdktf
 * in a process share it.
 */
export function withTokensOfItsOwn<T>(use: () => T): T {
  const kept = keptTokens().map((tokens) => ({ tokens, others: tokens.size }));
  try {
    return use();
  } finally {
    for (const { tokens, others } of kept) {
      [...tokens.keys()].slice(others).forEach((key) => tokens.delete(key));
    }
  }
}

function keptTokens(): Map<unknown, unknown>[] {
  const map: unknown = Reflect.get(globalThis, "__cdktfTokenMap");
  return ["stringTokenMap", "numberTokenMap"].map((name) => {
    const tokens: unknown = Object(map)[name];
    if (!(tokens instanceof Map)) {
      throw new Error("this version of cdktf keeps tokens elsewhere");
    }
    return tokens;
  });
}

const tokens = {
  text: Lazy.stringValue({ produce: () => "" }),
  number: Lazy.numberValue({ produce: () => 0 }),
  list: Lazy.listValue({ produce: () => [] })[0],
};
if (![tokens.text, tokens.number, String(tokens.number), tokens.list].every(mayHoldToken)) {
  throw new Error("this version of cdktf marks tokens in another way");
}
