/** The synthesis of one stack, in place of cdktf's, which resolves everything three times. */

import { TerraformElement, TerraformOutput, type TerraformStack } from "cdktf";
import { overridesOf } from "./cdktf-internals";
import { resolved } from "./resolved";
import { stableJson } from "./stable-json";

type Block = Record<string, unknown>;

/**
 * The configuration as Terraform reads it, in the bytes that cdktf would write. Not known here are aspects, annotations
 * and assets: the integrity check refuses them.
 * @throws where the stack is wrong in itself, or refers to another one
 */
export function configurationOf(stack: TerraformStack): string {
  stack.runAllValidations();
  const elements = stack.node.findAll().filter((node) => TerraformElement.isTerraformElement(node));
  const overrides = overridesOf(stack);
  const configuration: Block = {
    "//": { metadata: metadataOf(stack, elements, overrides), outputs: outputsOf(elements) },
  };
  for (const element of elements) {
    merge(configuration, resolved(element.toTerraform(), stack) as Block);
  }
  merge(configuration, resolved(overrides, stack) as Block);
  return stableJson(configuration);
}

function metadataOf(stack: TerraformStack, elements: readonly TerraformElement[], overrides: object): Block {
  const names = Object.keys(overrides);
  const metadata: Block = {
    version: stack.node.tryGetContext("cdktfVersion") as unknown,
    stackName: stack.node.id,
    backend: "local",
    ...(names.length > 0 ? { overrides: { stack: names } } : {}),
  };
  for (const element of elements) {
    merge(metadata, resolved(element.toMetadata(), stack) as Block);
  }
  return metadata;
}

/** The names of the outputs in Terraform, each at the path of its construct. */
function outputsOf(elements: readonly TerraformElement[]): Block {
  const outputs: Block = {};
  for (const output of elements.filter((element) => TerraformOutput.isTerraformOutput(element))) {
    const path = output.node.path.split("/");
    merge(outputs, path.reduceRight<unknown>((inner, part) => ({ [part]: inner }), output.friendlyUniqueId) as Block);
  }
  return outputs;
}

/** Objects become one, lists are joined, and of anything else the latter counts. The source is used up. */
function merge(target: Block, source: Block): void {
  for (const [key, value] of Object.entries(source)) {
    const present = target[key];
    if (Array.isArray(value)) {
      target[key] = Array.isArray(present) ? [...(present as unknown[]), ...(value as unknown[])] : value;
    } else if (isBlock(value) && isBlock(present)) {
      merge(present, value);
    } else {
      target[key] = value;
    }
  }
}

function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
