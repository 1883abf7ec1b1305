/** What cdktf accepts in silence and Strongroom does not. */

import {
  AnnotationMetadataEntryType,
  Aspects,
  TerraformAsset,
  TerraformDataSource,
  TerraformElement,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
} from "cdktf";
import { type IConstruct, type IValidation } from "constructs";

/**
 * Fails the synthesis where two elements share an address, which cdktf would merge into one, where a resource uses the
 * provider of another stack, which would be another account, and where a construct has what is not synthesized.
 */
export class StackIntegrity implements IValidation {
  constructor(private readonly stack: TerraformStack) {}

  validate(): string[] {
    const constructs = this.stack.node.findAll();
    const elements = constructs.filter((node) => TerraformElement.isTerraformElement(node));
    return [...this.sharedAddresses(elements), ...this.foreignProviders(elements), ...this.leftOut(constructs)];
  }

  private sharedAddresses(elements: readonly IConstruct[]): string[] {
    const paths = new Map<string, string>();
    return elements.flatMap((element) => {
      const address = addressOf(element);
      const first = address === undefined ? undefined : paths.get(address);
      if (address !== undefined && first === undefined) {
        paths.set(address, element.node.path);
      }
      return first === undefined ? [] : [`${address} is the address of ${first} and of ${element.node.path}`];
    });
  }

  private foreignProviders(elements: readonly IConstruct[]): string[] {
    return elements.flatMap((element) => {
      const provider =
        TerraformResource.isTerraformResource(element) || TerraformDataSource.isTerraformDataSource(element)
          ? element.provider
          : undefined;
      return provider === undefined || TerraformStack.of(provider) === this.stack
        ? []
        : [`${element.node.path} uses ${provider.fqn} of stack ${TerraformStack.of(provider).node.id}`];
    });
  }

  private leftOut(constructs: readonly IConstruct[]): string[] {
    return constructs.flatMap((construct) => {
      const part =
        construct !== this.stack && TerraformStack.isStack(construct) ? "is a stack" : unknownPart(construct);
      return part === undefined ? [] : [`${construct.node.path} ${part}, which is not synthesized`];
    });
  }
}

/** What cdktf's own synthesis does more than `configurationOf`. */
function unknownPart(construct: IConstruct): string | undefined {
  if (construct.node.metadata.some(({ type }) => annotations.includes(type))) {
    return "has an annotation";
  }
  if (Aspects.of(construct).all.length > 0) {
    return "has an aspect";
  }
  return construct instanceof TerraformAsset ? "is a file" : undefined;
}

const annotations: readonly string[] = Object.values(AnnotationMetadataEntryType);

/** The address in Terraform, or undefined for what has none. */
export function addressOf(element: IConstruct): string | undefined {
  if (TerraformResource.isTerraformResource(element)) {
    return `${element.terraformResourceType}.${element.friendlyUniqueId}`;
  }
  if (TerraformDataSource.isTerraformDataSource(element)) {
    return `data.${element.terraformResourceType}.${element.friendlyUniqueId}`;
  }
  if (TerraformOutput.isTerraformOutput(element)) {
    return `output.${element.friendlyUniqueId}`;
  }
  return TerraformProvider.isTerraformProvider(element) ? `provider.${element.fqn}` : undefined;
}
