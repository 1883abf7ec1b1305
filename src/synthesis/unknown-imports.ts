import { Failure } from "../failure";
import { type ImportBlock } from "../model/deployment";
import { type StackInput } from "./stack-input";

/** A config that imports to where there is nothing. Its message has one line for each such import. */
export class UnknownImports extends Failure {
  override readonly exitCode = 1;
}

/**
 * @param unknownIn imports of a stack whose address is none of the stack's; undefined where there is no such stack
 * @throws UnknownImports where an import names a stack or an address that there is not
 */
export function checkImports(
  imports: readonly ImportBlock[],
  unknownIn: (stackId: string) => StackInput["imports"] | undefined,
): void {
  const problems = imports.flatMap(({ stack, to }, index) => {
    const unknown = unknownIn(stack);
    const problem =
      unknown === undefined
        ? `there is no stack ${stack}`
        : unknown.some((one) => one.to === to) && `the stack ${stack} has no ${to}`;
    return problem
      ? [
          `terraform.imports[${index}]: ${problem}. ` +
            "Remove the import, or print them anew with `strongroom import-blocks`.\n",
        ]
      : [];
  });
  if (problems.length > 0) {
    throw new UnknownImports(problems.join(""));
  }
}
