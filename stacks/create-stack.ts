import { type Construct } from "constructs";
import { type StackInput } from "../src/synthesis/stack-input";
import { type AccountStack } from "./account-stack";
import { CentralVaultStack } from "./central-vault-stack";
import { EncryptionStack } from "./encryption-stack";
import { MemberStack } from "./member-stack";
import { NetworkStack } from "./network-stack";
import { OrganizationStack } from "./organization-stack";

/** The stack that is made from the input. */
export function createStack(scope: Construct, input: StackInput): AccountStack<StackInput> {
  switch (input.kind) {
    case "encryption":
      return new EncryptionStack(scope, input);
    case "centralVault":
      return new CentralVaultStack(scope, input);
    case "member":
      return new MemberStack(scope, input);
    case "network":
      return new NetworkStack(scope, input);
    case "organization":
      return new OrganizationStack(scope, input);
  }
}
