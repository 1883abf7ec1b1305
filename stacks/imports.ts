/** What the config says of resources that exist already. */

import { type App, TerraformStack } from "cdktf";
import { type Deployment } from "../src/model/deployment";
import { Failure } from "../src/failure";
import { addressOf } from "./integrity";

/** A config that imports to where there is nothing. Its message has one line for each such import. */
export class UnknownImports extends Failure {
  override readonly exitCode = 1;
}

/** @throws UnknownImports where an import names a stack or an address that there is not */
export function checkImports(app: App, { terraform }: Deployment): void {
  const addresses = new Map(
    app.node.children.filter(TerraformStack.isStack).map((stack) => [stack.node.id, addressesIn(stack)] as const),
  );
  const unknown = terraform.imports.flatMap(({ stack, to }, index) => {
    const known = addresses.get(stack);
    return known?.has(to)
      ? []
      : [
          `terraform.imports[${index}]: ${known ? `the stack ${stack} has no ${to}` : `there is no stack ${stack}`}. ` +
            "Remove the import, or print them anew with `strongroom import-blocks`.\n",
        ];
  });
  if (unknown.length > 0) {
    throw new UnknownImports(unknown.join(""));
  }
}

function addressesIn(stack: TerraformStack): Set<string | undefined> {
  return new Set(stack.node.findAll().map(addressOf));
}
