/** What is known of cdktf beyond its interface holds for the installed version. */

import { DefaultTokenResolver, Lazy, StringConcat, Testing, TerraformStack, Tokenization } from "cdktf";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveDeployment } from "../../src/model/resolve";
import { buildDocuments } from "../../src/policies/documents";
import { stackInputs } from "../../src/synthesis/stack-inputs";
import { overridesOf, withTokensOfItsOwn } from "../../stacks/cdktf-internals";
import { createRenderer } from "../../stacks/renderer";
import { configOf, validText } from "../config/valid";

const stack = new TerraformStack(Testing.app(), "stack");
const options = { scope: stack, resolver: new DefaultTokenResolver(new StringConcat()) };
const resolve = (value: unknown): unknown => Tokenization.resolve(value, options);

test("the overrides of a stack are found", () => {
  const overridden = new TerraformStack(Testing.app(), "overridden");
  overridden.addOverride("terraform.required_version", "1");
  expect(overridesOf(overridden)).toEqual({ terraform: { required_version: "1" } });
});

test("tokens of a stack are let go, also where it fails, and those of others stay", () => {
  const earlier = Lazy.stringValue({ produce: () => "earlier" });
  const during = withTokensOfItsOwn(() => {
    const text = Lazy.stringValue({ produce: () => "during" });
    expect(resolve(`${earlier} ${text}`)).toBe("earlier during");
    return { text, number: Lazy.numberValue({ produce: () => 1 }) };
  });
  expect(() => resolve(during.text)).toThrow();
  expect(() => resolve(during.number)).toThrow();
  expect(resolve(earlier)).toBe("earlier");
  let lost = "";
  expect(() =>
    withTokensOfItsOwn(() => {
      lost = Lazy.stringValue({ produce: () => "lost" });
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(() => resolve(lost)).toThrow();
});

test("the memory that a stack takes is given back: thousands of them need no more than one", () => {
  const scratch = mkdtempSync(join(tmpdir(), "strongroom-internals-"));
  const deployment = resolveDeployment(configOf(validText));
  const kept = () => {
    const { stringTokenMap: texts, numberTokenMap: numbers } = Reflect.get(globalThis, "__cdktfTokenMap") as Record<
      "stringTokenMap" | "numberTokenMap",
      Map<unknown, unknown>
    >;
    return [texts.size, numbers.size];
  };
  try {
    const renderer = createRenderer(scratch);
    const before = kept();
    for (const input of stackInputs({ deployment, documents: buildDocuments(deployment) }, undefined)) {
      renderer.stack(input);
    }
    expect(kept()).toEqual(before);
  } finally {
    rmSync(scratch, { recursive: true });
  }
});
