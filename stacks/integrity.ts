/** What cdktf accepts in silence and Strongroom does not. */

import {
  TerraformDataSource,
  TerraformElement,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
} from "cdktf";
import { type IConstruct, type IValidation } from "constructs";

/**
 * Fails the synthesis where two elements share an address, which cdktf would merge into one, and where a resource uses
 * the provider of another stack, which would be another account.
 */
export class StackIntegrity implements IValidation {
  constructor(private readonly stack: TerraformStack) {}

  validate(): string[] {
    const elements = this.stack.node.findAll().filter((node) => TerraformElement.isTerraformElement(node));
    return [...this.sharedAddresses(elements), ...this.foreignProviders(elements)];
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
}

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
