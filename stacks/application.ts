import { App, type TerraformStack } from "cdktf";

/** The CDKTF app in which stacks are made. No stack may refer to a resource of another one. */
export class Application extends App {
  /** @param scratchDirectory is there, and gets an empty directory `stacks`: no app is without */
  constructor(scratchDirectory: string) {
    super({ outdir: scratchDirectory, stackTraces: false });
  }

  /** Called where a token of one stack is resolved in another; cdktf's own would read it from that one's state. */
  override crossStackReference(from: TerraformStack, to: TerraformStack, identifier: string): string {
    throw new Error(`${to.node.id} refers to ${identifier} of stack ${from.node.id}`);
  }
}
