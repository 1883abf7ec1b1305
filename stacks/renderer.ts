import { type TerraformStack } from "cdktf";
import { type CreateRenderer } from "../src/synthesis/renderer";
import { type StackInput } from "../src/synthesis/stack-input";
import { Application } from "./application";
import { withTokensOfItsOwn } from "./cdktf-internals";
import { configurationOf } from "./configuration";
import { createStack } from "./create-stack";
import { addressOf } from "./integrity";
import { manifestText } from "./manifest";
import "./stack-trace";

export const createRenderer: CreateRenderer = (scratchDirectory) => {
  const app = new Application(scratchDirectory);
  return {
    stack: (input) =>
      withTokensOfItsOwn(() => {
        const stack = createStack(app, input);
        // Thousands of stacks would not fit into the memory at once.
        app.node.tryRemoveChild(input.id);
        return { configuration: configurationOf(stack), unknownImports: unknownImports(stack, input) };
      }),
    manifest: (stacks) => manifestText(stacks, app.manifest.version),
  };
};

function unknownImports(stack: TerraformStack, { imports }: StackInput): StackInput["imports"] {
  if (imports.length === 0) {
    return [];
  }
  const known = new Set(stack.node.findAll().map(addressOf));
  return imports.filter(({ to }) => !known.has(to));
}
